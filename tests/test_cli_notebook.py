"""Lessons as notebooks: text as Markdown, formulas between dollars, folded answers, pictures as PNG."""

import base64
import json
import os
import re
import sys
from pathlib import Path

import pytest

from numpygan.cli import main
from numpygan.cli.answers import answers_of_lesson
from numpygan.cli.lesson import find_lessons
from numpygan.cli.notebook import markdown, notebook_of_lesson

LESSONS = find_lessons()
CELL = '''"""
Draw
====

**What you'll do.** Draw.
"""

# %%
# Why
# ---
# A number `n <https://example.org>`_, called
# - by the way - ``n``, and |n|.
#
# .. math::
#    a &= b \\\\
#    c &= d
#
# .. math:: e = f
#
# 1. First
#    line?
#
# .. admonition:: Answer
#    :class: dropdown
#
#    It is ``two``.
#
#    .. code-block:: python
#
#        if True:
#            answer = 2
n = 1


# A comment of the code.
m = 2

# %%
print(n)

# %%
# On your own
# -----------
# 1. Why?
# 2. How?
#
# Answers: elsewhere.
#
# The end.
'''
ANSWER = """# %% Task 1
# Because of ``n``.
assert n == 1
"""


@pytest.fixture
def cells(tmp_path):
    (tmp_path / "90_draw.py").write_text(CELL)
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "90_draw.py").write_text(ANSWER)
    return notebook_of_lesson(tmp_path / "90_draw.py")["cells"]


def test_cells_of_a_lesson(cells):
    assert [cell["cell_type"] for cell in cells] == ["markdown", "markdown", "code", "code", "markdown"]
    assert cells[0]["source"] == "# Draw\n\n**What you'll do.** Draw."
    assert cells[2]["source"] == "n = 1\n\n\n# A comment of the code.\nm = 2"
    assert cells[3]["source"] == "print(n)"
    assert len({cell["id"] for cell in cells}) == 5


def test_markdown_of_a_cell(cells):
    assert cells[1]["source"].split("\n\n") == [
        "## Why",
        "A number [n](https://example.org), called - by the way - `n`, and $|n|$.",
        "$$\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n$$",
        "$$\ne = f\n$$",
        "1. First line?",
        "<details><summary>Answer</summary>",
        "It is `two`.",
        "```python\nif True:\n    answer = 2\n```",
        "</details>",
    ]


def test_an_answer_is_folded_below_its_task(cells):
    assert cells[4]["source"].split("\n\n") == [
        "## On your own",
        "1. Why?",
        "<details><summary>Answer</summary>",
        "Because of `n`.",
        "```python\nassert n == 1\n```",
        "</details>",
        "2. How?",
        "The end.",
    ]


def test_roles():
    assert markdown(":math:`x_1` of :func:`~numpygan.js` in :doc:`the notes </notes>`") == (
        "$x_1$ of `numpygan.js` in `/notes`"
    )


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_lesson_is_translated_completely(path):
    source = path.read_text(encoding="utf-8")
    cells = notebook_of_lesson(path)["cells"]
    text = "\n\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")
    code = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")
    assert text.startswith("# ")
    prose = re.sub(r"```python\n.*?\n```", "", text, flags=re.DOTALL)
    assert not re.search(r"^\s*\.\. |:\w+:`|\S::|``|^-{3,}$|^={3,}$", prose, re.MULTILINE)
    assert text.count("<details>") == text.count("</details>") == len(answers_of_lesson(path)) == 3
    assert text.count("\n$$\n") >= source.count(".. math::")
    assert text.count("$$") % 2 == 0
    for line in source.splitlines():
        if line and not line.startswith("#") and re.match(r"(assert|def|import|from|present)\b", line):
            assert line in code
    compile(re.sub(r"^%%writefile .*$", "", code, flags=re.MULTILINE), path.name, "exec")


def test_a_shown_file_becomes_a_cell_that_writes_it():
    cells = notebook_of_lesson(LESSONS[0])["cells"]
    writes = [i for i, cell in enumerate(cells) if cell["source"].startswith("%%writefile gan_in_one_file.py\n")]
    uses = [i for i, cell in enumerate(cells) if "import gan_in_one_file" in cell["source"]]
    assert len(writes) == 1
    assert writes[0] < uses[0]
    assert "class Linear:" in cells[writes[0]]["source"]


def test_the_moving_picture_is_a_part_of_the_notebook():
    [cell] = [cell for cell in notebook_of_lesson(LESSONS[0])["cells"] if "attachments" in cell]
    assert re.search(r"^!\[.{20,}\]\(attachment:run\.gif\)$", cell["source"], re.MULTILINE)
    content = base64.b64decode(cell["attachments"]["run.gif"]["image/gif"])
    assert content == (LESSONS[0].parents[1] / "docs" / "run.gif").read_bytes()
    assert content.startswith(b"GIF89a")


def test_the_command_writes_into_the_current_folder_and_overwrites_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["lesson", "3", "--notebook"]) == 0
    file = tmp_path / "03_back_propagate_by_hand.ipynb"
    assert capsys.readouterr().out.strip() == str(file)
    assert json.loads(file.read_text(encoding="utf-8"))["nbformat"] == 4
    file.write_text("mine")
    for words in (["lesson", "3", "--notebook"], ["lesson", "--notebook"]):
        assert main(words) == 2
        assert "03_back_propagate_by_hand.ipynb exists already; rename it" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.read_text() == "mine"


def test_the_command_writes_all_lessons(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["lesson", "--notebook"]) == 0
    assert sorted(path.stem for path in tmp_path.iterdir()) == [path.stem for path in LESSONS]


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("number", [0, 2])
def test_an_executed_notebook_shows_its_pictures(number, tmp_path, monkeypatch):
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    path = LESSONS[number]
    notebook = nbformat.from_dict(notebook_of_lesson(path))
    nbformat.validate(notebook)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == path.read_text(encoding="utf-8").count("\npresent(")
    assert not [output for output in outputs if "<Figure" in str(output.get("data", {}).get("text/plain"))]

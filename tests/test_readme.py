"""The examples and links of the README work."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from numpygan.classroom import all_exercises
from numpygan.cli import main, parse
from numpygan.cli.play import PAGES
from numpygan.distributions import CATALOG

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(scope="module")
def text():
    return README.read_text(encoding="utf-8")


def test_the_first_example_prints_what_is_printed_below_it(text, capsys):
    code, printed = re.search(r"```python\n(.*?)```\s*```\n(.*?)```", text, flags=re.DOTALL).groups()
    assert len(code.strip().splitlines()) <= 9
    exec(code, {})
    assert capsys.readouterr().out == printed


def test_the_example_of_a_check_is_what_it_prints(text, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    (shown,) = re.findall(r"```\n(ok .*?)```", text, flags=re.DOTALL)
    assert main(["check", shown.split()[1]]) == 0
    *printed, _ = capsys.readouterr().out.splitlines(keepends=True)
    # The gap and the time depend on the machine.
    blank = re.compile(r"gap .* s$", flags=re.MULTILINE)
    assert blank.sub("", "".join(printed)) == blank.sub("", shown)
    assert shown.splitlines()[0].count("gap") == 1


def test_every_linked_file_exists(text):
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]
    assert len(links) > 5
    for link in links:
        assert (README.parent / link).exists(), link


@pytest.mark.parametrize("name", ["run", "ring"])
def test_the_pictures_move_and_their_commands_are_told(name, text):
    assert re.search(rf'<img src="docs/{name}\.gif" width="\d+%" alt="[^"]{{40,}}">', text)
    files = re.findall(rf'"docs/({name}[a-z-]*\.gif)"', text)
    assert files[-1] == f"{name}.gif"
    for each in files:
        file = README.parent / "docs" / each
        assert file.stat().st_size <= 1.5e6
        with Image.open(file) as picture:
            assert picture.n_frames == 80
    (command,) = re.findall(rf"`numpygan (train [^`]+ --movie {name}\.gif)`", text)
    options = parse(command.split())
    assert options.distribution in CATALOG
    script = (README.parent / "docs" / "movies.py").read_text(encoding="utf-8")
    assert f'"{name}": "{command}"' in script


def test_a_reader_who_wants_less_motion_sees_the_last_frame(text):
    stills = re.findall(r'<source media="\(prefers-reduced-motion: reduce\)" srcset="([^"]+)">', text)
    assert stills == ["docs/run-still.png", "docs/ring-still.png"]
    for still in stills:
        movie = README.parent / still.replace("-still.png", ".gif")
        with Image.open(README.parent / still) as last, Image.open(movie) as run:
            run.seek(run.n_frames - 1)
            difference = np.asarray(last.convert("RGB"), dtype=int) - np.asarray(run.convert("RGB"), dtype=int)
        assert np.abs(difference).mean() < 4


def test_says_whom_it_is_for_in_a_line_each(text):
    section = text[text.index("## Who it is for") :]
    for reader in ("You learn", "You teach", "You do research"):
        (line,) = re.findall(rf"^- \*\*{reader}:\*\* .*$", section, flags=re.MULTILINE)
        assert "](" in line


def test_is_short_and_its_code_is_not_cut_off(text):
    assert len(text.splitlines()) <= 120
    blocks = re.findall(r"^```.*?^```", text, flags=re.DOTALL | re.MULTILINE)
    assert [line for block in blocks for line in block.splitlines() if len(line) > 88] == []


def test_the_first_screen_is_a_sentence_a_picture_two_commands_and_the_file(text):
    screen = text[: text.index("## Who it is for")]
    order = [screen.index(part) for part in ("# numpygan\n\nGen", "<picture>", "```sh", "lessons/gan_in_one_file.py")]
    assert order == sorted(order)
    assert len(screen.splitlines()) <= 32
    commands = re.findall(r"```sh\n(.*)\n```", screen)
    assert commands == [
        "python -m pip install . && numpygan check",
        'python -m pip install -e ".[test]" && python -m pytest',
    ]


def test_its_numbers_are_true(text):
    lessons = README.parent / "lessons"
    found = {
        "lines of NumPy": len((lessons / "gan_in_one_file.py").read_text(encoding="utf-8").splitlines()),
        r"\[lessons\]": len(list(lessons.glob("[0-9][0-9]_*.py"))),
        "known mistakes": sum(len(exercise.mistakes) for exercise in all_exercises().values()),
    }
    for words, number in found.items():
        assert re.search(rf"(\d+) {words}", text)[1] == str(number), words
    assert len(PAGES) == 6
    assert "six [pages" in text
    assert len(all_exercises()) == 13
    assert "Thirteen exercises" in text


def test_ci_runs_the_test_command_of_the_readme(text):
    pattern = re.search(r"grep -m1 -E '(.*)' README.md", (README.parent / ".ci" / "run").read_text())[1]
    assert re.search(pattern, text, flags=re.MULTILINE)

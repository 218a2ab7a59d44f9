"""The README does what it says."""

import re
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(scope="module")
def text():
    return README.read_text(encoding="utf-8")


def test_the_first_example_prints_what_is_printed_below_it(text, capsys):
    code, printed = re.search(r"```python\n(.*?)```\s*```\n(.*?)```", text, flags=re.DOTALL).groups()
    assert len(code.strip().splitlines()) <= 9
    exec(code, {})
    assert capsys.readouterr().out == printed


def test_every_linked_file_exists(text):
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]
    assert len(links) > 5
    for link in links:
        assert (README.parent / link).exists(), link


def test_is_short(text):
    assert len(text.splitlines()) < 120


def test_ci_runs_the_test_command_of_the_readme(text):
    pattern = re.search(r"grep -m1 -E '(.*)' README.md", (README.parent / ".ci" / "run").read_text())[1]
    assert re.search(pattern, text, flags=re.MULTILINE)

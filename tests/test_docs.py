"""The pages: links resolve, examples run, the tables of the notes are complete."""

import ast
import contextlib
import doctest
import io
import re
import runpy
import shlex
from importlib import import_module
from pathlib import Path
from unittest import mock

import pytest

from numpygan.classroom import all_exercises
from numpygan.cli import parse
from numpygan.evaluation.verdicts import VerdictKind
from numpygan.statements import STATEMENTS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "tests/benchmarks/README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES = [page for page in PAGES if "_build" not in page.parts]
TABLES = [ROOT / "docs/notes.md", ROOT / "docs/zh/notes.md"]
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
# Every number that the notes give to an equation, and what they number otherwise, in either language.
NUMBERS = ["1.1.1", "1.2.1", *(f"1.3.{i}" for i in range(1, 9)), "2.1.1"]
NAMED = [("Algorithm 1", "算法 1"), ("Theorem 1", "定理 1"), ("Proposition 1", "命题 1"), ("Proposition 2", "命题 2")]
NAMED += [("remark", "注")]


def name(page):
    return str(page.relative_to(ROOT))


def fences(text, *languages):
    """The code blocks of a page in one of the languages."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    return [code for language, code in blocks if language in languages]


# Links


def anchors(page):
    """The anchors of a Markdown page: its headings, as GitHub and MyST write them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page, text):
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    links = [link for _, link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    broken = []
    for link in links:
        path, _, anchor = link.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(link)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_relative_links_resolve(page):
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("link", ["nowhere.md", "contributing.md#nowhere", "../lessons/99_nothing.py"])
def test_a_broken_link_is_seen(link):
    page = ROOT / "docs/contributing.md"
    assert broken_links(page, f"see [here]({link}) and [there](changelog.md)") == [link]


# Examples


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_examples_print_what_the_page_says(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names, runner = {}, doctest.DocTestRunner(verbose=False)
    for code in fences(page.read_text(encoding="utf-8"), "python"):
        if code.startswith(">>>"):
            test = doctest.DocTestParser().get_doctest(code, names, name(page), name(page), 0)
            with contextlib.redirect_stdout(io.StringIO()) as report:
                runner.run(test, clear_globs=False)
            names = test.globs
            assert runner.failures == 0, report.getvalue()
        elif "%matplotlib" not in code:  # of a notebook
            with mock.patch.dict(STATEMENTS):  # a page may register a statement
                exec(code, {})


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_are_commands(page, capsys):
    for block in fences(page.read_text(encoding="utf-8"), "sh"):
        for line in block.splitlines():
            for command in line.partition("  #")[0].split(" && "):
                if command.startswith("numpygan ") and "--version" not in command:
                    try:
                        parse(shlex.split(command)[1:])
                    except SystemExit:
                        pytest.fail(f"{command}: {capsys.readouterr().err}")


# The table of the notes


def rows(page):
    """Statement id: the cells (where, claim, check, lesson, exercise, functions) of its row."""
    found = {}
    for line in page.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if len(cells) == 6 and (match := re.match(r"\[`([\w-]+)`\]\(\S+/statements/", cells[2])):
            assert match[1] not in found, f"{match[1]} has two rows"
            found[match[1]] = cells
    return found


def links_in(page, cell):
    return [(text.strip("`"), (page.parent / link).resolve().relative_to(ROOT)) for text, link in LINK.findall(cell)]


@pytest.mark.parametrize("page", TABLES, ids=name)
def test_the_table_has_every_statement_and_every_number_of_the_notes(page):
    assert rows(page).keys() == STATEMENTS.keys()
    places = [cells[0] for cells in rows(page).values()]
    for number in NUMBERS:
        assert any(number in re.findall(r"[\d.]+\d", place) for place in places), number
    for words in NAMED:
        assert any(word in place for word in words for place in places), words


@pytest.mark.parametrize("page", TABLES, ids=name)
@pytest.mark.parametrize("id", rows(TABLES[0]))
def test_a_row_of_the_table_leads_to_what_there_is(page, id):
    _, claim, check, lessons, exercises, functions = rows(page)[id]
    assert claim
    assert links_in(page, check) == [(id, Path(f"numpygan/statements/{id.replace('-', '_')}.py"))]
    assert links_in(page, functions)
    for text, file in links_in(page, functions):
        room = import_module(".".join(file.parent.parts))
        first, *more = text.split(".")
        assert first in room.__all__, f"{text} is not exported by {room.__name__}"
        thing = getattr(room, first)
        for each in more:
            thing = getattr(thing, each)
        defined = {
            node.name for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body if hasattr(node, "name")
        }
        assert thing.__name__ in defined, f"{text} is not defined in {file}"
    assert links_in(page, lessons)
    for text, file in links_in(page, lessons):
        assert (ROOT / file).is_file()
        assert file.parent == Path("lessons")
        assert file.name.startswith(f"{text}_")
    about = {each.id: each for each in all_exercises().values() if id in each.statements}
    folder = Path("numpygan/classroom/exercises")
    assert links_in(page, exercises) == [(each.id, folder / each.name) for each in about.values()]


def test_both_tables_lead_to_the_same():
    english, chinese = (
        {id: [links_in(page, cell) for cell in row[2:]] for id, row in rows(page).items()} for page in TABLES
    )
    assert english == chinese


@pytest.mark.parametrize("page", [ROOT / "docs/zh/lessons.md", ROOT / "docs/course_plans.md"], ids=name)
def test_every_lesson_is_there(page):
    linked = {Path(link).name for _, link in LINK.findall(page.read_text(encoding="utf-8")) if "/lessons/" in link}
    assert {path.name for path in (ROOT / "lessons").glob("[0-9][0-9]_*.py")} <= linked


def test_a_summary_in_chinese_names_the_exercises_that_its_lesson_names():
    summaries = re.split(r"^## ", (ROOT / "docs/zh/lessons.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    told = {summary[:2]: set(re.findall(r"e\d\d", summary.split("练习")[1].splitlines()[0])) for summary in summaries}
    scripts = (ROOT / "lessons").glob("[0-9][0-9]_*.py")
    checks = {path.name[:2]: re.findall(r"learn check (e\d\d)", path.read_text(encoding="utf-8")) for path in scripts}
    assert told == {number: set(exercises) for number, exercises in checks.items()}


# The house


def test_the_drawing_of_the_house_has_the_arrows_that_the_package_has():
    house = runpy.run_path(str(ROOT / "docs/house.py"))
    drawn = (ROOT / "docs/house.svg").read_text(encoding="utf-8")
    assert drawn == house["draw"](), "python docs/house.py draws it anew"
    assert house["without_shortcuts"](
        {"cli": {"nets", "training"}, "training": {"nets"}}
        | {room: set() for room in house["ROOMS"].keys() - {"cli", "training"}}
    ) == [("cli", "training"), ("training", "nets")]


# The verdicts

VERDICTS = runpy.run_path(str(ROOT / "docs/verdicts.py"))


@pytest.mark.parametrize("kind", list(VerdictKind))
def test_each_verdict_has_a_panel_with_a_run_that_gets_it(kind):
    assert VERDICTS["example"](kind.value).kind == kind
    assert kind.value in VERDICTS["SENTENCES"]


def test_the_drawing_of_the_verdicts_is_up_to_date():
    drawn = (ROOT / "docs/verdicts.svg").read_text(encoding="utf-8")
    assert drawn == VERDICTS["draw"](), "python docs/verdicts.py draws it anew"


# The course plans


def test_the_reading_time_of_a_week_is_that_of_its_lessons():
    times = {
        path.name[:2]: int(re.search(r"\*\*Time\.\*\* (\d+) minutes", path.read_text(encoding="utf-8"))[1])
        for path in (ROOT / "lessons").glob("[0-9][0-9]_*.py")
    }
    plans = (ROOT / "docs/course_plans.md").read_text(encoding="utf-8")
    weeks = [row.split(" | ") for row in re.findall(r"^\| \d+ \| .*$", plans, flags=re.MULTILINE)]
    assert len(weeks) == 4 + 8 + 14
    for _, lessons, minutes, *_ in weeks:
        assert int(minutes) == sum(times[number] for number in re.findall(r"\[(\d\d)\]\(", lessons))

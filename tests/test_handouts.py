"""The handout of each lesson: made from the lesson, with its whole recap, its tasks and its picture."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "lessons").glob("[0-9][0-9]_*.py"))


@pytest.fixture
def handouts(monkeypatch):
    """The module that makes the pages; it needs no Sphinx until the site is built."""
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "extensions"))
    return __import__("handouts")


def section(lesson: Path, heading: str, end: str) -> str:
    """The words of a section of a lesson, without the marks of comments."""
    text = re.sub(r"^# ?", "", lesson.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return " ".join(re.split(end, re.split(rf"^{heading}\n-+\n", text, flags=re.MULTILINE)[1])[0].split())


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_the_recap_and_the_tasks_of_a_lesson_are_on_its_handout(handouts, lesson):
    handout = handouts.handout_of(lesson)
    recap = section(lesson, "Recap", r"\n\n")
    tasks = section(lesson, "On your own", r"\n\nAnswers: ")
    assert " ".join("".join(handout.recap).split()) == recap
    assert " ".join("".join(handout.tasks).split()) == tasks
    assert len(handout.recap) == len(handout.tasks) == 3
    page = " ".join(handouts.page_of(handout, lesson.stem, "two curves").replace("\\|", "|").split())
    assert recap in page
    assert tasks in page
    assert handout.question in page
    assert f"</lessons/{lesson.stem}>" in page


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_a_handout_has_a_sentence_of_why_and_a_picture_that_the_lesson_presents(handouts, lesson):
    handout = handouts.handout_of(lesson)
    assert 20 < len(handout.question) < 300
    assert handout.question in section(lesson, "Why", r"\n\n")
    assert 1 <= handout.picture <= lesson.read_text(encoding="utf-8").count("\npresent(")
    assert f"/lessons/images/sphx_glr_{lesson.stem}_00{handout.picture}.png" in handouts.page_of(
        handout, lesson.stem, "two curves"
    )
    assert handout.title == f"{lesson.name[:2]} {lesson.read_text(encoding='utf-8').splitlines()[1]}"


def test_the_formulas_with_their_number_in_the_notes_are_on_the_handout(handouts):
    formulas = handouts.handout_of(ROOT / "lessons/08_see_what_the_generator_minimizes.py").formulas
    assert [re.findall(r"notes, ([\d.]+)", formula) for formula in formulas] == [["1.3.5"], ["1.3.6"], ["1.3.7"]]
    assert len(handouts.handout_of(ROOT / "lessons/03_back_propagate_by_hand.py").formulas) == 3


def test_the_picture_has_the_alternative_text_of_the_page_of_its_lesson(handouts):
    handout = handouts.handout_of(LESSONS[8])
    image = (
        f"   .. image:: /lessons/images/sphx_glr_{LESSONS[8].stem}_00{{}}.png\n      :alt: {{}}\n      :width: 640px\n"
    )
    page = image.format(1, "Curves: one.") + "\n" + image.format(2, "Curves: two.")
    assert "   :alt: Curves: two.\n" in handouts.page_of(handout, LESSONS[8].stem, page)
    assert f":alt: The main picture of {handout.title}\n" in handouts.page_of(handout, LESSONS[8].stem)


def test_pages_are_written_once_and_old_ones_removed(handouts, tmp_path):
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts" / "99_no_lesson.rst").write_text("")
    handouts.write_pages(SimpleNamespace(srcdir=tmp_path))
    pages = sorted((tmp_path / "handouts").iterdir())
    assert [page.stem for page in pages] == [lesson.stem for lesson in LESSONS]
    before = [page.stat().st_mtime_ns for page in pages]
    handouts.write_pages(SimpleNamespace(srcdir=tmp_path))
    assert [page.stat().st_mtime_ns for page in pages] == before

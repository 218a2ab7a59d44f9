"""The Chinese pages agree with the English pages and with the lessons."""

import re
from pathlib import Path

import pytest

from numpygan.classroom import all_exercises
from numpygan.statements import STATEMENTS

DOCS = Path(__file__).parents[1] / "docs"
LESSONS = {path.name[:2]: path for path in (DOCS.parent / "lessons").glob("[0-9][0-9]_*.py")}


def text(page):
    return (DOCS / page).read_text(encoding="utf-8")


SECTIONS = re.split(r"^## ", text("zh/statements.md"), flags=re.MULTILINE)[1:]


def rows(page):
    """Statement id: the row of the table of the notes."""
    check = re.compile(r"\[`([\w-]+)`\]\(\S+/statements/")
    return {found[1]: line for line in text(page).splitlines() if (found := check.search(line))}


def test_each_statement_has_a_section():
    checks = [id for section in SECTIONS for id in re.findall(r"`numpygan check ([\w-]+)`", section)]
    assert sorted(checks) == sorted(STATEMENTS)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.partition("\n")[0])
def test_a_section_quotes_the_notes_and_leads_to_lesson_and_exercise(section):
    assert "\n> " in section
    assert "**留意。**" in section
    id = re.search(r"`numpygan check ([\w-]+)`", section)[1]
    row = rows("zh/notes.md")[id]
    lessons = re.compile(r"lessons/(\d\d_\w+)\.py")
    assert set(lessons.findall(row)) <= set(lessons.findall(section))
    assert set(re.findall(r"\[(e\d\d)\]", section)) == set(re.findall(r"\[(e\d\d)\]", row))


def test_the_glossaries_have_the_same_terms_in_the_same_order():
    english = re.findall(r"^### (.*)$", text("glossary.md"), flags=re.MULTILINE)
    chinese = re.findall(r"^### (.*) \((.*)\)$", text("zh/glossary.md"), flags=re.MULTILINE)
    assert f"{len(english)} 个" in text("zh/index.md")
    for term, (word, translated) in zip(english, chinese, strict=True):
        assert term.lower().split(" and ")[0] in (translated.lower(), translated.lower().split(", ")[0])
        meaning = text("glossary.md").partition(f"### {term}\n")[2].partition("\n")[0]
        assert re.split("[，（ ]", word)[0][:2] in meaning, (word, meaning)


def test_a_summary_has_an_anchor_and_the_time_of_its_lesson():
    summaries = re.findall(
        r"^\(zh-(\d\d)\)=\n## (\d\d) .*\n\n\[\d\d\]\(\S+\) · (\d+) 分钟", text("zh/lessons.md"), flags=re.MULTILINE
    )
    assert [number for number, _, _ in summaries] == sorted(LESSONS)
    for anchor, number, minutes in summaries:
        assert anchor == number
        assert f"**Time.** {minutes} minutes" in LESSONS[number].read_text(encoding="utf-8")


def test_the_counts_in_the_text():
    assert f"{len(STATEMENTS)} 个命题" in text("zh/index.md")
    assert f"{len(STATEMENTS)} 个命题" in text("zh/start.md")
    assert f"共 {len(LESSONS)} 课" in text("zh/index.md")
    assert f"{len(all_exercises())} 个练习" in text("zh/index.md")
    lines = (DOCS.parent / "lessons/gan_in_one_file.py").read_text(encoding="utf-8").count("\n")
    for page in ("zh/start.md", "zh/lessons.md"):
        assert "约 150 行" in text(page)
    assert 140 <= lines <= 160
    mistakes = sum(len(exercise.mistakes) for exercise in all_exercises().values())
    assert f"{mistakes} 种已知错误" in text("zh/start.md")


@pytest.mark.parametrize("page", sorted((DOCS / "zh").glob("*.md")), ids=lambda page: page.name)
def test_terms(page):
    words = page.read_text(encoding="utf-8")
    for wrong in ("模态崩溃", "纳什平衡", "推前分布", "判据", "模式坍塌"):
        assert wrong not in words

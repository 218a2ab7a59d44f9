"""The table in Chinese says what the English one says, and its columns stand below each other."""

import re
import unicodedata

import pytest

from numpygan.cli import main
from numpygan.statements import STATEMENTS, Comparison, Result, chinese, to_table
from numpygan.statements.chinese import display_width, padded

TITLES = {id: statement.title_zh for id, statement in STATEMENTS.items()}
GOOD = Comparison("a case", "left", 1.5, "right", 1.5, 0.1)
BAD = Comparison("a case", "left", 1.5, "right", 2.5, 0.1)


def test_width_of_wide_and_narrow_letters():
    # K and L take a column each, the two characters and the full-width colon two each: 2 + 1 + 4 + 2.
    assert display_width("KL 散度：") == 9
    assert padded("散度", 6) == "散度  "


def test_every_statement_of_the_notes_has_a_title():
    assert all(TITLES.values())
    assert len(set(TITLES.values())) == len(TITLES)


@pytest.mark.parametrize("title", TITLES.values())
def test_titles_are_chinese_and_have_no_letter_of_ambiguous_width(title):
    assert re.search("[\u4e00-\u9fff]", title)
    assert "A" not in set(map(unicodedata.east_asian_width, title)), (
        "the width of an ambiguous letter is anybody's guess"
    )


@pytest.mark.parametrize("comparison", [GOOD, BAD], ids=["good", "bad"])
def test_the_numbers_begin_in_the_same_column_whatever_the_title(comparison):
    rows = [chinese.to_table(Result(statement, comparison)) for statement in STATEMENTS.values()]
    for mark in (" 1.5 =", " 差 ", " 允许 "):
        assert len({display_width(row[: row.index(mark)]) for row in rows}) == 1


@pytest.mark.parametrize("comparison", [GOOD, BAD], ids=["good", "bad"])
def test_says_what_the_english_row_says(comparison):
    result = Result(STATEMENTS["theorem-1"], comparison)
    row, english = chinese.to_table(result), to_table(result)
    assert re.findall(r"\d[\d.e+-]*", row.replace(TITLES["theorem-1"], "")) == re.findall(r"\d[\d.e+-]*", english)
    assert row.startswith("不成立") == english.startswith("FAILED")


def test_summary_counts_and_names_what_failed():
    kl, js = STATEMENTS["kl"], STATEMENTS["js"]
    results = [Result(kl, GOOD), Result(kl, GOOD), Result(js, BAD)]
    assert chinese.summary(results) == "2 个命题，3 项比较，其中 2 项成立；不成立：js"
    assert "中断" in chinese.summary(results, complete=False)


def test_the_command(capsys):
    assert main(["check", "pointwise-maximum", "--lang", "zh", "-v"]) == 0
    *rows, last = capsys.readouterr().out.splitlines()
    assert all(row.startswith("成立 ") and TITLES["pointwise-maximum"] in row for row in rows)
    assert last == f"1 个命题，{len(rows)} 项比较，其中 {len(rows)} 项成立"


def test_the_command_does_not_translate_json(capsys):
    assert main(["check", "pointwise-maximum", "--lang", "zh", "--json"]) == 2
    assert "remove --lang" in capsys.readouterr().err

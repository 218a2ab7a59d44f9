"""The line of a statement: what it counts, which gap it shows, and that no line is wider than the terminal."""

import math

import numpy as np
import pytest

from numpygan.statements import STATEMENTS, Comparison, Result, failures, overview_lines
from numpygan.statements.chinese import display_width
from numpygan.statements.overview import worst


def compared(left, right, allowed, relation="=", seconds=0.0):
    return Comparison("a case", "left", left, "right", right, allowed, relation, seconds=seconds)


def of(id, *comparisons):
    return [Result(STATEMENTS[id], c) for c in comparisons]


def test_a_comparison_holds_numbers_of_python_whatever_it_is_given():
    c = compared(np.float64(1), np.float32(1.5), np.float64(1))
    assert {type(each) for each in (c.left, c.right, c.allowed, c.gap)} == {float}
    assert type(c.ok) is bool


def test_seconds_do_not_make_two_comparisons_different():
    assert compared(1, 1, 0, seconds=1.0) == compared(1, 1, 0, seconds=2.0)


def test_the_worst_gap_is_the_largest_share_of_what_is_allowed():
    small, near, far = compared(1, 1 + 1e-9, 1e-6), compared(1, 1.5, 0.6), compared(1, 2, 100)
    assert worst([small, near, far]) is near
    assert worst([small, near, compared(1, math.nan, 1)]).right is not near.right
    assert worst([near, compared(1, 1 + 1e-12, 0)]).allowed == 0


def test_what_a_line_says():
    results = of("kl", compared(1, 1.25, 0.5, seconds=0.75), compared(1, 1, 0, seconds=0.5), compared(1, 2, 1, "<="))
    first, second = overview_lines(results).splitlines()
    assert first.split() == ["ok", "kl", "1.3.1", "3/3", "gap", "2.5e-01", "of", "5.0e-01", "1.2", "s"]
    assert second.strip() == STATEMENTS["kl"].claim
    assert overview_lines(results[1:2]).splitlines()[0].split()[4:8] == ["gap", "0", "of", "0"]
    assert overview_lines(of("kl", compared(1, 1, 0), compared(1, 1, 1e-9))).split()[4:8] == [
        "gap",
        "0",
        "of",
        "1.0e-09",
    ]


def test_a_long_claim_is_wrapped_and_not_cut():
    lines = overview_lines(of("kl", compared(1, 1, 0)), width=60).splitlines()
    assert " ".join(" ".join(lines).split()).endswith(STATEMENTS["kl"].claim)
    assert max(map(len, lines)) <= 60


def test_a_failure_is_counted_and_told_in_full():
    results = of("kl", compared(1, 1, 0), compared(1, 2, 0.5))
    assert overview_lines(results).split()[:4] == ["FAILED", "kl", "1.3.1", "1/2"]
    (row,) = failures(results)
    assert row.split()[:3] == ["FAILED", "kl", "1.3.1"]
    assert "gap 1.0e+00 of 5.0e-01 a case: left | right" in row
    assert overview_lines(results, language="zh").startswith("不成立 kl ")


def test_an_interrupted_statement_is_not_ok():
    assert overview_lines(of("kl", compared(1, 1, 0)), complete=False).startswith("...    kl ")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(language, width):
    long = Comparison("a long case " * 9, "left" * 9, 1 / 3, "right" * 9, 100 / 3, 1e-300, seconds=1234)
    for id in STATEMENTS:
        results = of(id, *[long] * 120)
        lines = overview_lines(results, language=language, width=width).splitlines()
        lines += "\n".join(failures(results[:1], language=language, width=width)).splitlines()
        assert max(map(display_width, lines)) <= width


@pytest.mark.parametrize("language", ["en", "zh"])
def test_columns_stand_below_each_other(language):
    lines = [
        overview_lines(of(id, compared(1, 1.5, 1)), language=language, width=80).splitlines()[0] for id in STATEMENTS
    ]
    assert len({display_width(line) for line in lines}) == 1
    assert len({display_width(line[: line.index("1/1")]) for line in lines}) == 1


def test_a_wide_terminal_has_one_line_a_statement():
    for id, statement in STATEMENTS.items():
        line = overview_lines(of(id, compared(1, 1, 0)), width=180)
        assert line.endswith(statement.claim)
        assert "\n" not in line


def test_the_mark_alone_is_colored():
    line = overview_lines(of("kl", compared(1, 1, 0)), mark=lambda text, ok: f"<{text} {ok}>")
    assert line.startswith("<ok True>     kl ")

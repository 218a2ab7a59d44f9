"""A sample of the table of ``tests/benchmarks/scipy_table.py``, and whether its verdicts can fail."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import scipy_table

PAIRS = list(scipy_table.all_pairs())
SLOW = {"kstwo", "ksone", "levy_stable", "studentized_range"}
SAMPLE = [pair for pair in PAIRS[::61] if not SLOW & {pair[0][0], pair[1][0]}]


def test_the_table_has_every_distribution_with_three_choices_of_parameters():
    named = [p[0] for p, _ in PAIRS]
    assert len(set(named)) > 110
    assert all(named.count(name) == 9 for name in set(named))


@pytest.mark.parametrize(("p", "q"), SAMPLE, ids=[f"{p[0]}-{q[0]}" for p, q in SAMPLE])
def test_divergences_are_right_to_ten_times_their_error(p, q):
    line = scipy_table.measure(p, q)
    for name in scipy_table.MEASURES:
        assert scipy_table.verdict(line[name]).startswith(("right", "no truth")), (name, line)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ({"value": 1.0, "error": 1e-12, "truth": 1.0, "truth_error": 0.0}, "right"),
        ({"value": 1.0 + 1e-10, "error": 1e-12, "truth": 1.0, "truth_error": 0.0}, "wrong"),
        ({"value": float("inf"), "error": 0.0, "truth": 1.0, "truth_error": 0.0}, "wrong"),
        ({"value": 1.0, "error": 0.0, "truth": float("inf"), "truth_error": 0.0}, "wrong"),
        ({"value": 1.0, "error": 0.0}, "no truth"),
        (
            {"value": 9.0, "error": 9.0, "truth": 1.0, "truth_error": 0.0},
            "an error so large that the number says little",
        ),
        ({"refused": "ArithmeticError: too slow"}, "refused"),
        ({"refused": "FloatingPointError: overflow"}, "crashed"),
    ],
)
def test_verdicts(number, expected):
    assert scipy_table.verdict(number) == expected

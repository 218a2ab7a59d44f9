"""Are the reported errors honest? Against 20 digits of random pairs of the whole class.

The table holds 1,200 pairs, all but those of many dimensions; ``tests/benchmarks/truths.py`` computed
it in 50 digits from formulas of its own, and ``tests/benchmarks/honest.py`` goes through all of it.
Here is every fifth.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from numpygan.distributions import Normal
from numpygan.theory import Estimate, hellinger, js, kl, log2_minus_js, total_variation

from ..benchmarks.pairs import build

EPS = np.finfo(float).eps
LINES = (Path(__file__).parent / "honest_errors.jsonl").read_text(encoding="utf-8").splitlines()
MEASURES = [kl, lambda p, q: kl(q, p), js, log2_minus_js, total_variation, hellinger]


def is_honest(estimate: Estimate, exact: float) -> bool:
    """Whether the true error is at most ten times the reported one; the last digit is free."""
    return estimate == exact or bool(abs(estimate - exact) <= 10 * estimate.error + EPS * abs(exact))


def is_accurate(estimate: Estimate, exact: float, js: float) -> bool:
    """12 digits, 8 where two log densities nearly cancel, or an error that says that it is less."""
    digits = 1e-12 if js > 1e-6 else 1e-8
    return estimate == exact or estimate.error > digits * exact / 10 or bool(abs(estimate - exact) <= digits * exact)


def test_the_table_is_large():
    assert len(LINES) >= 1000


@pytest.mark.parametrize("line", LINES[::5], ids=range(0, len(LINES), 5))
def test_true_errors(line: str):
    _, family, p, q, *exact = json.loads(line)
    distributions = build(p), build(q)
    for measure, value in zip(MEASURES, exact, strict=True):
        estimate = measure(*distributions)
        assert is_honest(estimate, value), (family, p, q, value, estimate)
        assert is_accurate(estimate, value, js=exact[2]), (family, p, q, value, estimate)


def test_a_flattering_error_is_seen():
    right = js(Normal(0, 1), Normal(1, 1))
    wrong = Estimate(right * (1 + 1e-11), error=right.error, method=right.method)
    assert is_honest(right, float(right))
    assert not is_honest(wrong, float(right))
    assert not is_accurate(wrong, float(right), js=float(right))
    assert not is_honest(Estimate(np.inf, error=0.0, method=""), 1.0)

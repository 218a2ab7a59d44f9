"""A sample of the stress run of ``tests/benchmarks/stress.py``, and whether its checks can fail."""

import numpy as np
import pytest

from numpygan.distributions import Normal
from numpygan.theory import Estimate, js, kl

from ..benchmarks import violations as checks
from ..benchmarks.pairs import build, random_pair

SEED = 3


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("index", range(150))
def test_random_and_adversarial_pairs(index):
    family, p, q = random_pair(SEED, index)
    assert list(checks.violations(build(p), build(q))) == [], (family, p, q)


def changed(divergence, change):
    """The divergence with its value changed."""

    def wrong(p, q):
        right = divergence(p, q)
        return Estimate(change(float(right), p), error=right.error, method=right.method)

    wrong.__name__ = divergence.__name__
    return wrong


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda value, p: np.nan, "js is Estimate"),
        (lambda value, p: -value, "js is Estimate"),
        (lambda value, p: 0.7, "js is Estimate"),
        (lambda value, p: 1 / 0, "js raises ZeroDivisionError"),
        (lambda value, p: value + 1e-16 * p.mean, "js is not symmetric"),
        (lambda value, p: 2 * value, r"JS <= TV log 2 \(Lin\)"),
        (lambda value, p: value / 2, "Pinsker"),
        (lambda value, p: value * (1 + 1e-9), r"JS \+ \(log 2 - JS\) <= log 2"),
    ],
)
def test_a_wrong_js_is_seen(change, message, monkeypatch):
    bounds = {changed(js, change) if f is js else f: bound for f, bound in checks.BOUNDS.items()}
    monkeypatch.setattr(checks, "BOUNDS", bounds)
    found = "\n".join(checks.violations(Normal(0, 1), Normal(2, 0.7)))
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(found)


def test_a_pair_can_be_made_again():
    assert random_pair(0, 17) == random_pair(0, 17) != random_pair(0, 18)
    assert kl(*map(build, random_pair(0, 17)[1:])) >= 0

import inspect

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import xlog1py, xlogy

from numpygan.distributions import Categorical, Normal, Uniform
from numpygan.theory import ascent, js, maximize_value, newton_ascent

PAIRS = [
    (Normal(0, 1), Normal(0, 1)),
    (Normal(0, 1), Normal(1e-6, 1)),
    (Normal(4, 0.5), Normal(0, 1)),
    (Normal(0, 1), Normal(30, 1)),
    (Uniform(0, 1), Uniform(0.999, 2)),
    (Categorical([0.5, 0.5, 0]), Categorical([0, 0.1, 0.9])),
]


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_reaches_theorem_1(p, q):
    assert maximize_value(p, q).value == pytest.approx(-np.log(4) + 2 * js(p, q), abs=1e-12)


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_starts_at_one_half_and_only_rises(p, q):
    trace = maximize_value(p, q).trace
    assert trace[0] == pytest.approx(-np.log(4), abs=1e-13)
    assert (np.diff(trace) >= -1e-14).all()


def test_the_climbed_discriminator_can_be_asked_anywhere():
    top = maximize_value(Normal(0, 1), Normal(2, 1))
    assert top.steps > 5
    D = top.discriminator
    assert D.logit([-1000.0])[0] > 30  # both densities are 0 in double precision there
    np.testing.assert_allclose(D.logit([-1.0, 1.0, 2.0]), [4, 0, -2], atol=1e-10)


@pytest.mark.parametrize(("p", "q"), [(0.3, 0.7), (5.0, 0.1), (1e-200, 3e-200), (1e-9, 1.0)])
def test_the_top_is_where_a_blind_search_finds_it(p, q):
    size = max(p, q)
    found = minimize_scalar(lambda y: -(xlogy(p / size, y) + xlog1py(q / size, -y)), bounds=(0, 1), method="bounded")
    y = 1 / (1 + np.exp(-newton_ascent(np.log([p]), np.log([q]), 100)[0]))
    assert y == pytest.approx(found.x, abs=2e-5)


def test_no_step_overshoots():
    p, q = np.array([1.0, 1.0, 1e-6, 0.5]), np.array([1e-9, 3.0, 1.0, 0.5])
    steps = np.array([newton_ascent(np.log(p), np.log(q), n) for n in range(60)])
    rising = p > q
    assert (np.diff(steps[:, rising], axis=0) >= -1e-9).all()
    assert (np.diff(steps[:, ~rising], axis=0) <= 1e-9).all()


def test_the_formula_for_the_best_discriminator_is_not_used():
    source = inspect.getsource(ascent).split('"""', 2)[2]  # the code below the module's docstring
    for shortcut in ("log_p - log_q", "p / (p + q)", "optimal_discriminator", "criterion", "js("):
        assert shortcut not in source

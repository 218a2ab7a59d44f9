import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Mixture, Normal, Uniform, from_scipy
from numpygan.numerics import integrate
from numpygan.numerics.pieces_1d import pieces
from numpygan.numerics.quadrature_1d import TO_INFINITY, TO_ONE

DISTRIBUTIONS = [
    Normal(400, 3),
    Normal(1e6, 1e-6),
    Uniform(-1, 2),
    from_scipy(stats.beta(0.5, 0.5)),
    from_scipy(stats.gamma(0.1, loc=5)),
    from_scipy(stats.pareto(0.5)),
    from_scipy(stats.cauchy(-3, 1e-3)),
    Mixture(np.full(25, 1 / 25), [Normal(i, 0.01) for i in range(25)]),
    from_scipy(stats.poisson(3)),
]


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=repr)
def test_total_mass_is_1_within_the_reported_error(distribution):
    mass = integrate(lambda x, log_p: np.exp(log_p), distribution)
    assert mass == pytest.approx(1, abs=1e-12)
    assert abs(mass - 1) <= 10 * mass.error
    assert mass.error < 1e-10


def test_the_rule_has_all_digits():
    # Integrals of 1 and of exp(-y). A step that is not quite that of the nodes costs two digits.
    assert np.sum(TO_ONE[1]) == pytest.approx(1, abs=5e-16)
    assert np.sum(TO_INFINITY[1] * np.exp(-TO_INFINITY[0])) == pytest.approx(1, abs=5e-16)


def test_moments():
    assert integrate(lambda x, log_p: x**2 * np.exp(log_p), Normal(1, 2)) == pytest.approx(5, rel=1e-13)


def test_a_kink_that_is_a_landmark_costs_nothing_and_one_that_is_not_is_found():
    def f(x, log_p):
        return np.abs(x - 0.1234) * np.exp(log_p)

    exact = (0.1234**2 + (1 - 0.1234) ** 2) / 2
    told, found = integrate(f, Uniform(0, 1), landmarks=[0.1234]), integrate(f, Uniform(0, 1))
    assert told == pytest.approx(exact, rel=1e-15)
    assert found == pytest.approx(exact, rel=1e-12)
    assert abs(found - exact) <= 10 * found.error


def test_an_integral_that_does_not_converge_is_an_error():
    with pytest.raises(ArithmeticError, match="does not converge"):
        integrate(lambda x, log_p: 1 / x, Uniform(0, 1))


def test_an_integrand_that_is_not_finite_is_an_error():
    with np.errstate(all="ignore"), pytest.raises(ArithmeticError, match="not finite at x = "):
        integrate(lambda x, log_p: np.where(x > 0.5, np.nan, 1.0), Uniform(0, 1))


def test_pieces_cover_the_support_once():
    cut = pieces([Uniform(0, 1), Uniform(0.5, 3)], [0.25, 7.0])
    ends = np.sort([cut.about, cut.about + cut.width], axis=0)
    order = np.argsort(ends[0])
    np.testing.assert_allclose(ends[0][order][1:], ends[1][order][:-1])
    assert (ends[0].min(), ends[1].max()) == (0, 3)

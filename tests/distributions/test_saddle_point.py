"""Against whole-number arithmetic, which rounds only at its end, and against SciPy where that has digits."""

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import saddle_point as sp


def test_stirling_error_against_factorials():
    n = np.arange(1, 101)
    exact = [
        math.log(Fraction(math.factorial(k))) - (k + 0.5) * math.log(k) + k - sp.LOG_SQRT_2_PI for k in range(1, 9)
    ]
    np.testing.assert_allclose(sp.stirling_error(n[:8]), exact, rtol=0, atol=1e-14)
    # Both formulas where they meet, and 1/(12 n+1) < error < 1/(12 n) (Robbins).
    assert sp.stirling_error(sp.LARGE - 1e-9) == pytest.approx(float(sp.stirling_error(sp.LARGE)), abs=5e-12)
    assert (sp.stirling_error(n) < 1 / (12 * n)).all()
    assert (sp.stirling_error(n) > 1 / (12 * n + 1)).all()


def test_deviance_has_all_digits_near_and_far():
    # x log(x/m) + m - x = m (e^2/2 - e^3/6 + e^4/12 - ...) for x = m (1 + e).
    e = 2.0**-20
    assert sp.deviance(1e4 * (1 + e), 1e4) == pytest.approx(1e4 * (e**2 / 2 - e**3 / 6 + e**4 / 12), rel=1e-14)
    np.testing.assert_allclose(sp.deviance([0.0, 2.0, 5.0], [3.0, 2.0, 1.0]), [3, 0, 5 * np.log(5) - 4], rtol=1e-15)
    inside, outside = sp.deviance([1.2222, 1.2223], 1.0)  # the two formulas, just beside |x - m| = (x + m) / 10
    assert outside - inside == pytest.approx(1e-4 * np.log(1.22225), rel=1e-9)


@pytest.mark.parametrize(("n", "chance"), [(40, Fraction(1, 4)), (3000, Fraction(1, 8)), (3000, Fraction(31, 32))])
def test_binomial_masses_against_whole_numbers(n, chance):
    k = np.unique(np.round(np.linspace(0, n, 25)))
    exact = [math.comb(n, i) * chance**i * (1 - chance) ** (n - i) for i in map(int, k)]
    log_exact = [math.log(x.numerator) - math.log(x.denominator) for x in exact]
    np.testing.assert_allclose(sp.log_binomial_mass(k, n, float(chance)), log_exact, rtol=1e-14, atol=3e-11)
    masses = np.array([float(x) for x in exact])
    near = masses > 1e-60  # where log n! would cost three digits more
    np.testing.assert_allclose(np.exp(sp.log_binomial_mass(k, n, float(chance)))[near], masses[near], rtol=2e-13)


def test_negative_binomial_and_hypergeometric_masses_against_whole_numbers():
    k = np.arange(0, 40)
    exact = [float(math.comb(k + 9, k) * Fraction(1, 4) ** 10 * Fraction(3, 4) ** k) for k in range(40)]
    np.testing.assert_allclose(np.exp(sp.log_negative_binomial_mass(k, 10, 0.25)), exact, rtol=2e-14)
    exact = [math.comb(70, k) * math.comb(130, 60 - k) / math.comb(200, 60) for k in range(40)]
    np.testing.assert_allclose(np.exp(sp.log_hypergeometric_mass(k, 200, 70, 60)), exact, rtol=1e-13)


def test_poisson_masses_of_a_large_mean_sum_to_1():
    k = np.arange(9_000, 11_001)
    assert math.fsum(np.exp(sp.log_poisson_mass(k, 1e4))) == pytest.approx(1, abs=1e-14)
    assert sp.log_poisson_mass(np.array([0.0]), 3.0)[0] == -3


@pytest.mark.parametrize(
    ("density", "distribution", "rtol"),
    [
        (lambda y: sp.log_gamma_density(y, 0.3), stats.gamma(0.3), 1e-13),
        (lambda y: sp.log_gamma_density(y, 2000.0), stats.gamma(2000), 1e-11),
        (lambda y: sp.log_beta_density(y, 0.5, 0.5), stats.beta(0.5, 0.5), 1e-13),
        (lambda y: sp.log_beta_density(y, 300.0, 4.0), stats.beta(300, 4), 1e-11),
        (lambda y: sp.log_t_density(y, 3.0), stats.t(3), 1e-13),
        (lambda y: sp.log_t_density(y, 1e4), stats.t(1e4), 1e-10),
    ],
)
def test_densities_against_scipy(density, distribution, rtol):
    y = distribution.ppf(np.linspace(0.001, 0.999, 31))
    np.testing.assert_allclose(density(y), distribution.logpdf(y), rtol=rtol, atol=rtol)


def test_densities_at_the_ends():
    with np.errstate(divide="ignore"):
        assert sp.log_gamma_density(np.array([0.0]), 0.5)[0] == np.inf
        assert sp.log_gamma_density(np.array([0.0]), 2.0)[0] == -np.inf
        np.testing.assert_array_equal(sp.log_beta_density(np.array([0.0, 1.0]), 0.5, 2.0), [np.inf, -np.inf])
    assert sp.log_hypot(np.array([1e200]))[0] == pytest.approx(200 * np.log(10), rel=1e-15)

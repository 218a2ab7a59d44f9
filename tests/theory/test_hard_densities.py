"""Divergences of densities that underflow, are singular at an end, are no densities, or hide a narrow feature.

The expected numbers were computed with 30 digits from formulas of the densities.
"""

import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Mixture, Normal, Uniform, Univariate, from_scipy
from numpygan.theory import Discriminator, js, kl, total_variation, value


class OnlyCdf(stats.rv_continuous):
    """The standard normal distribution, of which SciPy knows the cdf only."""

    def _cdf(self, x):
        return stats.norm.cdf(x)


class NotNormalized(stats.rv_continuous):
    def _pdf(self, x):
        return 1.5 * stats.norm.pdf(x)

    def _cdf(self, x):
        return stats.norm.cdf(x)


def estimate_is_right(estimate, exact, digits):
    """Whether it is within its error and the digits of the expected number, and not much less accurate than these."""
    assert abs(estimate - exact) <= 10 * estimate.error + digits * abs(exact)
    assert estimate.error <= 10 * digits * abs(exact)


@pytest.mark.parametrize(
    ("p", "q", "exact", "digits"),
    [
        (stats.planck(0.5), stats.planck(0.6), 0.0172676470, 1e-8),
        (stats.skellam(11, 5), stats.skellam(10, 5), 0.0334972224, 1e-8),
        (stats.johnsonsb(0, 0.3), stats.johnsonsb(0, 3), 47.1974149, 1e-8),
        (stats.norm(), stats.landau(), 0.457085, 1e-6),
        (stats.fisk(3), stats.fisk(4), 0.0660798482, 1e-8),
        # Far out SciPy's ncf has few digits, and its genhyperbolic is 0 long before it overflows.
        (stats.ncf(35.1, 35.1, 0.5408, 0.5, 1.7), stats.geninvgauss(1.38, 0.9, -0.3, 0.6), 0.820618715368, 1e-11),
        (stats.ncf(16.2, 16.2, 0.2496, -0.3, 0.6), stats.skewnorm(5.2, 0.5, 1.7), 1.881262333453, 1e-11),
        (stats.lognorm(0.954), stats.genhyperbolic(0.65, 1.95, -0.65, 0.5, 1.7), 1.182546854733, 1e-11),
    ],
    ids=lambda part: part.dist.name if hasattr(part, "dist") else None,
)
def test_a_density_that_underflows_does_not_make_kl_infinite(p, q, exact, digits):
    estimate_is_right(kl(from_scipy(p), from_scipy(q)), exact, digits)


def test_a_density_that_is_nan_is_an_error():
    with pytest.raises(ValueError, match="density is nan at its median"):
        from_scipy(stats.studentized_range(1.8, 6))


def test_kl_is_infinite_where_a_density_jumps_to_zero():
    gap = Mixture([0.5, 0.5], [Uniform(-2, -1), Uniform(1, 2)])
    assert kl(Normal(), gap) == np.inf
    empty_bin = stats.rv_histogram((np.array([1, 0, 1]), np.array([0.0, 1, 2, 3])), density=False)
    assert kl(Uniform(0, 3), from_scipy(empty_bin)) == np.inf
    assert kl(Normal(), from_scipy(stats.pearson3(1.0))) == np.inf  # zero below -2, where SciPy reports no end


def test_kl_of_a_density_whose_logarithm_is_not_known_is_an_error():
    class Underflows(stats.rv_continuous):
        def _pdf(self, x):
            return np.exp(-0.5 * (x / 0.01) ** 2) / (0.01 * np.sqrt(2 * np.pi))

        def _cdf(self, x):
            return stats.norm.cdf(x, scale=0.01)

    with pytest.raises(ArithmeticError, match="it underflows where"):
        kl(Normal(), from_scipy(Underflows(name="underflows")))


@pytest.mark.parametrize(
    ("p", "q", "exact"),
    [
        (stats.vonmises(4), Uniform(-np.pi, np.pi), 0.273064775092),
        (stats.rdist(1.6), Uniform(-1, 1), 0.00446808015731),
        (stats.genpareto(-3), Uniform(0, 1 / 3), 0.119759105055),
    ],
    ids=lambda part: part.dist.name if hasattr(part, "dist") else None,
)
def test_circular_distributions_and_singular_ends(p, q, exact):
    estimate_is_right(js(from_scipy(p), q), exact, 1e-11)


def test_the_density_of_a_cdf_is_good_to_the_stated_error():
    distribution = from_scipy(OnlyCdf(name="only_cdf"))
    for divergence in (js, total_variation):
        exact, estimate = divergence(Normal(), Normal(1, 1)), divergence(distribution, Normal(1, 1))
        assert abs(estimate - exact) <= 10 * estimate.error
        assert estimate.error < 1e-6


def test_what_is_not_a_density_is_an_error():
    with pytest.raises(ArithmeticError, match=r"NotNormalized|not_normalized.* has the integral 1.5"):
        js(from_scipy(NotNormalized(name="not_normalized")), Normal())


def test_a_distribution_of_scipy_is_refused_with_advice():
    with pytest.raises(TypeError, match=r"p is a distribution of SciPy.* write from_scipy\(p\)"):
        js(stats.norm(), Normal())


def test_power_tails_of_discrete_distributions():
    # The sum over a million points, and the integral of the rest.
    k = np.arange(1, 1_000_001, dtype=float)
    p, q = (stats.zipf(a).pmf(k) for a in (4, 5))
    exact = np.sum(p * np.log(p / q))
    estimate_is_right(kl(from_scipy(stats.zipf(4)), from_scipy(stats.zipf(5))), exact, 1e-9)
    assert kl(from_scipy(stats.zipf(2)), from_scipy(stats.geom(0.2))) == np.inf  # k^-2 times k is not summable
    # k^-4 times k log k: the million points leave out about 1e-11, which is in the error.
    found = kl(from_scipy(stats.zipf(4)), from_scipy(stats.poisson(2, loc=1)))
    exact = np.sum(p * (np.log(p) - stats.poisson(2).logpmf(k - 1))) + 0.5 * np.log(1e6) / 1e12 / 1.0823232337
    assert abs(found - exact) <= 10 * found.error
    assert 1e-12 < found.error < 1e-7


class Spiked(Univariate):
    """0.9 N(0, 1) + 0.1 N(0.7, width^2) by somebody who does not know of landmarks."""

    support = (-np.inf, np.inf)
    landmarks = np.array([-9.0, -3, 0, 3, 9])

    def __init__(self, width=1e-4, knows_its_cdf=True):
        self.exact = Mixture([0.9, 0.1], [Normal(), Normal(0.7, width)])
        self.knows_its_cdf = knows_its_cdf

    def __repr__(self):
        return "Spiked()"

    def sample(self, n, *, rng):
        return self.exact.sample(n, rng=rng)

    def _log_pdf(self, x, about):
        return self.exact._log_pdf(x, about)

    def _cdf(self, x):
        return self.exact._cdf(x) if self.knows_its_cdf else Normal()._cdf(x)

    def _quantile(self, u):
        return self.exact._quantile(u) if self.knows_its_cdf else Normal()._quantile(u)


def test_a_narrow_spike_is_found_from_the_cdf_or_is_an_error():
    p = Spiked()
    exact = js(p.exact, Normal())
    assert js(p, Normal()) == pytest.approx(exact, rel=1e-10)
    with pytest.raises(ArithmeticError, match=r"has the integral 0\.9"):
        js(Spiked(width=1e-8, knows_its_cdf=False), Normal())


@pytest.mark.parametrize("center", np.linspace(0.21, 2.87, 20))
def test_the_error_of_a_users_integrand_includes_the_difference_of_two_grids(center):
    # D jumps in a window of width 0.02, which may lie between two nodes of the first grid.
    D = Discriminator(lambda x: np.where(np.abs(x - center) < 0.01, 200.0, 0.0))
    found = value(D, Normal(), Normal())
    mass = np.diff(Normal().cdf([center - 0.01, center + 0.01]))[0]
    exact = -2 * np.log(2) * (1 - mass) - 200 * mass
    assert abs(found - exact) <= 10 * found.error


class Singular(Univariate):
    """The density a s^(a - 1) at the distance s from its end 3, on [2, 3], as a user writes it."""

    support = (2.0, 3.0)

    def __init__(self, a):
        self.a = a

    def log_density(self, x):
        with np.errstate(divide="ignore"):
            return np.log(self.a) + (self.a - 1) * np.log(3.0 - x)


@pytest.mark.parametrize("a", [0.2, 0.5, 0.8])
def test_a_singular_end_of_a_users_density_is_right_to_the_stated_error(a):
    crossing = a ** (1 / (1 - a))  # the distance at which the density is 1
    found = total_variation(Singular(a), Uniform(2, 3))
    assert abs(found - (crossing**a - crossing)) <= 10 * found.error
    assert found.error < 1e-8
    # The density is known to the last digit in the middle, and not within rounding of the end.
    assert Singular(a).log_pdf_rounding(np.array([-1e-12]), 3.0)[0] > 1e-10


def test_mixtures_of_a_thousand_normal_distributions():
    # Modes at the whole numbers, far apart: JS is that of one pair of modes.
    p, q = (Mixture(np.full(1000, 1e-3), [Normal(i, std) for i in range(1000)]) for std in (1e-3, 2e-3))
    assert js(p, q) == pytest.approx(js(Normal(0, 1), Normal(0, 2)), rel=1e-12)


def test_too_slow_a_density_is_an_error():
    class Slow(Spiked):
        microseconds = 1e5

    with pytest.raises(ArithmeticError, match="about 100000 microseconds for each value of Spiked"):
        js(Slow(), Normal())


def test_kl_of_discrete_distributions_whose_masses_underflow():
    # Skellam's masses underflow at 315 and the geometric ones do not.
    estimate_is_right(kl(from_scipy(stats.planck(0.306)), from_scipy(stats.skellam(15, 8))), 0.9025011548201199, 1e-11)
    # The mass of this distribution at 0 underflows, and the logarithmic distribution has none there.
    wallenius = from_scipy(stats.nchypergeom_wallenius(140, 80, 60, 0.5))
    assert kl(wallenius, from_scipy(stats.logser(0.36))) == np.inf
    unused = from_scipy(stats.rv_discrete(values=([0, 1, 2], [0.5, 0.5, 0])))
    assert kl(unused, from_scipy(stats.bernoulli(0.5))) == 0


def test_quantiles_of_a_density_with_a_wrong_mass_are_computed_once():
    class Wrong(Univariate):
        support = (0.0, 1.0)
        landmarks = np.array([0.0, 0.5, 1.0])
        calls = 0

        def log_density(self, x):
            return np.full(x.shape, np.log(0.9))

        def _quantile(self, u):
            self.calls += 1
            return u

    wrong = Wrong()
    with pytest.raises(ArithmeticError, match=r"has the integral 0\.9"):
        js(wrong, Uniform(0, 1))
    assert wrong.calls == 1  # SciPy's cdf of studentized_range takes 20 ms

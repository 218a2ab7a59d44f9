import numpy as np
import pytest
from scipy import stats
from scipy.stats._distr_params import distcont

from numpygan.distributions import from_scipy
from numpygan.distributions.scipy_formulas import LOG_PDF
from numpygan.distributions.scipy_internals import density_is_a_difference, has_kind, histogram_edges

OWN = [(name, args) for name, args in distcont if name in LOG_PDF]


@pytest.mark.parametrize(("name", "args"), OWN)
def test_own_log_densities_agree_with_scipy_where_scipy_has_one(name, args):
    frozen = getattr(stats, name)(*args, loc=1.5, scale=2.5)
    x = frozen.ppf(np.linspace(0.001, 0.999, 41))
    expected = log_kstwobign((x - 1.5) / 2.5) - np.log(2.5) if name == "kstwobign" else frozen.logpdf(x)
    np.testing.assert_allclose(from_scipy(frozen).log_pdf(x), expected, rtol=1e-12, atol=1e-13)


def log_kstwobign(y):
    """The derivative of Kolmogorov's series for the cdf; SciPy's own density is off by 2e-8 near y = 0.83."""
    k = np.arange(1, 60)[:, None]
    return np.log(8 * y * ((-1.0) ** (k - 1) * k**2 * np.exp(-2 * k**2 * y**2)).sum(axis=0))


@pytest.mark.parametrize(
    "frozen",
    [stats.laplace(0, 1), stats.logistic(0, 1), stats.t(3), stats.cauchy(), stats.expon(), stats.gamma(0.5),
     stats.lognorm(1), stats.pareto(1.5), stats.hypsecant(), stats.gumbel_r(), stats.rice(0.8), stats.moyal()],
    ids=lambda frozen: frozen.dist.name,
)  # fmt: skip
def test_far_tails_are_finite(frozen):
    far = frozen.median() + 1500 * (frozen.isf(0.1) - frozen.median())
    assert np.isfinite(from_scipy(frozen).log_pdf([far]))


def test_laplace_by_hand():
    # log(1/2) - 5000
    assert from_scipy(stats.laplace()).log_pdf([5000.0])[0] == pytest.approx(-5000.6931471805599, abs=1e-9)


def test_digits_next_to_a_singular_upper_end():
    # By symmetry beta(1/2, 1/2) at 1 - s is itself at s, for an s that 1 - s rounds away.
    distribution = from_scipy(stats.beta(0.5, 0.5))
    s = np.array([1e-30, 1e-18, 1e-3])
    np.testing.assert_allclose(distribution.log_pdf(-s, about=1.0), distribution.log_pdf(s), rtol=1e-13)
    np.testing.assert_allclose(
        distribution.log_pdf(s), -0.5 * np.log(s) - 0.5 * np.log1p(-s) - np.log(np.pi), rtol=1e-13
    )


@pytest.mark.parametrize("frozen", [stats.poisson(3, loc=0.1), stats.binom(5, 0.5, loc=0.3)])
def test_a_shifted_discrete_distribution_keeps_its_points(frozen):
    distribution = from_scipy(frozen)
    assert np.exp(distribution.log_mass(distribution.atoms)).sum() == pytest.approx(1, abs=1e-13)


def test_a_users_distribution_is_not_mistaken_for_scipys():
    class Mine(stats.rv_continuous):
        def _pdf(self, x):
            return np.exp(-x * x / 2) / np.sqrt(2 * np.pi)

    assert from_scipy(Mine(name="cauchy")()).pdf([0.0])[0] == pytest.approx(1 / np.sqrt(2 * np.pi))


def test_corners_are_landmarks():
    assert {0.2, 0.8} <= set(from_scipy(stats.trapezoid(0.2, 0.8)).landmarks)


def test_infinity_has_no_density():
    assert from_scipy(stats.gamma(2)).log_pdf([np.inf])[0] == -np.inf


def test_a_histogram_is_a_distribution():
    distribution = from_scipy(stats.rv_histogram(np.histogram([0.1, 0.2, 0.9], bins=[0, 0.5, 1]), density=False)())
    np.testing.assert_allclose(distribution.pdf([0.25, 0.75]), [4 / 3, 2 / 3])
    assert 0.5 in distribution.landmarks


@pytest.mark.parametrize(
    ("thing", "error", "message"),
    [
        (
            stats.norm,
            TypeError,
            r"expected a frozen distribution, got norm without its parameters; call it first: norm\(...\)",
        ),
        (stats.norm(0, -1), ValueError, "is not a distribution: SciPy rejects its parameters"),
        (stats.multivariate_normal([0, 0]), TypeError, "expected a frozen univariate distribution"),
        (3.0, TypeError, "expected a frozen univariate distribution of scipy.stats, got 3.0"),
        (stats.zipf(1.5), ValueError, "too heavy a tail to be summed"),
        (stats.norm([0, 1], 1), ValueError, r"loc of norm must be one number, got an array of shape \(2,\)"),
        (stats.gamma(2, scale=[1, 2]), ValueError, r"scale of gamma must be one number"),
        (stats.vonmises(1, scale=2), ValueError, "circular distribution have scale 1"),
    ],
)
def test_errors(thing, error, message):
    with pytest.raises(error, match=message):
        from_scipy(thing)


def test_what_is_read_of_scipys_internals_is_still_there():
    # Fails if a new SciPy renames what numpygan/distributions/scipy_internals.py reads.
    histogram = stats.rv_histogram(np.histogram([0.1, 0.2, 0.9], bins=[0, 0.5, 1]), density=False)
    assert histogram_edges(histogram).tolist() == [0, 0.5, 1]
    assert density_is_a_difference(OnlyCdf())
    assert not density_is_a_difference(stats.norm)
    if hasattr(stats, "Normal"):
        assert has_kind(stats.Normal(), "ContinuousDistribution")
        assert has_kind(stats.Mixture([stats.Normal()]), "Mixture")
    if hasattr(stats, "Binomial"):
        assert has_kind(stats.Binomial(n=2, p=0.5), "DiscreteDistribution")
    assert not has_kind(stats.norm(), "ContinuousDistribution", "DiscreteDistribution")


class OnlyCdf(stats.rv_continuous):
    def _cdf(self, x):
        return stats.norm.cdf(x)


def test_quantiles_that_scipy_cannot_compute_are_found_from_the_cdf():
    class NoQuantiles(OnlyCdf):
        def _ppf(self, u):
            raise RuntimeError("no root found")

    distribution = from_scipy(NoQuantiles(name="no_quantiles"))
    np.testing.assert_allclose(distribution.quantile([0.1, 0.5, 0.9]), stats.norm.ppf([0.1, 0.5, 0.9]), atol=1e-12)


@pytest.mark.parametrize(
    "source",
    [
        stats.gaussian_kde([0.0, 1.0, 4.0]),
        stats.rv_histogram(np.histogram([0.1, 0.2, 0.9], bins=[0, 0.5, 1]), density=False),
        stats.rv_discrete(values=([1, 4], [0.25, 0.75])),
        OnlyCdf(name="only_cdf"),
        stats.poisson_binom([0.1, 0.6]),
        stats.vonmises(4, loc=2),
        stats.levy_stable(1.8, -0.5),
        stats.zipf(4),
    ],
    ids=lambda source: type(source).__name__,
)
def test_every_door(source, rng):
    distribution = from_scipy(source)
    x = distribution.sample(4000, rng=rng)
    assert x.shape == (4000, 1)
    # The cdf against the draws, to five standard errors.
    at = np.quantile(x, [0.1, 0.5, 0.9])
    observed = np.mean(x <= at, axis=0)
    np.testing.assert_allclose(distribution.cdf(at), observed, atol=5 * 0.5 / np.sqrt(4000))
    assert np.isfinite(distribution.log_pdf(x)).all()


def test_a_kernel_density_of_points_in_the_plane():
    points = np.array([[0.0, 1.0, 3.0, 4.0], [0.0, 2.0, 1.0, 5.0]])
    kde = stats.gaussian_kde(points)
    at = np.array([[0.5, 0.5], [3.0, 3.0]])
    np.testing.assert_allclose(from_scipy(kde).pdf(at), kde(at.T), rtol=1e-12)


@pytest.mark.skipif(not hasattr(stats, "make_distribution"), reason="SciPy before 1.15")
def test_the_classes_of_new_scipy():
    x = np.array([0.1, 0.7, 2.5])
    normal = stats.Normal(mu=1.0, sigma=2.0)
    np.testing.assert_allclose(from_scipy(normal).log_pdf(x), stats.norm(1, 2).logpdf(x), rtol=1e-13)
    truncated = from_scipy(stats.truncate(normal, 0.0, 3.0))
    assert truncated.support == (0.0, 3.0)
    np.testing.assert_allclose(truncated.log_pdf(x), stats.truncnorm(-0.5, 1, 1, 2).logpdf(x), rtol=1e-12)
    mixture = from_scipy(stats.Mixture([stats.Normal(), stats.Normal(mu=3.0)], weights=[0.25, 0.75]))
    np.testing.assert_allclose(mixture.pdf(x), 0.25 * stats.norm.pdf(x) + 0.75 * stats.norm.pdf(x - 3), rtol=1e-13)
    gamma = from_scipy(stats.make_distribution(stats.gamma)(a=2.0))
    np.testing.assert_allclose(gamma.log_pdf(x), stats.gamma(2).logpdf(x), rtol=1e-12)
    with pytest.raises(ValueError, match="parameters must be numbers"):
        from_scipy(stats.Uniform(a=0.0, b=[1.0, 2.0]))


def test_a_circular_distribution_lies_on_one_turn():
    distribution = from_scipy(stats.vonmises(4, loc=2.5))
    assert distribution.support == pytest.approx((-np.pi, np.pi), abs=1e-15)
    # Around the point opposite to 2.5 the density is small, also across the cut at pi.
    np.testing.assert_allclose(distribution.pdf([3.1, -3.1]), stats.vonmises.pdf([0.6, 2 * np.pi - 5.6], 4), rtol=1e-12)
    assert distribution.pdf([3.3])[0] == 0


@pytest.mark.parametrize("c", [3.13, 0.7])
def test_tukeys_density_next_to_its_ends(c):
    # At the distance s from an end, F^c - (1 - F)^c = c s - 1 has the solution F.
    distribution = from_scipy(stats.tukeylambda(c))
    end = distribution.support[1]
    s = np.array([1e-3, 1e-5]) * end
    np.testing.assert_allclose(distribution.log_pdf(-s, about=end), stats.tukeylambda(c).logpdf(end - s), rtol=1e-8)

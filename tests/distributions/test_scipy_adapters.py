import numpy as np
import pytest
from scipy import stats
from scipy.stats._distr_params import distcont

from numpygan.distributions import from_scipy
from numpygan.distributions.scipy_formulas import LOG_PDF

OWN = [(name, args) for name, args in distcont if name in LOG_PDF]


@pytest.mark.parametrize(("name", "args"), OWN)
def test_own_log_densities_agree_with_scipy_where_scipy_has_one(name, args):
    frozen = getattr(stats, name)(*args, loc=1.5, scale=2.5)
    x = frozen.ppf(np.linspace(0.001, 0.999, 41))
    np.testing.assert_allclose(from_scipy(frozen).log_pdf(x), frozen.logpdf(x), rtol=1e-12, atol=1e-13)


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
        (stats.zipf(2), ValueError, "too heavy a tail to be summed"),
    ],
)
def test_errors(thing, error, message):
    with pytest.raises(error, match=message):
        from_scipy(thing)

"""A 1-D distribution that gives only its log density: the package finds its mass, its cdf and its quantiles."""

import pickle

import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Mixture, Normal, Uniform, from_scipy
from numpygan.distributions.base import Distribution, Multivariate, Univariate
from numpygan.theory import PushForward, js, maximize_value

LEVELS = np.array([1e-6, 0.01, 0.3, 0.5, 0.9, 0.999])


class DensityOnly(Univariate):
    def __init__(self, frozen):
        self.frozen = frozen

    def log_density(self, x):
        return self.frozen.logpdf(x)


FROZEN = [
    stats.logistic(),
    stats.logistic(400, 3),
    stats.logistic(-4e4, 1e-3),
    stats.cauchy(),
    stats.uniform(2, 3),
    stats.expon(),
    stats.beta(2, 5),
    stats.gamma(3),
    stats.t(3),
    stats.laplace(-7, 0.01),
]


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda frozen: f"{frozen.dist.name}{frozen.args}")
def test_everything_from_the_density(frozen, rng):
    own, known = DensityOnly(frozen), from_scipy(frozen)
    x = frozen.ppf(LEVELS)
    width = frozen.ppf(0.75) - frozen.ppf(0.25)
    np.testing.assert_allclose(own.cdf(x), LEVELS, atol=1e-9)
    np.testing.assert_allclose(own.quantile(LEVELS[1:]), x[1:], atol=1e-7 * width)
    assert (own.quantile([0.0, 1.0]) == [-np.inf, np.inf]).all()
    other = Normal(float(frozen.median()), float(width))
    value = js(own, other)
    assert abs(value - js(known, other)) <= 10 * value.error + 1e-11
    assert js(own, known) < 1e-12
    assert stats.kstest(own.sample(500, rng=rng)[:, 0], frozen.cdf).pvalue > 1e-4


class TwoModes(Univariate):
    def log_density(self, x):
        return np.logaddexp(*(np.log(0.5) + stats.norm.logpdf(x, *params) for params in ((0, 1), (300, 0.01))))


def test_a_narrow_mode_far_from_a_wide_one():
    own = TwoModes()
    np.testing.assert_allclose(own.cdf([-1.0, 100.0, 300.0]), [0.5 * stats.norm.cdf(-1), 0.5, 0.75], atol=1e-12)
    np.testing.assert_allclose(own.quantile([0.25, 0.75]), [0, 300], atol=1e-9)
    assert js(own, Normal(0, 1)) == pytest.approx(float(js(from_scipy(stats.norm()), own)))


class WithSupport(Univariate):
    support = (0.0, 1.0)

    def log_density(self, x):
        return np.log(2 * x)


def test_with_a_support():
    own = WithSupport()
    np.testing.assert_allclose(own.cdf([0.0, 0.5, 2.0]), [0, 0.25, 1], atol=1e-12)
    np.testing.assert_allclose(own.quantile([0, 0.25, 1]), [0, 0.5, 1], atol=1e-12)
    np.testing.assert_array_equal(own.log_pdf([-1.0, 0.0, 1.0, 1.5]), [-np.inf, -np.inf, np.log(2), -np.inf])
    assert abs(js(own, Uniform(0, 1)) - js(from_scipy(stats.beta(2, 1)), Uniform(0, 1))) < 1e-12


class WithAllHooks(DensityOnly):
    landmarks = np.array([0.0])

    def cumulative(self, x):
        return self.frozen.cdf(x)

    def inverse_cumulative(self, u):
        return self.frozen.ppf(u)


class Gumbel(Univariate):
    def log_density(self, x):
        return -x - np.exp(-x)  # overflows at -1000


class Overflowing(Univariate):
    def log_density(self, x):
        return 2 * x - x**2 * np.exp(x) / np.exp(x) - x**2 / x * 0 - 1 - 0.5 * np.log(np.pi)  # nan far from the mass


def test_overflow_far_from_the_mass(rng):
    assert Gumbel().quantile([0.5]) == pytest.approx(-np.log(np.log(2)))
    assert abs(js(Gumbel(), from_scipy(stats.gumbel_r()))) < 1e-12
    assert Overflowing().cdf([1.0]) == pytest.approx(0.5)


def test_given_hooks_are_used():
    own = WithAllHooks(stats.norm(3, 2))
    assert (own.landmarks == [0]).all()
    assert (own.cdf([1.0, 4.0]) == stats.norm(3, 2).cdf([1.0, 4.0])).all()
    assert (own.quantile(LEVELS) == stats.norm(3, 2).ppf(LEVELS)).all()
    assert own.log_pdf([[np.inf], [0.0]])[0] == -np.inf


def test_a_density_that_does_not_integrate_to_1_is_refused():
    twice = type("Twice", (Univariate,), {"log_density": lambda self, x: np.log(2) + stats.norm.logpdf(x)})()
    with pytest.raises(
        ValueError, match=r"the density integrates to 2 and not to 1\. Subtract 0\.693147 from log_density"
    ):
        twice.cdf([0.0])
    with pytest.raises(ValueError, match="integrates to 2"):
        js(twice, Normal())
    half = type("Half", (Univariate,), {"log_density": lambda self, x: -np.log(2) + stats.norm.logpdf(x)})()
    with pytest.raises(ValueError, match=r"integrates to 0\.5"):
        half.sample(3, rng=np.random.default_rng(0))
    heavy = DensityOnly(stats.pareto(0.1))  # 5 % of its mass lies beyond 1e13
    assert heavy.cdf([10.0]) == pytest.approx(stats.pareto(0.1).cdf(10.0), abs=0.1)


def test_it_works_wherever_a_distribution_does():
    own, known = Gumbel(), from_scipy(stats.gumbel_r())
    assert repr(own) == "Gumbel()"
    pairs = [(p, Normal(1, 2)) for p in (own, known)]
    mixed, known_mixed = (Mixture([0.3, 0.7], [q, p]) for p, q in pairs)
    assert abs(js(mixed, Normal()) - js(known_mixed, Normal())) < 1e-11
    pushed, known_pushed = (PushForward(lambda z: np.exp(z / 4), p) for p, _ in pairs)
    assert abs(js(pushed, Normal(1, 0.5)) - js(known_pushed, Normal(1, 0.5))) < 1e-8
    tops = [maximize_value(*pair).value for pair in pairs]
    assert tops[0] == pytest.approx(tops[1], abs=1e-11)


def test_it_can_be_pickled():
    own = pickle.loads(pickle.dumps(WithSupport()))
    assert own.cdf([0.5]) == pytest.approx(0.25)


def test_errors_name_what_is_missing():
    for base, shape in ((Univariate, r"\(n,\)"), (Multivariate, r"\(n, dim\)")):
        incomplete = type("Mine", (base,), {"log_pdf": lambda self, x: x, "sample": lambda self, n, *, rng: None})
        with pytest.raises(
            TypeError, match=rf"Mine needs a method log_density\(self, x\): the log density at x {shape}"
        ):
            incomplete()
    with pytest.raises(TypeError, match="sample"):
        type("Mine", (Multivariate,), {"log_density": lambda self, x: x})()
    wrong = type("Mine", (Univariate,), {"log_density": lambda self, x: 0.0})()
    with pytest.raises(
        ValueError, match=r"log_density returned shape \(\), expected \(2,\): one number for each point"
    ):
        wrong.log_pdf([1.0, 2.0])
    nowhere = type("Mine", (Univariate,), {"log_density": lambda self, x: np.full(x.shape, -np.inf)})()
    with pytest.raises(ValueError, match="-inf wherever it was evaluated; give the distribution a support"):
        nowhere.cdf([0.0])
    plain = type("Mine", (Distribution,), {"log_pdf": lambda self, x: x, "sample": lambda self, n, *, rng: None})()
    with pytest.raises(
        TypeError, match="one of your own is a subclass of Univariate or Multivariate with a method log"
    ):
        js(plain, Normal())


class NotQuiteOne(Univariate):
    """The density of N(0, 1), times 1.0005: as far from 1 as is accepted."""

    def log_density(self, x):
        return stats.norm.logpdf(x) + np.log(1.0005)


def test_the_cdf_is_that_of_the_normalized_density():
    np.testing.assert_allclose(NotQuiteOne().cdf([-50.0, -1.0, 0.0, 50.0]), [0, stats.norm.cdf(-1), 0.5, 1], atol=1e-12)


class HiddenInterval(Univariate):
    """Uniform on [2, 3], without ``support``."""

    def log_density(self, x):
        return np.where((x >= 2) & (x <= 3), 0.0, -np.inf)


def test_the_ends_of_the_mass_are_landmarks():
    own = HiddenInterval()
    assert all(np.abs(own.landmarks - end).min() < 1e-12 for end in (2, 3))

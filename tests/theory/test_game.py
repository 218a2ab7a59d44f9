import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Categorical, Empirical, Normal, Uniform, from_scipy
from numpygan.theory import Discriminator, constant_discriminator, criterion, js, optimal_discriminator, value

PAIRS = [
    (Normal(0, 1), Normal(2, 1)),
    (Uniform(0, 1), Uniform(0.5, 1.5)),
    (Categorical([0.3, 0.7, 0.0]), Categorical([0.5, 0.2, 0.3])),
    (from_scipy(stats.gamma(0.5)), Normal(1, 1)),
]


def test_optimal_discriminator_by_hand():
    # N(0,1) and N(2,1): logit = -x^2/2 + (x - 2)^2/2 = 2 - 2x.
    D = optimal_discriminator(Normal(0, 1), Normal(2, 1))
    np.testing.assert_allclose(D.logit([-1, 0, 1, 500]), [4, 2, 0, -998], atol=1e-12)
    np.testing.assert_allclose(D([0, 1]), [1 / (1 + np.exp(-2)), 0.5])


def test_one_half_where_the_distributions_agree():
    np.testing.assert_array_equal(optimal_discriminator(Normal(), Normal())([-3, 0, 40]), 0.5)


def test_certain_where_only_one_density_is_positive_and_undefined_where_none_is():
    D = optimal_discriminator(Uniform(0, 1), Uniform(0.5, 1.5))
    np.testing.assert_array_equal(D([0.2, 0.7, 1.2, 9.0]), [1, 0.5, 0, np.nan])


def test_at_a_point_mass_the_density_of_the_other_distribution_counts_as_0():
    D = optimal_discriminator(Categorical([1.0]), Normal())
    np.testing.assert_array_equal(D([0.0, 1.0]), [1, 0])


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_the_value_of_one_half_is_minus_log_4(p, q):
    assert value(constant_discriminator(0.5), p, q) == pytest.approx(-np.log(4), rel=1e-13)


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_no_discriminator_beats_the_best_one(p, q, rng):
    best = criterion(p, q)
    assert value(optimal_discriminator(p, q), p, q) == pytest.approx(best, abs=1e-14)
    for _ in range(5):
        a, b = rng.normal(size=2)
        nudged = Discriminator(lambda x, a=a, b=b: optimal_discriminator(p, q).logit(x) + a * np.sin(3 * x + b))
        assert value(nudged, p, q) < best


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_criterion_is_minus_log_4_plus_2_js(p, q):
    assert criterion(p, q) == pytest.approx(-np.log(4) + 2 * js(p, q), abs=1e-13)


def test_errors():
    with pytest.raises(TypeError, match="D must have a method logit, got <function"):
        value(lambda x: x, Normal(), Normal())
    with pytest.raises(
        TypeError,
        match=r"expected univariate distributions with a density .*, got .*Empirical",
    ):
        criterion(Normal(), Empirical([1.0]))
    with pytest.raises(ValueError, match=r"D.logit returned shape \(\), expected"):
        value(Discriminator(lambda x: np.float64(0.0)), Normal(), Normal())
    with pytest.raises(ValueError, match="probability must be between 0 and 1, both excluded, got 1"):
        constant_discriminator(1)
    with pytest.raises(ValueError, match="probability must be between 0 and 1, both excluded, got 0"):
        constant_discriminator(0)

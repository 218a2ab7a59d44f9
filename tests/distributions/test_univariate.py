"""Every univariate distribution against SciPy, and its cdf, density and quantile against each other."""

import numpy as np
import pytest
from scipy import integrate, stats

from numpygan.distributions import Categorical, Mixture, Normal, Uniform, Univariate, from_scipy

TWO_MODES = Mixture([0.3, 0.7], [Normal(-2, 0.5), Normal(2, 1)])
CONTINUOUS = [
    Normal(4, 0.5),
    Uniform(-1, 3),
    TWO_MODES,
    Mixture([0.5, 0.5], [Uniform(0, 1), Normal(5, 0.1)]),
    from_scipy(stats.laplace(1, 2)),
    from_scipy(stats.gamma(0.5, loc=-1, scale=2)),
    from_scipy(stats.beta(0.5, 2)),
    from_scipy(stats.cauchy(3, 2)),
    from_scipy(stats.triang(0.3)),
]
DISCRETE = [
    Categorical([0.5, 0.25, 0.25]),
    Categorical([0.2, 0.0, 0.8], points=[3, -1, 7.5]),
    from_scipy(stats.poisson(3)),
    from_scipy(stats.binom(10, 0.3, loc=2)),
    from_scipy(stats.rv_discrete(values=([1, 4], [0.3, 0.7]))()),
    Mixture([0.5, 0.5], [Categorical([0.5, 0.5]), Categorical([1.0], points=[7])]),
]
by_repr = {"ids": repr}


@pytest.mark.parametrize("distribution", CONTINUOUS + DISCRETE, **by_repr)
def test_shapes(distribution: Univariate, rng: np.random.Generator):
    assert distribution.dim == 1
    assert distribution.sample(7, rng=rng).shape == (7, 1)
    assert distribution.sample(0, rng=rng).shape == (0, 1)
    x = distribution.sample(5, rng=rng)
    for function in (distribution.log_pdf, distribution.pdf, distribution.cdf, distribution.log_mass):
        assert function(x).shape == (5,)
        np.testing.assert_array_equal(function(x), function(x[:, 0]))


@pytest.mark.parametrize("distribution", CONTINUOUS, **by_repr)
def test_the_density_is_the_slope_of_the_cdf(distribution: Univariate):
    low, high = distribution.quantile([0.05, 0.9])
    inner_landmarks = [x for x in distribution.landmarks if low < x < high]
    mass, _ = integrate.quad(lambda x: distribution.pdf([x])[0], low, high, points=inner_landmarks or None, limit=200)
    assert mass == pytest.approx(distribution.cdf([high])[0] - distribution.cdf([low])[0], abs=1e-7)


@pytest.mark.parametrize("distribution", CONTINUOUS + DISCRETE, **by_repr)
def test_the_quantile_is_the_smallest_point_that_reaches_its_level(distribution: Univariate):
    u = np.array([0.01, 0.2, 0.5, 0.77, 0.99])
    x = distribution.quantile(u)
    spacing = 1e-9 * np.maximum(1, np.abs(x))
    assert (distribution.cdf(x + spacing) >= u).all()
    assert (distribution.cdf(x - spacing) < u + 1e-12).all()


@pytest.mark.parametrize("distribution", CONTINUOUS + DISCRETE, **by_repr)
def test_samples_follow_the_distribution(distribution: Univariate, rng: np.random.Generator):
    x = distribution.sample(20_000, rng=rng)[:, 0]
    at = distribution.quantile([0.1, 0.3, 0.5, 0.7, 0.9])
    at = at[np.isfinite(at)]
    share = (x[:, None] <= at).mean(axis=0)
    np.testing.assert_allclose(share, distribution.cdf(at), atol=5 * 0.5 / np.sqrt(20_000))


@pytest.mark.parametrize("distribution", CONTINUOUS + DISCRETE, **by_repr)
def test_same_seed_same_bits(distribution: Univariate):
    a, b = (distribution.sample(50, rng=np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("distribution", DISCRETE, **by_repr)
def test_masses_sum_to_1_and_sit_on_the_atoms(distribution: Univariate):
    assert np.exp(distribution.log_mass(distribution.atoms)).sum() == pytest.approx(1, abs=1e-12)
    assert not distribution.has_density
    assert distribution.log_mass([0.123])[0] == -np.inf


@pytest.mark.parametrize("distribution", CONTINUOUS, **by_repr)
def test_about_shifts_the_point_it_is_measured_from(distribution: Univariate):
    x = distribution.quantile([0.1, 0.4, 0.8])
    np.testing.assert_allclose(
        distribution.log_pdf(x - 1.5, about=1.5), distribution.log_pdf(x), rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize("distribution", CONTINUOUS + DISCRETE, **by_repr)
def test_outside_the_support_the_density_is_zero(distribution: Univariate):
    for end, direction in zip(distribution.support, (-1, 1), strict=True):
        if np.isfinite(end):
            assert distribution.log_pdf([end + direction * 0.01])[0] == -np.inf


def test_bad_points_and_levels_are_refused():
    with pytest.raises(ValueError, match=r"x has shape \(2, 3\)"):
        Normal().log_pdf(np.zeros((2, 3)))
    with pytest.raises(ValueError, match="1 nan among 2"):
        Normal().log_pdf([0, np.nan])
    with pytest.raises(ValueError, match=r"u must be in \[0, 1\], got -0.1 to 0.5"):
        Normal().quantile([-0.1, 0.5])
    with pytest.raises(TypeError, match=r"numpy\.random\.Generator"):
        Normal().sample(3, rng=0)
    with pytest.raises(ValueError, match="n must be an integer >= 0, got -1"):
        Normal().sample(-1, rng=np.random.default_rng(0))

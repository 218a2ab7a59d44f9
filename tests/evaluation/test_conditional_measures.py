"""Divergence for each condition, of generators that are right, that ignore the condition, and that mix it up."""

import numpy as np
import pytest

from numpygan.distributions import (
    AngleToPoint,
    Conditional,
    Labeled,
    Mixture,
    MultivariateNormal,
    Normal,
    SecondGivenFirst,
    ring,
    standard_normal,
)
from numpygan.evaluation import measures_for, per_condition
from numpygan.evaluation.conditional_measures import representative_conditions
from numpygan.nets import Linear, Network
from numpygan.recipes import Settings
from numpygan.theory import js
from numpygan.training import GAN, ConditionalGenerator, ConditionedNoise, conditional_gan

PART = SecondGivenFirst(MultivariateNormal([0, 0], [[1, 0.8], [0.8, 1]]))  # N(0.8 c, 0.6)
CENTERS = np.array([distribution.mean for distribution in ring().components])


def linear_gan(distribution: Conditional, noise_dim: int, of_z, of_c) -> GAN:
    """G(z, c) = z of_z + c of_c, with D = 1/2."""
    weights = np.concatenate([np.atleast_2d(of_z), np.atleast_2d(of_c)]).astype(float)
    layers = [
        Linear(len(weights), distribution.dim, rng=np.random.default_rng(0)),
        Linear(distribution.dim + distribution.c_dim, 1, rng=rng_0()),
    ]
    layers[0].params[0][...] = weights
    layers[1].params[0][...] = 0
    generator = ConditionalGenerator(layers[0], c_dim=distribution.c_dim)
    return GAN(generator, Network(layers[1]), ConditionedNoise(standard_normal(noise_dim), distribution))


def rng_0() -> np.random.Generator:
    return np.random.default_rng(0)


def test_exact_given_a_part():
    right = per_condition(linear_gan(PART, 1, 0.6, 0.8), PART)
    assert right.dtype.names == ("c", "js", "share", "spread")
    np.testing.assert_allclose(right["js"], 0, atol=1e-13)
    np.testing.assert_allclose(right["share"], 0.9973, atol=0.006)
    np.testing.assert_allclose(right["spread"], 1, atol=0.1)
    # The midpoints of five equally likely intervals of N(0, 1).
    np.testing.assert_allclose(right["c"][:, 0], Normal().quantile([0.1, 0.3, 0.5, 0.7, 0.9]), atol=0.05)
    ignorant = per_condition(linear_gan(PART, 1, 1, 0), PART, [[-1.0], [0.0], [2.0]])
    expected = [js(Normal(0.8 * c, 0.6), Normal(0, 1)) for c in (-1, 0, 2)]
    np.testing.assert_allclose(ignorant["js"], expected, rtol=1e-10)


def test_from_points_given_a_part():
    gan = linear_gan(PART, 2, [[0.36], [0.48]], 0.8)  # the same distribution, from noise of the plane
    table = per_condition(gan, PART)
    assert table.dtype.names == ("c", "js_sample", "js_floor", "share", "spread")
    np.testing.assert_allclose(table["js_sample"], table["js_floor"], atol=0.015)


def test_labels():
    distribution = Labeled(ring())
    right = linear_gan(distribution, 2, 0.02 * np.eye(2), CENTERS)
    table = per_condition(right, distribution)
    np.testing.assert_array_equal(table["c"], np.eye(8))
    np.testing.assert_allclose(table["share"], 0.989, atol=0.02)
    np.testing.assert_allclose(table["js_sample"], table["js_floor"], atol=0.015)
    swapped = CENTERS.copy()
    swapped[[2, 5]] = CENTERS[[5, 2]]
    gan = linear_gan(distribution, 2, 0.02 * np.eye(2), swapped)  # all x together are as they should be
    np.testing.assert_array_equal(
        per_condition(gan, distribution)["share"] > 0.5, [True] * 2 + [False] + [True] * 2 + [False, True, True]
    )
    m = measures_for(distribution)(gan)
    assert m["share_worst"] == 0
    assert m["share_mean"] == pytest.approx(0.75 * 0.989, abs=0.01)
    assert m["js_sample_worst"] > 0.67
    assert m["js_sample_mean"] == pytest.approx(0.25 * m["js_sample_worst"] + 0.75 * m["js_floor"], abs=0.005)
    assert m["v_sample"] == pytest.approx(-np.log(4))


def test_an_angle():
    distribution = AngleToPoint(2.0, 0.2)
    gan = linear_gan(distribution, 2, 0.2 * np.eye(2), np.zeros((1, 2)))  # at the center, whatever the angle
    m = measures_for(distribution)(gan)
    assert (m["share_mean"], m["share_worst"]) == (0, 0)
    assert np.isnan([m["spread_low"], m["spread_high"]]).all()


def test_the_spread_is_over_the_conditions_that_have_points():
    distribution = Labeled(ring())
    thin = linear_gan(
        distribution, 2, 0.002 * np.eye(2), CENTERS + np.eye(8)[:, :1] * [3, 3]
    )  # a tenth, and one label is lost
    m = measures_for(distribution)(thin)
    assert m["share_worst"] == 0
    assert 0.08 < m["spread_low"] < m["spread_high"] < 0.12


def test_the_mean_is_over_the_distribution_of_the_condition():
    distribution = Labeled(Mixture([0.2, 0.8, 0.0], [Normal(-2, 0.5), Normal(2, 0.5), Normal(9, 1)]))
    m = measures_for(distribution)(linear_gan(distribution, 1, 1, np.zeros((3, 1))))
    each = [js(Normal(mean, 0.5), Normal(0, 1)) for mean in (-2, 2)]
    assert m["js_mean"] == pytest.approx(0.2 * each[0] + 0.8 * each[1], rel=1e-10)
    skewed = linear_gan(distribution, 1, 0.5, [[2], [2], [9]])  # right for the second label, at which it mostly looks
    m = measures_for(distribution)(skewed)
    worst = js(Normal(-2, 0.5), Normal(2, 0.5))
    assert m["js_worst"] == pytest.approx(worst, rel=1e-10)
    assert m["js_mean"] == pytest.approx(0.2 * worst, rel=1e-10)
    assert m["share_worst"] == 0
    assert m["share_mean"] == pytest.approx(0.8 * 0.9973, abs=0.005)


def test_typical_conditions(rng):
    conditions, weights = representative_conditions(Labeled(Mixture([0.2, 0.8, 0.0], [Normal()] * 3)), rng=rng)
    np.testing.assert_array_equal(conditions, [[1, 0, 0], [0, 1, 0]])
    np.testing.assert_array_equal(weights, [0.2, 0.8])
    angles, weights = representative_conditions(AngleToPoint(), rng=rng)
    np.testing.assert_allclose(angles[:, 0], np.pi * np.array([-0.8, -0.4, 0, 0.4, 0.8]), atol=0.15)
    assert weights.sum() == pytest.approx(1)

    class Two(AngleToPoint):
        c_dim = 2

        def sample_conditions(self, n, *, rng):
            return rng.normal(size=(n, 2))

    assert representative_conditions(Two(), rng=rng)[0].shape == (5, 2)


def test_errors(rng):
    gan = conditional_gan(PART, Normal(), g_hidden=[4], d_hidden=[4], rng=rng)
    with pytest.raises(TypeError, match="expected a conditional distribution, got Mixture of 8 distributions"):
        per_condition(gan, ring())
    with pytest.raises(TypeError, match="expected a conditional GAN, got GAN"):
        per_condition(Settings().gan(rng), PART)
    with pytest.raises(ValueError, match="the GAN generates 1 columns given 1, the distribution has 2 given 8"):
        per_condition(gan, Labeled(ring()))
    with pytest.raises(ValueError, match=r"conditions has shape \(2,\), expected \(n, 1\)"):
        per_condition(gan, PART, [0.0, 1.0])
    with pytest.raises(ValueError, match="the number of conditions must be an integer >= 1, got 0"):
        per_condition(gan, PART, np.zeros((0, 1)))

"""Estimators against the exact JS, and their floors against the first-order theory."""

import copy
import pickle

import numpy as np
import pytest

from numpygan.distributions import Categorical, Empirical, MultivariateNormal, Normal, ring
from numpygan.theory import (
    discriminator_js,
    histogram_js,
    js,
    monte_carlo_js,
    nearest_neighbor_js,
    optimal_discriminator,
)

PAIRS = [
    (Normal(0, 1), Normal(2, 1)),
    (Normal(0, 1), Normal(0, 1)),
    (MultivariateNormal([0, 0], 1), MultivariateNormal([1, 0], 1)),
]


@pytest.mark.parametrize(("p", "q"), PAIRS, ids=str)
def test_monte_carlo_is_unbiased_with_an_honest_error(p, q, rng):
    estimates = [monte_carlo_js(p, q, 500, rng=rng) for _ in range(100)]
    error = np.mean([estimate.error for estimate in estimates])
    assert abs(np.mean(estimates) - js(p, q)) <= 4 * error / 10
    assert np.std(estimates) == pytest.approx(error, rel=0.3)


@pytest.mark.parametrize(("p", "q"), PAIRS, ids=str)
def test_nearest_neighbors_are_nearly_unbiased(p, q, rng):
    estimates = [nearest_neighbor_js(p, q.sample(500, rng=rng), rng=rng, repeats=2) for _ in range(50)]
    assert np.mean(estimates) == pytest.approx(float(js(p, q)), abs=0.012)
    assert 1 < np.std(estimates) / np.mean([estimate.error for estimate in estimates]) < 2


def test_a_histogram_by_hand(rng):
    # 4 real points and 4 generated ones in 2 bins: 3 and 1 against 1 and 3.
    estimate = histogram_js(Empirical([0.0]), [[0.0]] * 4, bins=2, repeats=2, rng=rng)
    assert (estimate, estimate.floor) == (0, 0)
    generated = [[0.0], [0.0], [0.0], [1.0]]
    data = Empirical([[0.0]])
    # D = 4/7 where all the data and three of the generated points are, 0 in the other bin.
    expected = (np.log(2 * 4 / 7) + (3 * np.log(2 * 3 / 7) + np.log(2)) / 4) / 2
    assert histogram_js(data, generated, bins=2, repeats=2, rng=rng) == pytest.approx(expected)


def test_a_histogram_of_a_discrete_distribution_converges_to_js(rng):
    p, q = Categorical([0.5, 0.25, 0.25]), Categorical([0.2, 0.2, 0.6])
    estimate = histogram_js(p, q.sample(200_000, rng=rng), bins=3, repeats=2, rng=rng)
    assert abs(estimate - js(p, q)) < 5 * estimate.error < 0.01


def test_the_floor_of_a_histogram_is_what_theory_says(rng):
    # 4 n JS is the likelihood ratio statistic of "one distribution", whose mean is its 19 degrees of freedom.
    distribution = Categorical(np.full(20, 0.05))
    estimate = histogram_js(distribution, distribution.sample(1000, rng=rng), bins=20, repeats=400, rng=rng)
    assert estimate.floor == pytest.approx(19 / 4000, rel=0.1)
    assert abs(estimate - estimate.floor) < 5 * estimate.floor.error


def test_a_fine_histogram_cannot_tell_a_perfect_generator_from_a_poor_one(rng):
    perfect = histogram_js(ring(), ring().sample(500, rng=rng), bins=1000, rng=rng, repeats=3)
    assert perfect > 0.3
    assert perfect == pytest.approx(perfect.floor, abs=0.05)
    assert perfect.ceiling == pytest.approx(np.log(2))


def test_a_perfect_generator_scores_0_with_the_best_discriminator(rng):
    estimate = monte_carlo_js(ring(), ring(), 100, rng=rng)
    assert (estimate, estimate.error, estimate.floor) == (0, 0, 0)


def test_any_discriminator_is_a_lower_bound_and_the_best_one_is_js(rng):
    p, q = Normal(0, 1), Normal(2, 1)
    x, fake = p.sample(100_000, rng=rng), q.sample(100_000, rng=rng)
    best = discriminator_js(optimal_discriminator(p, q), x, fake)
    worse = discriminator_js(optimal_discriminator(p, Normal(1, 1)), x, fake)
    assert abs(best - js(p, q)) < 5 * best.error
    assert worse < js(p, q) - 5 * worse.error


def test_copies_keep_the_floor(rng):
    estimate = monte_carlo_js(Normal(), Normal(1, 1), 10, rng=rng)
    for twin in (copy.deepcopy(estimate), pickle.loads(pickle.dumps(estimate))):
        assert (twin, twin.error, twin.floor, twin.ceiling) == (estimate, estimate.error, 0, estimate.ceiling)


def test_errors(rng):
    with pytest.raises(ValueError, match=r"generated has shape \(3,\), expected \(n, 1\)"):
        histogram_js(Normal(), [1.0, 2.0, 3.0], rng=rng)
    with pytest.raises(ValueError, match="the number of generated points must be an integer >= 2, got 1"):
        histogram_js(Normal(), [[1.0]], rng=rng)
    with pytest.raises(ValueError, match="expected more than 2 k = 10 generated points, got 10"):
        nearest_neighbor_js(Normal(), np.arange(10.0)[:, None], rng=rng)
    with pytest.raises(ValueError, match="98 of 100 points repeat another"):
        nearest_neighbor_js(Categorical([0.5, 0.5]), np.arange(100.0)[:, None], rng=rng)
    with pytest.raises(ValueError, match="1 of 100 points repeat another"):
        nearest_neighbor_js(Normal(), [*np.arange(99.0)[:, None], [0.0]], rng=rng)
    with pytest.raises(TypeError, match="p_data must be a distribution to draw from"):
        histogram_js(np.zeros((5, 1)), np.zeros((5, 1)), rng=rng)
    with pytest.raises(TypeError, match="D must have a method logit, got <function"):
        discriminator_js(lambda x: x, np.zeros((5, 1)), np.zeros((5, 1)))
    with pytest.raises(ValueError, match=r"x has shape \(1, 1\), expected \(n, d\) with n >= 2"):
        discriminator_js(optimal_discriminator(Normal(), Normal()), [[0.0]], [[0.0], [1.0]])
    with pytest.raises(TypeError, match="rng must be"):
        monte_carlo_js(Normal(), Normal(), 10, rng=0)

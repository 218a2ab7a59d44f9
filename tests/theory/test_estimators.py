"""Estimators against the exact JS, and their floors against the first-order theory."""

import copy
import pickle

import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Categorical, Empirical, MultivariateNormal, Normal, from_scipy, ring
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
    zeros = np.zeros((4, 1))
    estimate = histogram_js(zeros, zeros, bins=2, repeats=2, rng=rng)
    assert (estimate, estimate.floor) == (0, 0)
    # D = 4/7 where all the data and three of the generated points are, 0 in the other bin.
    expected = (np.log(2 * 4 / 7) + (3 * np.log(2 * 3 / 7) + np.log(2)) / 4) / 2
    assert histogram_js(zeros, [0, 0, 0, 1], bins=2, repeats=2, rng=rng) == pytest.approx(expected)
    # 8 different values in 2 bins, 1 to 4 and 5 to 8: D is 3/4 in the first and 1/4 in the second.
    expected = (3 * np.log(2 * 3 / 4) + np.log(2 / 4)) / 4
    assert histogram_js([1, 2, 3, 8], [4, 5, 6, 7], bins=2, repeats=2, rng=rng) == pytest.approx(expected)


def test_a_point_far_away_changes_a_histogram_little(rng):
    p, q = Normal(0, 1), Normal(1, 1.3)
    x, fake = p.sample(2000, rng=rng), q.sample(2000, rng=rng)
    far = fake.copy()
    far[0] = -999
    for data in (p, x, Empirical(x)):
        assert histogram_js(data, far, rng=rng) == pytest.approx(histogram_js(data, fake, rng=rng), abs=0.012)
    assert histogram_js(x, far, rng=rng) == pytest.approx(float(js(p, q)), abs=0.02)


CAUCHY = [from_scipy(stats.cauchy(*params)) for params in ((0, 1), (1, 1), (5, 3))]


@pytest.mark.parametrize("q", CAUCHY[1:], ids=["moved by 1", "moved by 5, 3 times as wide"])
def test_samples_with_heavy_tails(q, rng):
    truth = float(js(CAUCHY[0], q))
    pairs = [(CAUCHY[0].sample(2000, rng=rng), q.sample(2000, rng=rng)) for _ in range(12)]
    histograms = [histogram_js(*pair, repeats=2, rng=rng) for pair in pairs]
    neighbors = [nearest_neighbor_js(*pair, repeats=2, rng=rng) for pair in pairs]
    assert np.mean(histograms) == pytest.approx(truth + 49 / 8000, abs=0.006)  # (bins - 1) / (4 n) is the bias
    assert np.mean(neighbors) == pytest.approx(truth, abs=0.012)


def test_points_in_place_of_a_distribution(rng):
    p, q = MultivariateNormal([0, 0], 1), MultivariateNormal([1, 0], 1)
    truth = float(js(p, q))
    for estimator, floor in ((histogram_js, 63 / 6000), (nearest_neighbor_js, 0)):
        settings = {"bins": 8} if estimator is histogram_js else {}
        for wrap in (np.array, Empirical):
            estimates = []
            for _ in range(10):
                x, fake = p.sample(3000, rng=rng), q.sample(1500, rng=rng)
                estimates.append(estimator(wrap(x), fake, repeats=10, rng=rng, **settings))
            assert np.mean(estimates) == pytest.approx(truth + floor, abs=0.02)
            floors = [estimate.floor for estimate in estimates]
            assert np.mean(floors) == pytest.approx(floor, abs=0.004)
            assert estimates[0].floor.method == "a random division of all points"


def test_points_of_one_coordinate_may_be_flat(rng):
    x, fake = rng.normal(size=500), rng.normal(1, 1, size=500)
    for estimator in (histogram_js, nearest_neighbor_js):
        flat, rows = (
            estimator(a, b, rng=np.random.default_rng(0)) for a, b in ((x, fake), (x[:, None], fake[:, None]))
        )
        assert flat == rows
    D = optimal_discriminator(Normal(), Normal(1, 1))
    assert discriminator_js(D, x, fake) == discriminator_js(D, x[:, None], fake[:, None])


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
    with pytest.raises(ValueError, match=r"generated has shape \(3, 2\), expected \(n, 1\)"):
        histogram_js(Normal(), np.ones((3, 2)), rng=rng)
    with pytest.raises(ValueError, match=r"generated has shape \(4, 2\), expected \(n, 1\)"):
        histogram_js([1.0, 2.0, 3.0], np.ones((4, 2)), rng=rng)
    with pytest.raises(ValueError, match=r"p_data has shape \(\), expected \(n, d\) or \(n,\)"):
        histogram_js(1.0, [[1.0], [2.0]], rng=rng)
    with pytest.raises(ValueError, match="p_data holds 1 nan or infinite entries among 3"):
        histogram_js([1.0, np.nan, 3.0], [1.0, 2.0], rng=rng)
    with pytest.raises(ValueError, match="generated has masked entries"):
        histogram_js(Normal(), np.ma.masked_equal([1.0, -999.0], -999), rng=rng)
    with pytest.raises(TypeError, match=r"generated must be an array of points; draw them with sample\(n, rng=rng\)"):
        histogram_js(Normal(), Normal(), rng=rng)
    with pytest.raises(ValueError, match="the number of generated points must be an integer >= 2, got 1"):
        histogram_js(Normal(), [[1.0]], rng=rng)
    with pytest.raises(ValueError, match="the number of points of each kind must be an integer >= 2, got 1"):
        histogram_js([1.0, 2.0], [[1.0]], rng=rng)
    with pytest.raises(ValueError, match="expected more than 2 k = 10 points of each kind, got 10"):
        nearest_neighbor_js(Normal(), np.arange(10.0)[:, None], rng=rng)
    with pytest.raises(ValueError, match=r"98 of 100 real points repeat another.*histogram_js takes repeated points"):
        nearest_neighbor_js(Categorical([0.5, 0.5]), np.arange(100.0)[:, None], rng=rng)
    with pytest.raises(ValueError, match="1 of 100 generated points repeat another"):
        nearest_neighbor_js(Normal(), [*np.arange(99.0)[:, None], [0.0]], rng=rng)
    with pytest.raises(ValueError, match="1 of 100 real and generated points repeat another"):
        nearest_neighbor_js(np.arange(50.0), np.arange(49.0, 99.0), rng=rng)
    with pytest.raises(TypeError, match="D must have a method logit, got <function"):
        discriminator_js(lambda x: x, np.zeros((5, 1)), np.zeros((5, 1)))
    with pytest.raises(ValueError, match=r"x has shape \(1, 1\), expected \(n, d\) with n >= 2"):
        discriminator_js(optimal_discriminator(Normal(), Normal()), [[0.0]], [[0.0], [1.0]])
    with pytest.raises(TypeError, match="rng must be"):
        monte_carlo_js(Normal(), Normal(), 10, rng=0)

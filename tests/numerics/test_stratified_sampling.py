"""Points in strata: means of known functions, and errors that are what they say."""

import numpy as np
import pytest

from numpygan.distributions import Mixture, MultivariateNormal, Normal
from numpygan.numerics.stratified_sampling import stratified_points
from numpygan.theory import PushForward2D

COV = [[1.0, 0.6], [0.6, 2.0]]
DISTRIBUTIONS = [
    MultivariateNormal([1.0, -0.5], COV),
    Mixture([0.2, 0.8], [MultivariateNormal([2, 0], 0.01), MultivariateNormal([0, 1], COV)]),
    MultivariateNormal([0, 0, 1], 1),
    PushForward2D(lambda z: z + np.array([1.0, 2.0]), MultivariateNormal([0, 0], 1), cells=24),
]
MEANS = [[1, -0.5], [0.4, 0.8], [0, 0, 1], [1, 2]]


def mean_and_error(distribution, f, rng, n=4000):
    points = stratified_points(distribution, n, rng=rng)
    assert points.x.shape == (*points.weight.shape, distribution.dim)
    parts = f(points.x) * points.weight
    return parts.sum(), np.sqrt(((parts[:, 0] - parts[:, 1]) ** 2).sum())


@pytest.mark.parametrize(("distribution", "means"), list(zip(DISTRIBUTIONS, MEANS, strict=True)), ids=range(4))
def test_means(distribution, means, rng):
    assert mean_and_error(distribution, lambda x: np.ones(x.shape[:-1]), rng)[0] == pytest.approx(1, abs=0.01)
    for axis, expected in enumerate(means):
        mean, error = mean_and_error(distribution, lambda x, axis=axis: x[..., axis], rng)
        assert abs(mean - expected) < 5 * error


def test_covariance(rng):
    mean, error = mean_and_error(DISTRIBUTIONS[0], lambda x: (x[..., 0] - 1) * (x[..., 1] + 0.5), rng)
    assert abs(mean - 0.6) < 5 * error
    assert error < 0.02


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=range(4))
def test_the_differences_of_the_pairs_tell_the_error(distribution, rng):
    runs = np.array([mean_and_error(distribution, lambda x: np.sin(3 * x[..., 0]), rng, n=1000) for _ in range(200)])
    assert runs[:, 0].std() == pytest.approx(np.sqrt((runs[:, 1] ** 2).mean()), rel=0.2)


def test_strata_miss_by_less_than_draws(rng):
    distribution = DISTRIBUTIONS[0]
    _, error = mean_and_error(distribution, lambda x: np.sin(x[..., 0]), rng)
    assert error < 0.2 * np.sin(distribution.sample(4000, rng=rng)[:, 0]).std() / np.sqrt(4000)


def test_what_is_known_of_each_point(rng):
    points = stratified_points(DISTRIBUTIONS[3], 100, rng=rng)
    x = points.x.reshape(-1, 2)
    np.testing.assert_allclose(points.log_density.ravel(), DISTRIBUTIONS[3].log_pdf(x), atol=1e-9)
    assert not points.singular.any()
    points = stratified_points(Normal(), 10, rng=rng)
    assert (points.log_density == -np.inf).all()

"""Stratified sampling: two random points in each of many strata.

A mean over stratified points has a smaller error than one over independent draws. The differences of the two points in
each stratum give its standard error.
"""

import numpy as np
from scipy import special

from numpygan.distributions import Distribution, MultivariateNormal
from numpygan.numerics.push_forward_2d import PushForward2D, StratifiedPoints


def stratified_points(distribution: Distribution, n: int, *, rng: np.random.Generator) -> StratifiedPoints:
    """About ``n`` points: stratified for a 2-D mixture of normal distributions, else independent draws."""
    if isinstance(distribution, PushForward2D):
        return distribution.stratified_points(rng=rng)
    normals = getattr(distribution, "normals", []) if distribution.dim == 2 else []
    if normals:
        parts = [_of_a_normal(normal, weight, n * weight, rng) for weight, normal in normals]
        x, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    else:
        x = distribution.sample(2 * (n // 2), rng=rng).reshape(n // 2, 2, distribution.dim)
        weight = np.full(x.shape[:2], 1 / (2 * (n // 2)))
    return StratifiedPoints(x, weight, np.full(weight.shape, -np.inf), np.zeros(weight.shape, dtype=bool))


def _of_a_normal(
    distribution: MultivariateNormal, weight: float, n: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Points (k^2, 2, 2) and their weights (k^2, 2): each stratum is a square of probabilities, 1 / k wide."""
    k = max(1, round(np.sqrt(n / 2)))
    cells = np.stack(np.meshgrid(np.arange(k), np.arange(k)), axis=-1).reshape(-1, 1, 2)
    u = (cells + rng.random((k * k, 2, 2))) / k
    z = special.ndtri(np.maximum(u, np.finfo(float).tiny))  # the quantile of 0 would be infinite
    return distribution.mean + z @ distribution.cholesky.T, np.full((k * k, 2), weight / (2 * k * k))

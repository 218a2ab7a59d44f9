"""Monte Carlo integrals with a standard error, for distributions with a density but without a quadrature.

A million draws give about three digits of JS, or four with stratified sampling. That is enough to monitor a training
run, but not to verify a quadrature.
"""

import copy
from collections.abc import Sequence

import numpy as np

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.integrand import Integrand, call
from numpygan.numerics.push_forward_2d import PushForward2D
from numpygan.numerics.stratified_sampling import stratified_points

DRAWS = 200_000  # of each distribution
METHOD = "Monte Carlo"


def integrate_by_draws(f: Integrand, p: Distribution, q: Distribution, *, rng: np.random.Generator) -> Estimate:
    """Integral of ``f(x, log_p, log_q)``: the mean of f / m over points of m = (p + q) / 2, half of them from each.

    ``f`` must be homogeneous: twice the densities, twice the value. Then f / m is ``f`` of the densities
    divided by m, which do not underflow in high dimensions.

    ``.error`` is the standard error. A push-forward from a mesh adds how much the integral changes if
    the mesh is twice as coarse, which is three times its error where that is O(cells^-2).
    """
    arguments.generator(rng)
    if all(isinstance(distribution, PushForward2D) and distribution.singular_mass for distribution in (p, q)):
        raise ValueError(
            f"both distributions have mass without a density, of which it is not known what they share: {p!r}, {q!r}"
        )
    twin = copy.deepcopy(
        rng
    )  # The coarser mesh gets the same random points, so that sampling noise cancels in the difference.
    value, error = _mean_of_ratio(f, (p, q), rng)
    coarse = [
        distribution.coarser() if isinstance(distribution, PushForward2D) and not distribution.exact else distribution
        for distribution in (p, q)
    ]
    if coarse != [p, q]:
        error += abs(_mean_of_ratio(f, coarse, twin)[0] - value)
    return Estimate(value, error=error, method=METHOD)


def _mean_of_ratio(
    f: Integrand, distributions: Sequence[Distribution], rng: np.random.Generator
) -> tuple[float, float]:
    """The integral of ``f``, and its standard error."""
    means, variances = [], []
    for own, distribution in enumerate(distributions):
        points = stratified_points(distribution, DRAWS, rng=rng)
        x = points.x.reshape(-1, distribution.dim)
        log_densities = [other.log_pdf(x) for other in distributions]
        # Rounding can move a point outside its triangle; its density is at least that of the triangle.
        log_densities[own] = np.maximum(log_densities[own], points.log_density.ravel())
        # At a point of the singular part of one distribution, the density of the other counts as 0.
        singular = points.singular.ravel()
        log_densities[own][singular], log_densities[1 - own][singular] = 0, -np.inf
        log_m = np.logaddexp(*log_densities) - np.log(2)
        values = call(f, x, [log_density - log_m for log_density in log_densities])
        parts = values.reshape(points.weight.shape) * points.weight
        means.append(parts.sum())
        variances.append(((parts[:, 0] - parts[:, 1]) ** 2).sum())
    return float(np.mean(means)), float(np.sqrt(np.sum(variances)) / 2)

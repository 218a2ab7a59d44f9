"""Monte Carlo with known densities: for distributions that no quadrature reaches, with the standard error that it has.

A million draws know a JS to three digits or so, four where they can be stratified: enough to watch a
training, never enough to vouch for a quadrature.
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
    """Integral of ``f(x, log_p, log_q)`` as E f / m over points of m = (p + q) / 2, half of them from each.

    ``f`` must be homogeneous: twice the densities, twice the value. Then f / m is ``f`` of densities
    that are divided by m, and nothing underflows in high dimensions.

    ``.error`` is the standard error. A push-forward from a mesh adds how much the integral changes if
    the mesh is twice as coarse, which is three times its error where that is O(cells^-2).
    """
    arguments.generator(rng)
    if all(isinstance(distribution, PushForward2D) and distribution.singular_mass for distribution in (p, q)):
        raise ValueError(
            f"both distributions have mass without a density, of which it is not known what they share: {p!r}, {q!r}"
        )
    twin = copy.deepcopy(rng)  # for the same points: the difference of two meshes is small against their noise
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
        # A point that rounding put beside its own triangle has at least the density of that.
        log_densities[own] = np.maximum(log_densities[own], points.log_density.ravel())
        # Where a distribution has no density, it is infinitely denser than the other one.
        singular = points.singular.ravel()
        log_densities[own][singular], log_densities[1 - own][singular] = 0, -np.inf
        log_m = np.logaddexp(*log_densities) - np.log(2)
        values = call(f, x, [log_density - log_m for log_density in log_densities])
        parts = values.reshape(points.weight.shape) * points.weight
        means.append(parts.sum())
        variances.append(((parts[:, 0] - parts[:, 1]) ** 2).sum())
    return float(np.mean(means)), float(np.sqrt(np.sum(variances)) / 2)

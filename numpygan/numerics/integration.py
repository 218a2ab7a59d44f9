"""``integrate``: choose the quadrature for an integrand and its distributions.

``quadrature_1d`` and ``quadrature_2d`` hold the rules, and ``monte_carlo`` the method for all other distributions.
"""

from collections.abc import Iterable, Sequence
from typing import TypeGuard

import numpy as np

from numpygan.distributions import Distribution, Multivariate, Univariate
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.integrand import Integrand
from numpygan.numerics.monte_carlo import integrate_by_draws
from numpygan.numerics.quadrature_1d import integrate_1d
from numpygan.numerics.quadrature_2d import integrate_2d


def integrate(
    f: Integrand,
    *distributions: Distribution,
    landmarks: Iterable[float] = (),
    level_set: Integrand | None = None,
    rng: np.random.Generator | None = None,
) -> Estimate:
    """Integral of ``f(x, log_p, log_q, ...)``, plus its sum over the atoms of the distributions.

    Parameters
    ----------
    f : callable
        Takes x, of shape (n,) in 1-D and (n, 2) in 2-D, and for each distribution an array (n,) of log densities;
        returns (n,). At an atom it gets log masses instead. It is not called where every density is 0 nor, in 2-D,
        at points that are more than 9 standard deviations away from all normal distributions. In 2-D, a feature of
        ``f`` that is much narrower than every distribution can be missed.
    *distributions : Distribution
        Univariate distributions with a density or point masses, or 2-D mixtures of normal distributions.
    landmarks : iterable of float
        In 1-D, further points at which ``f`` is not smooth.
    level_set : callable, optional
        In 2-D, takes what ``f`` takes; ``f`` is not smooth on the curve where this function is 0 and changes its sign.
    rng : numpy.random.Generator, optional
        For Monte Carlo, if there is no quadrature. There must be two distributions with a density, and
        ``f`` must be homogeneous in their densities: twice the densities, twice the value.

    Returns
    -------
    Estimate
        Of a quadrature, ``.error`` is its own estimate of what it left out, plus the effect of rounding. In 1-D it
        includes the difference of two grids. Of Monte Carlo, it is the standard error.

    Notes
    -----
    A quadrature knows ``f`` only at its nodes. In 1-D the finer grid has nodes at distances of about 1/400 of the
    distance of two neighboring landmarks. A feature of ``f`` that lies between two nodes changes neither the value nor
    the error, so pass the places of narrow features as ``landmarks``. The densities are checked better: the integral
    of each must be 1.

    Raises
    ------
    ValueError
        If ``f`` does not return one number for each point.
    TypeError
        If there is no quadrature for the distributions: without a density, such as a user's own points, or
        in more than two dimensions.
    ArithmeticError
        If ``f`` is not finite at some point, so that any result would be wrong; if the integral does not converge; if
        the density of a distribution does not have the integral 1; if a density takes too long to compute.
    """
    if are_univariate(distributions):
        return integrate_1d(f, distributions, landmarks, verify=True)
    if are_normal_mixtures_2d(distributions):
        if len(list(landmarks)):
            raise ValueError("landmarks are for univariate distributions; in 2-D pass level_set")
        return integrate_2d(f, distributions, level_set)
    if (
        rng is not None
        and len(distributions) == 2
        and all(isinstance(distribution, Multivariate) for distribution in distributions)
    ):
        return integrate_by_draws(f, *distributions, rng=rng)
    raise TypeError(
        "expected univariate distributions with a density or point masses, or 2-D mixtures of normal distributions "
        "(or rng, for Monte Carlo with two distributions that have a density), got "
        + ", ".join(map(repr, distributions))
    )


def are_univariate(distributions: Sequence[Distribution]) -> TypeGuard[Sequence[Univariate]]:
    """Whether all ``distributions`` are univariate."""
    return all(isinstance(distribution, Univariate) for distribution in distributions)


def are_normal_mixtures_2d(distributions: Sequence[Distribution]) -> TypeGuard[Sequence[Multivariate]]:
    """Whether all ``distributions`` are 2-D mixtures of normal distributions."""
    return all(
        isinstance(distribution, Multivariate) and distribution.dim == 2 and distribution.normals
        for distribution in distributions
    )

"""``integrate``: the one door to quadrature, over the line, over the plane, or over points.

What a density is, and what is integrated, is not its business: see ``divergences`` and ``game``.
How it is done is told by ``line`` and ``plane``.
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
    kink: Integrand | None = None,
    rng: np.random.Generator | None = None,
) -> Estimate:
    """Integral of ``f(x, log_p, log_q, ...)``, plus its sum over the atoms of the distributions.

    Parameters
    ----------
    f : callable
        Takes x, of shape (n,) for distributions of the line and (n, 2) for distributions of the plane, and one array
        (n,) of log densities a distribution; returns (n,). At an atom it gets log masses instead. It is not
        called where every distribution is zero, nor, in the plane, beyond 9 standard deviations of them all;
        what is much narrower there than every distribution is not seen.
    *distributions : Distribution
        Distributions of the line with a density or point masses, or mixtures of normal distributions of the plane.
    landmarks : iterable of float
        Further points at which ``f`` has a kink, on the line.
    kink : callable, optional
        For the plane: takes what ``f`` takes, and changes its sign where ``f`` has a kink.
    rng : numpy.random.Generator, optional
        For Monte Carlo, where no quadrature is known. There must be two distributions with a density, and
        ``f`` must be homogeneous in their densities: twice the densities, twice the value.

    Returns
    -------
    Estimate
        ``.error`` bounds what the rule left out (as the rule estimates it) plus what rounding does;
        of Monte Carlo it is a standard error.

    Raises
    ------
    ValueError
        If ``f`` returns anything but one number a point.
    TypeError
        For distributions that no quadrature is known for: without a density, such as a user's own points, or
        of more than two dimensions.
    ArithmeticError
        If ``f`` is not finite somewhere, so that no number would be honest.
    """
    if are_univariate(distributions):
        return integrate_1d(f, distributions, landmarks)
    if are_normal_mixtures_2d(distributions):
        if len(list(landmarks)):
            raise ValueError("landmarks are points of the line; in the plane give a kink")
        return integrate_2d(f, distributions, kink)
    if (
        rng is not None
        and len(distributions) == 2
        and all(isinstance(distribution, Multivariate) for distribution in distributions)
    ):
        return integrate_by_draws(f, *distributions, rng=rng)
    raise TypeError(
        "expected univariate distributions with a density or point masses, or mixtures of normal distributions of the plane "
        "(or rng, for Monte Carlo with two distributions that have a density), got "
        + ", ".join(map(repr, distributions))
    )


def are_univariate(distributions: Sequence[Distribution]) -> TypeGuard[Sequence[Univariate]]:
    """Whether all ``distributions`` are univariate."""
    return all(isinstance(distribution, Univariate) for distribution in distributions)


def are_normal_mixtures_2d(distributions: Sequence[Distribution]) -> TypeGuard[Sequence[Multivariate]]:
    """Whether all ``distributions`` are mixtures of normal distributions in two dimensions."""
    return all(
        isinstance(distribution, Multivariate) and distribution.dim == 2 and distribution.normals
        for distribution in distributions
    )

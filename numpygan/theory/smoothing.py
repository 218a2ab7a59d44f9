"""Gradients through noise: why a network can be trained through a sampled input (eq. 1.1.1).

f smoothed by noise is the function x -> E f(x + eps), eps ~ N(0, sigma^2 I). Its gradient is computed here
in three independent ways: Gauss-Hermite quadrature, the pathwise estimator (the average
of the gradient of f at noisy points) and the score-function estimator (which uses values of f only).
"""

import itertools
import warnings
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import special

from numpygan import arguments

Scalar = Callable[[np.ndarray], np.ndarray]  # (n, d) -> (n,)
Gradient = Callable[[np.ndarray], np.ndarray]  # (n, d) -> (n, d)

NODES = 40  # of the Gauss-Hermite rule in each direction: exact for polynomials of degree 79
FEWER_NODES = 32  # of a second rule, which shows whether the first is precise
LARGEST_DIMENSION = 4  # the rule has NODES^d points: 2.6 million for d = 4, 102 million for d = 5


def smoothed_gradient(f: Scalar, x: npt.ArrayLike, sigma: float) -> np.ndarray:
    """Gradient in x of E f(x + eps), by Gauss-Hermite quadrature of E[f(x + eps) eps] / sigma^2.

    Parameters
    ----------
    f : callable, (n, d) -> (n,)
        Its gradient is not needed, because integration by parts moves the derivative to the density of the noise.
    x : array_like of shape (d,)
    sigma : float
        Standard deviation of the noise, > 0.

    Returns
    -------
    ndarray of shape (d,)

    Warns
    -----
    UserWarning
        If a rule with fewer nodes gives another gradient, as for a function with a breakpoint within the noise.

    References
    ----------
    Notes, eq. 1.1.1, before the limit.

    Examples
    --------
    >>> smoothed_gradient(lambda x: x[:, 0] ** 3, [2.0], 0.5)  # 3 x^2 + 3 sigma^2
    array([12.75])
    """
    x, sigma = _point(x), arguments.positive("sigma", sigma)
    if x.size > LARGEST_DIMENSION:
        raise ValueError(
            f"x has {x.size} entries, and the rule would need {NODES}^{x.size} points; "
            f"use pathwise_gradient or score_gradient for more than {LARGEST_DIMENSION}"
        )
    gradient, other = (_gauss_hermite(f, x, sigma, nodes) for nodes in (NODES, FEWER_NODES))
    difference, rounding = np.abs(gradient - other).max(), 1e-14 * np.abs(f(x[None])).max() / sigma
    if not difference <= 1e-6 * np.abs(gradient).max() + rounding:
        warnings.warn(
            f"rules of {NODES} and of {FEWER_NODES} nodes differ by {difference:.2g} in the gradient of E f(x + eps): "
            f"f is not smooth enough for them at sigma = {sigma:g}; score_gradient gives a standard error",
            stacklevel=2,
        )
    return gradient


def _gauss_hermite(f: Scalar, x: np.ndarray, sigma: float, n: int) -> np.ndarray:
    nodes, weights = special.roots_hermitenorm(n)
    weights = weights / weights.sum()
    eps = np.array(list(itertools.product(nodes, repeat=x.size)))  # (n^d, d), in units of sigma
    weight = np.array([np.prod(w) for w in itertools.product(weights, repeat=x.size)])
    # E eps = 0, so f(x) may be subtracted. Otherwise the rounding error of f is divided by a small sigma.
    rise = f(x + sigma * eps) - f(x[None])
    return (weight * rise) @ eps / sigma


def pathwise_gradient(gradient: Gradient, x: npt.ArrayLike, noise: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean of grad f(x + eps) over given noise eps (n, d), and its standard error; each of shape (d,)."""
    return _mean_and_error(gradient(_point(x) + noise))


def score_gradient(f: Scalar, x: npt.ArrayLike, noise: np.ndarray, sigma: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean of (f(x + eps) - f(x)) eps / sigma^2 over given noise eps (n, d) ~ N(0, sigma^2 I), and its standard error.

    Subtracting f(x) does not change the expectation and removes most of the variance.
    """
    x = _point(x)
    rise = f(x + noise) - f(x[None])
    return _mean_and_error(rise[:, None] * noise / arguments.positive("sigma", sigma) ** 2)


def _point(x: npt.ArrayLike) -> np.ndarray:
    point = np.asarray(x, dtype=float)
    if point.ndim != 1 or point.size == 0:
        raise ValueError(f"x has shape {point.shape}, expected (d,)")
    return arguments.all_finite("x", point)


def _mean_and_error(terms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return terms.mean(axis=0), terms.std(axis=0, ddof=1) / np.sqrt(len(terms))

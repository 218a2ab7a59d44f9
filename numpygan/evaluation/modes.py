"""Scores of the modes of a mixture of normal distributions: which are found, and how well each is filled.

A divergence is one number for the whole distribution; these scores, which papers report, show each mode. Each comes
with its value for a perfect sampler: in 2-D, 98.889 % of its points lie within 3 sigma, not 100 %.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from numpygan import arguments
from numpygan.distributions import Distribution, Multivariate, MultivariateNormal, Normal, UnivariateMixture

SIGMAS = 3.0  # A point is good within so many standard deviations of the nearest mode, as in the papers.
MIN_POINTS = 10  # good points of a mode, from which its spread can be estimated to about 15 %


class ModeScores(NamedTuple):
    """Scores of generated points; distances are Mahalanobis distances, in standard deviations of the mode."""

    modes: int
    """Number of modes captured: those with at least one point within 3 sigma that is nearest to them."""
    total: int
    """Number of modes of the distribution."""
    share: float
    """Share of the points within 3 sigma of the nearest mode, 0 to 1."""
    perfect_share: float
    """Share for a perfect sampler, if no modes overlap. A larger share means points that are too concentrated."""
    reverse_kl: float
    """Sum of q log(q / weight) in nats, q being the fraction of good points in each mode; nan without good points."""
    reverse_kl_floor: float
    """Mean reverse KL of a perfect sampler with the same number of points."""
    spread_low: float
    """Smallest spread of a mode: 0 if its good points coincide, 1 for a perfect sampler; nan if no mode has 10
    good points."""
    spread_median: float
    spread_high: float
    """Largest spread of a mode: at most 2.18 in 2-D, if all good points lie 3 sigma from the mean."""


def modes_of(distribution: Distribution) -> list[tuple[float, Normal | MultivariateNormal]]:
    """Weights and components of a mixture of normal distributions; ``[]`` for any other distribution."""
    if isinstance(distribution, Normal):
        return [(1.0, distribution)]
    if isinstance(distribution, UnivariateMixture):
        parts = [modes_of(component) for component in distribution.components]
        if not all(parts):
            return []
        return [
            (w * v, normal) for w, part in zip(distribution.weights.tolist(), parts, strict=True) for v, normal in part
        ]
    return list(distribution.normals) if isinstance(distribution, Multivariate) else []


def perfect_share(dim: int) -> float:
    """Probability that a normal point of ``dim`` dimensions is within 3 sigma: 99.730 %, 98.889 %, 97.071 %, ..."""
    return float(stats.chi2.cdf(SIGMAS**2, dim))


def mode_scores(distribution: Distribution, x: npt.ArrayLike) -> ModeScores:
    """Score the points ``x``: modes captured, share within 3 sigma, reverse KL over the modes, spread of the modes.

    Parameters
    ----------
    distribution : Distribution
        A normal distribution or a mixture of them, of any dimension.
    x : array_like of shape (n, d)
        Generated points, n >= 1.

    Returns
    -------
    ModeScores

    Raises
    ------
    TypeError
        If ``distribution`` is not a mixture of normal distributions.

    Notes
    -----
    A point belongs to the mode that is nearest in Mahalanobis distance, |L^-1 (x - mean)| with cov = L L^T. For a
    round mode this is the Euclidean distance / std. For the good points of a perfect sampler the squared distance is
    chi-squared with d degrees of freedom, truncated at 9; its mean is m = d F(9; d + 2) / F(9; d). The spread of a
    mode is the root mean square distance of its good points from the mean of the *distribution's* mode, divided by
    sqrt(m). So the spread is large if the points scatter, and also if they lie beside the mean.

    If modes overlap, the share of a perfect sampler differs from ``perfect_share``, and its q from the weights.

    References
    ----------
    Modes captured and the share are those of Srivastava et al. (2017), VEEGAN, who take 2,500 points; reverse KL
    over the modes was added by Lin et al. (2018), PacGAN. To first order 2 n KL(q || weights), n being the number of
    good points, is chi-squared with K - 1 degrees of freedom, so the floor is (K - 1) / (2 n).

    Examples
    --------
    >>> from numpygan.distributions import ring
    >>> rng = np.random.default_rng(0)
    >>> scores = mode_scores(ring(), ring().sample(2500, rng=rng))
    >>> f"{scores.modes} of {scores.total} modes, {scores.share:.1%} (a perfect sampler: {scores.perfect_share:.1%})"
    '8 of 8 modes, 99.3% (a perfect sampler: 98.9%)'
    """
    found = modes_of(distribution)
    if not found:
        raise TypeError(f"expected a mixture of normal distributions, got {distribution!r}")
    points = arguments.rows("x", np.asarray(x, dtype=float), distribution.dim)
    if len(points) == 0:
        raise ValueError("x has no rows, expected at least 1 point")
    weights, normals = np.array([weight for weight, _ in found]), [normal for _, normal in found]
    nearest, square = _nearest_mode(normals, points)
    good = square <= SIGMAS**2
    counts = np.bincount(nearest[good], minlength=len(normals))
    perfect = perfect_share(distribution.dim)
    perfect_square = distribution.dim * perfect_share(distribution.dim + 2) / perfect
    enough = counts >= MIN_POINTS
    squares = np.bincount(nearest[good], square[good], minlength=len(normals))
    spreads = np.sqrt(squares[enough] / counts[enough] / perfect_square)
    low, median, high = np.quantile(spreads, [0, 0.5, 1]).tolist() if enough.any() else [np.nan] * 3
    return ModeScores(
        modes=int((counts > 0).sum()),
        total=len(normals),
        share=float(good.mean()),
        perfect_share=perfect,
        reverse_kl=float(special.rel_entr(counts / counts.sum(), weights).sum()) if good.any() else np.nan,
        reverse_kl_floor=(len(normals) - 1) / (2 * perfect * len(points)),
        spread_low=low,
        spread_median=median,
        spread_high=high,
    )


def _nearest_mode(normals: list[Normal | MultivariateNormal], x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Index of the mode nearest to each row of ``x`` (n, d), and the squared Mahalanobis distance, both (n,)."""
    nearest, smallest = np.zeros(len(x), dtype=int), np.full(len(x), np.inf)
    with np.errstate(over="ignore", invalid="ignore"):  # for points such as 1e300
        for i, normal in enumerate(normals):
            z = (x - normal.mean) / normal.std if isinstance(normal, Normal) else (x - normal.mean) @ normal.whiten.T
            square = np.einsum("ij,ij->i", z, z)
            closer = square < smallest
            nearest[closer], smallest[closer] = i, square[closer]
    return nearest, smallest

"""Which modes of a mixture of normal distributions were found, and how well each is filled: the scores that papers
print.

They look at the distribution mode by mode, where a divergence adds everything up. Each score stands beside what a
perfect sampler gets: 98.889 % of its points lie within 3 sigma in the plane, not 100 %.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from numpygan import arguments
from numpygan.distributions import Distribution, Multivariate, MultivariateNormal, Normal, UnivariateMixture

SIGMAS = 3.0  # a point is good within so many standard deviations of the nearest mode, as in the papers
LEAST_POINTS = 10  # a mode with fewer good points has no spread that could be told, to some 15 %


class ModeScores(NamedTuple):
    """What generated points say about the modes of a distribution; distances are Mahalanobis, in sigmas of the mode."""

    modes: int
    """Modes captured: nearest to at least one point that lies within 3 sigma."""
    total: int
    """Modes of the distribution."""
    share: float
    """Share of the points within 3 sigma of the nearest mode, 0 to 1."""
    perfect_share: float
    """That of a perfect sampler, if no two modes overlap: above it the points are too concentrated, not better."""
    reverse_kl: float
    """Sum of q log(q / weight) in nats, q being the fraction of the good points in each mode; nan without any."""
    reverse_kl_floor: float
    """What a perfect sampler has on the average, with as many points."""
    spread_low: float
    """Smallest spread of a mode: 0 if its good points are one point, 1 for a perfect sampler; nan if no mode
    has 10 good points."""
    spread_median: float
    spread_high: float
    """Largest spread of a mode: up to 2.18 in the plane, where all good points lie 3 sigma from the mean."""


def modes_of(distribution: Distribution) -> list[tuple[float, Normal | MultivariateNormal]]:
    """The normal distributions that ``distribution`` is mixed from, with their weights, on the line too; ``[]`` for one that is not."""
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
    """Share of a normal distribution's points within 3 sigma, in ``dim`` dimensions: 99.730 %, 98.889 %, 97.071 %, ..."""
    return float(stats.chi2.cdf(SIGMAS**2, dim))


def mode_scores(distribution: Distribution, x: npt.ArrayLike) -> ModeScores:
    """Modes captured, share within 3 sigma, reverse KL over the modes, and the spread in each, of points ``x``.

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
    A point belongs to the mode that is nearest in Mahalanobis distance, |L^-1 (x - mean)| with cov = L L^T,
    which is Euclidean distance / std for a round mode. Among the good points of a perfect sampler the square of
    this distance is chi-squared with d degrees of freedom, cut at 9: its mean is d F(9; d + 2) / F(9; d). The
    spread is the root mean square distance of a mode's good points from the *distribution's* mean, over the root of
    that;
    points in the wrong place spread a mode as points that scatter do.

    Where modes overlap a perfect sampler scores another share than ``perfect_share``, and q is not the weights.

    References
    ----------
    Modes captured and the share are those of Srivastava et al. (2017), VEEGAN, who take 2,500 points; reverse KL
    over the modes was added by Lin et al. (2018), PacGAN. To first order 2 n KL(q || weights), n being the good
    points, is chi-squared with K - 1 degrees of freedom, whence the floor (K - 1) / (2 n).

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
        raise ValueError("x holds no points, expected at least 1")
    weights, normals = np.array([weight for weight, _ in found]), [normal for _, normal in found]
    nearest, square = _nearest_mode(normals, points)
    good = square <= SIGMAS**2
    counts = np.bincount(nearest[good], minlength=len(normals))
    perfect = perfect_share(distribution.dim)
    perfect_square = distribution.dim * perfect_share(distribution.dim + 2) / perfect
    told = counts >= LEAST_POINTS
    squares = np.bincount(nearest[good], square[good], minlength=len(normals))
    spreads = np.sqrt(squares[told] / counts[told] / perfect_square)
    low, median, high = np.quantile(spreads, [0, 0.5, 1]).tolist() if told.any() else [np.nan] * 3
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
    """Which mode is nearest to each row of ``x`` (n, d), and the square of its Mahalanobis distance, both (n,)."""
    nearest, smallest = np.zeros(len(x), dtype=int), np.full(len(x), np.inf)
    with np.errstate(over="ignore", invalid="ignore"):  # a point at 1e300 is far from every mode
        for i, normal in enumerate(normals):
            z = (x - normal.mean) / normal.std if isinstance(normal, Normal) else (x - normal.mean) @ normal.whiten.T
            square = np.einsum("ij,ij->i", z, z)
            closer = square < smallest
            nearest[closer], smallest[closer] = i, square[closer]
    return nearest, smallest

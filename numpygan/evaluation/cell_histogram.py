"""JS over a fixed partition of space, made once for a distribution: cheap enough to be taken at every row of a history.

Any partition gives at most the JS of the distributions themselves, since what differs within a cell is not seen.
This one
is made of cells that the distribution fills about equally, plus one for all the rest of space, where the
distribution has next to
nothing: it needs no density, and it follows a distribution that is thin, far away or in many pieces.
"""

import numpy as np
import numpy.typing as npt
from scipy import special
from scipy.spatial import KDTree

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.numerics.estimate import Estimate
from numpygan.theory.estimators import SampleEstimate

LEAST_PER_CELL = 10  # points of a perfect generator, on the average
REFERENCE = (
    20  # times n points of the distribution tell its mass in each cell: a 20th of the noise of n generated points
)
REPEATS = 20  # perfect generators that are tried for the floor


class CellHistogram:
    """A partition of R^d made for the distribution ``p_data``.

    Points of the distribution are centers; a point belongs to the nearest, in units of the distribution's standard
    deviations, or
    to the last cell if it is farther from there than any point of the distribution was.

    Parameters
    ----------
    p_data : Distribution
        Anything that can be sampled.
    n : int
        How many generated points there will be. The number of cells is 5 sqrt(n), or fewer where that would
        leave less than 10 points in a cell: with more points both the blur and the floor shrink.
    rng : numpy.random.Generator
        Draws the partition; afterwards nothing is random.

    Attributes
    ----------
    mass : ndarray of shape (cells + 1,)
        Of the distribution in each cell; the last is the rest of space.
    floor : Estimate
        What a perfect generator scores on the average; its ``error`` is the standard deviation of one score.

    Notes
    -----
    To first order a perfect generator scores (occupied cells - 1) / (8 n), half of what two samples of n points
    would, for the distribution's masses are known.

    Examples
    --------
    >>> from numpygan.distributions import ring
    >>> rng = np.random.default_rng(0)
    >>> cells = CellHistogram(ring(), 2500, rng=rng)
    >>> cells.js(ring(std=0.04).sample(2500, rng=rng))  # exactly, JS is 0.173
    SampleEstimate(0.1387 +- 0.0045, floor=0.01368 +- 0.0013)
    """

    def __init__(self, p_data: Distribution, n: int, *, rng: np.random.Generator) -> None:
        if not isinstance(p_data, Distribution):
            raise TypeError(f"p_data must be a distribution to draw from (Empirical wraps points), got {p_data!r}")
        self.n, self.dim = arguments.int_at_least("n", n, LEAST_PER_CELL), p_data.dim
        x = p_data.sample(REFERENCE * self.n, rng=arguments.generator(rng))
        std = x.std(axis=0)
        self._unit = np.where(std > 0, std, 1)
        different = rng.permutation(np.unique(x[: self.n], axis=0))  # a distribution with atoms repeats its points
        centers = different[: max(1, min(round(5 * self.n**0.5), len(different) // LEAST_PER_CELL))]
        self._tree = KDTree(centers / self._unit)
        # A last entry for points so far away that the distance overflows: the tree calls their cell len(centers).
        self._radius = np.append(np.zeros(len(centers)), -1)
        distance, nearest = self._tree.query(x / self._unit)
        np.maximum.at(self._radius, nearest, distance)
        # Other points than those that drew the border, which has none of them outside.
        self.mass = self._shares(p_data.sample(REFERENCE * self.n, rng=rng))
        scores = [self._score(self._shares(p_data.sample(self.n, rng=rng))) for _ in range(REPEATS)]
        self.floor = Estimate(float(np.mean(scores)), error=float(np.std(scores, ddof=1)), method="a perfect generator")

    def js(self, generated: npt.ArrayLike) -> SampleEstimate:
        """JS of the distribution and of ``generated`` points (n, d) over the cells, in nats, with the floor.

        But for noise and floor it is at most JS of the distribution and the generator's, and stays below log 2: the
        rest
        of space is given a mass of some 0.005. The error is the standard error of the points.
        """
        x = arguments.rows("generated", np.asarray(generated, dtype=float), self.dim)
        if len(x) != self.n:
            raise ValueError(f"got {len(x)} generated points, expected n = {self.n}, which the floor is for")
        q = self._shares(x)
        seen = q > 0
        log_ratio = np.log(2 * q[seen] / (self.mass[seen] + q[seen]))
        mean = q[seen] @ log_ratio
        error = np.sqrt(q[seen] @ (log_ratio - mean) ** 2 / self.n) / 2
        return SampleEstimate(self._score(q), float(error), f"{self.mass.size} cells", self.floor)

    def _shares(self, x: np.ndarray) -> np.ndarray:
        """The share of the points ``x`` (n, d) in each cell."""
        with np.errstate(over="ignore"):
            distance, nearest = self._tree.query(x / self._unit)
        rest = self._radius.size - 1
        cell = np.where(distance <= self._radius[nearest], nearest, rest)
        return np.bincount(cell, minlength=rest + 1) / len(x)

    def _score(self, q: np.ndarray) -> float:
        m = (self.mass + q) / 2
        return float(special.rel_entr(self.mass, m).sum() + special.rel_entr(q, m).sum()) / 2

"""JS of two histograms over a fixed partition of space, cheap enough for every row of a history.

JS over any partition is at most JS of the distributions, because differences within a cell are lost. This partition
has cells of about equal probability, and one more cell for the rest of space, where the distribution has almost no
probability. It needs no density, and it works for distributions on curves, far from 0 or in many pieces.
"""

import numpy as np
import numpy.typing as npt
from scipy import special
from scipy.spatial import KDTree

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.numerics.estimate import Estimate
from numpygan.theory.estimators import SampleEstimate

MIN_PER_CELL = 10  # points of a perfect generator, on average
REFERENCE = 20  # The masses are estimated from 20 n points: a 20th of the variance of n generated points.
REPEATS = 20  # simulated perfect generators, from which the floor is computed


class CellHistogram:
    """A histogram of ``p_data`` over a partition of R^d, to be compared with generated points.

    The centers of the cells are points of the distribution. A point belongs to the cell of the nearest center, with
    each coordinate divided by its standard deviation. It belongs to the last cell, the rest of space, if it is farther
    from its center than any reference point of that cell.

    Parameters
    ----------
    p_data : Distribution
        It needs ``sample`` only.
    n : int
        Number of generated points. There are 5 sqrt(n) cells, or n / 10 if that is less, so that a cell has at least
        10 points on average. With more points the cells are smaller, and the floor is lower.
    rng : numpy.random.Generator
        For the partition, the masses and the floor. :meth:`js` is deterministic.
    held_out : array_like of shape (m, d), optional
        For a user's own points, of which ``p_data`` draws only those for training: the other ones. The masses are those
        of ``held_out``, and the floor is the JS of the points for training.

    Attributes
    ----------
    mass : ndarray of shape (cells + 1,)
        Probability of each cell under ``p_data``; the last cell is the rest of space.
    floor : Estimate
        The mean JS of a perfect generator; its ``error`` is the standard deviation of a single JS.

    Notes
    -----
    To first order the JS of a perfect generator is (occupied cells - 1) / (8 n). For two samples of n points it is
    twice as large; here the masses of the distribution are known.

    Examples
    --------
    >>> from numpygan.distributions import ring
    >>> rng = np.random.default_rng(0)
    >>> cells = CellHistogram(ring(), 2500, rng=rng)
    >>> cells.js(ring(std=0.04).sample(2500, rng=rng))  # exactly, JS is 0.173
    SampleEstimate(0.1387 +- 0.0045, floor=0.01368 +- 0.0013)
    """

    def __init__(
        self, p_data: Distribution, n: int, *, rng: np.random.Generator, held_out: npt.ArrayLike | None = None
    ) -> None:
        if not isinstance(p_data, Distribution):
            raise TypeError(f"p_data must be a Distribution (Empirical makes one from points), got {p_data!r}")
        self.n, self.dim = arguments.int_at_least("n", n, MIN_PER_CELL), p_data.dim
        x = p_data.sample(REFERENCE * self.n, rng=arguments.generator(rng))
        std = x.std(axis=0)
        self._unit = np.where(std > 0, std, 1)
        different = rng.permutation(np.unique(x[: self.n], axis=0))  # a distribution with atoms repeats its points
        fewest = len(different) if held_out is None else min(len(different), len(np.asarray(held_out)))
        centers = different[: max(1, min(round(5 * self.n**0.5), fewest // MIN_PER_CELL))]
        self._tree = KDTree(centers / self._unit)
        # The last entry is for points whose distance overflows: KDTree returns the index len(centers) for them.
        self._radius = np.append(np.zeros(len(centers)), -1)
        distance, nearest = self._tree.query(x / self._unit)
        np.maximum.at(self._radius, nearest, distance)
        # These must be new points: none of the points that define the radii is outside of them.
        reference = p_data.sample(REFERENCE * self.n, rng=rng) if held_out is None else held_out
        self.mass = self._shares(arguments.rows("held_out", np.asarray(reference, dtype=float), self.dim))
        scores = [self._score(self._shares(p_data.sample(self.n, rng=rng))) for _ in range(REPEATS)]
        self.floor = Estimate(float(np.mean(scores)), error=float(np.std(scores, ddof=1)), method="a perfect generator")

    def js(self, generated: npt.ArrayLike) -> SampleEstimate:
        """JS of the distribution and the ``generated`` points (n, d) over the cells, in nats, with its floor.

        Apart from noise and the floor it is at most the exact JS. It stays below log 2, because the rest of space has
        a mass of about 0.005. The error is the standard error due to the generated points.
        """
        x = arguments.rows("generated", np.asarray(generated, dtype=float), self.dim)
        if len(x) != self.n:
            raise ValueError(f"got {len(x)} generated points, expected n = {self.n}: the floor depends on n")
        q = self._shares(x)
        seen = q > 0
        log_ratio = np.log(2 * q[seen] / (self.mass[seen] + q[seen]))
        mean = q[seen] @ log_ratio
        error = np.sqrt(q[seen] @ (log_ratio - mean) ** 2 / self.n) / 2
        return SampleEstimate(self._score(q), float(error), f"{self.mass.size} cells", self.floor)

    def _shares(self, x: np.ndarray) -> np.ndarray:
        """Fraction of the points ``x`` (n, d) in each cell."""
        with np.errstate(over="ignore"):
            distance, nearest = self._tree.query(x / self._unit)
        rest = self._radius.size - 1
        cell = np.where(distance <= self._radius[nearest], nearest, rest)
        return np.bincount(cell, minlength=rest + 1) / len(x)

    def _score(self, q: np.ndarray) -> float:
        m = (self.mass + q) / 2
        return float(special.rel_entr(self.mass, m).sum() + special.rel_entr(q, m).sum()) / 2

"""What a 1-D distribution needs besides its density, computed from the density: landmarks, cdf and quantile.

A user's own distribution may give only its log density. Where the mass lies is then searched for: log densities do not
underflow, so a climb from the highest points of a coarse grid finds a mode far from 0 too. A spike that is narrower
than the grid and lies beside another mode can be missed; a distribution with such a spike should give its
``landmarks``.
"""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize_scalar

LogDensity = Callable[[np.ndarray], np.ndarray]

GRID = np.concatenate([-np.logspace(9, -4, 1500), [0.0], np.logspace(-4, 9, 1500)])
NODES, WEIGHTS = np.polynomial.legendre.leggauss(20)
MODES = 20  # the largest number of modes that are looked for
NEGLIGIBLE = 40.0  # a mode with exp(-40) of the mass of another is left out
HALVES_OF_AN_INTERVAL = 60  # until the end of a support is found to the last digit
TOLERANCE = 1e-3  # of the mass of the density
DOUBLINGS = 40  # of the distance from a mode, until 1e12 times its width


class DensityTable:
    """The modes of a density, and its integral over the pieces around them.

    Parameters
    ----------
    log_density : callable
        Maps x (n,) to (n,); ``-inf`` where the density is 0.
    support : tuple of two floats

    Attributes
    ----------
    landmarks : ndarray of shape (k,)
        Points around each mode, and points where the density becomes 0.
    """

    def __init__(self, log_density: LogDensity, support: tuple[float, float]) -> None:
        self._log_density = log_density
        low, high = support
        finite = np.isfinite(low) and np.isfinite(high)
        grid = np.linspace(low, high, 3001)[1:-1] if finite else self._half_line(low, high)
        grid, ends = self._with_ends(grid)
        around = [low, high]
        landmarks, nodes = list(ends), list(ends)
        for mode, width in self._modes(grid):
            landmarks += [mode + width * k for k in (-9, -3, 0, 3, 9)]
            steps = width * 2.0 ** np.arange(-3, DOUBLINGS)
            nodes += [mode, *(mode + steps), *(mode - steps)]
        if not landmarks:
            raise ValueError("the log density is -inf wherever it was evaluated; give the distribution a support")
        self.landmarks = np.unique([x for x in landmarks if low < x < high])
        self.nodes = np.unique([x for x in [*nodes, *around] if low <= x <= high and np.isfinite(x)])
        masses = self._integral(self.nodes[:-1], self.nodes[1:])
        self.cumulative = np.concatenate([[0.0], np.cumsum(masses)])
        self._check_mass()

    def cdf(self, x: np.ndarray) -> np.ndarray:
        """P(X <= x) for x (n,)."""
        at = np.clip(x, self.nodes[0], self.nodes[-1])
        piece = np.clip(np.searchsorted(self.nodes, at, side="right") - 1, 0, self.nodes.size - 2)
        below = self.cumulative[piece] + self._integral(self.nodes[piece], at)
        return np.clip(below / self.cumulative[-1], 0, 1)

    def log_density(self, x: np.ndarray) -> np.ndarray:
        """The log density; ``-inf`` where its formula is nan, as inf - inf may be far from the mass."""
        with np.errstate(all="ignore"):
            values = self._log_density(x)
        return np.where(np.isnan(values), -np.inf, values)

    def _check_mass(self) -> None:
        """Refuse a density whose integral is not 1, unless its tails are so heavy that the rest may lie there."""
        mass, ends = float(self.cumulative[-1]), self.nodes[[0, -1]]
        in_tails = float((np.abs(ends) * np.exp(self.log_density(ends))).sum())
        if abs(mass - 1) > TOLERANCE and (mass > 1 or in_tails < TOLERANCE):
            raise ValueError(
                f"the density integrates to {mass:.6g} and not to 1. Subtract {np.log(mass):.6g} from log_density, "
                "or give landmarks at the narrow spikes that the search did not find"
            )

    @staticmethod
    def _half_line(low: float, high: float) -> np.ndarray:
        """The grid of the line, or of the part of it that begins or ends at a finite end."""
        if np.isfinite(low):
            return low + GRID[GRID > 0]
        return high + GRID[GRID < 0] if np.isfinite(high) else GRID

    def _with_ends(self, grid: np.ndarray) -> tuple[np.ndarray, list[float]]:
        """The part of the grid where the density is > 0, and the points between which it becomes 0."""
        inside = np.isfinite(self.log_density(grid))
        ends = []
        for i in np.flatnonzero(inside[1:] != inside[:-1]):
            zero, positive = (grid[i], grid[i + 1]) if inside[i + 1] else (grid[i + 1], grid[i])
            for _ in range(HALVES_OF_AN_INTERVAL):
                middle = (zero + positive) / 2
                is_inside = np.isfinite(self.log_density(np.array([middle])))[0]
                zero, positive = (zero, middle) if is_inside else (middle, positive)
            ends.append(float(positive))
        return grid[inside], ends

    def _modes(self, grid: np.ndarray) -> list[tuple[float, float]]:
        """The modes and their widths, found from the highest points of the grid."""
        if not grid.size:
            return []
        heights = self.log_density(grid)
        padded = np.concatenate([[-np.inf], heights, [-np.inf]])
        local = np.flatnonzero((heights > padded[:-2]) & (heights >= padded[2:]))
        found = []
        for i in local[np.argsort(-heights[local], kind="stable")][:MODES]:
            left, right = grid[max(i - 1, 0)], grid[min(i + 1, grid.size - 1)]
            top = self._climb(left, grid[i], right)
            found.append((top, self._width(top, left, right), float(self.log_density(np.array([top]))[0])))
        most = max((height + np.log(width) for _, width, height in found), default=0.0)
        return [(top, width) for top, width, height in found if height + np.log(width) > most - NEGLIGIBLE]

    def _climb(self, left: float, start: float, right: float) -> float:
        """The highest point between ``left`` and ``right``."""
        if not left < right:
            return float(start)

        def depth(x: float) -> float:
            value = float(self.log_density(np.array([x]))[0])
            return -value if np.isfinite(value) else 1e300

        top = minimize_scalar(
            depth, bounds=(left, right), method="bounded", options={"xatol": 1e-12 * (right - left)}
        ).x
        return float(top if depth(top) < depth(start) else start)

    def _width(self, top: float, left: float, right: float) -> float:
        """The distance at which the log density has fallen by 1 on both sides; it may be far less than the grid's."""
        size = max(abs(top), right - left)
        distances = size * np.logspace(-14, 6, 400)
        height = self.log_density(np.array([top]))[0]
        with np.errstate(all="ignore"):
            sides = np.array([self.log_density(top + distances), self.log_density(top - distances)])
        fallen = ~(sides > height - 1).any(axis=0)
        return float(distances[fallen.argmax()] if fallen.any() else size)

    def _integral(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """The integral (n,) of the density from ``low`` (n,) to ``high`` (n,), none of which has a mode inside."""
        middle, half = (low + high) / 2, (high - low) / 2
        x = middle[:, None] + half[:, None] * NODES
        density = np.exp(self.log_density(x.ravel())).reshape(x.shape)
        return half * (density @ WEIGHTS)

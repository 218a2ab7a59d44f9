"""Preimages of a 1-D generator G: the intervals on which G is monotone, and all z with G(z) = x.

On such an interval each x has at most one preimage. A piecewise-linear generator (ReLU, LeakyReLU, Maxout) is divided
at its breakpoints and inverted by a division; a smooth one is divided where its slope changes sign and inverted by root
finding. ``theory/push_forward.py`` computes the density from the preimages.
"""

import itertools
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from scipy import differentiate
from scipy.optimize import elementwise

from numpygan import arguments
from numpygan.distributions import Univariate

GRID = 2048  # cells in which a smooth generator is searched for turning points
TURNING_REACH = 1e-6  # closer than this to a turning value, relative to it, root finding loses half of the digits
REACH = 5.0  # how far the pieces reach, in units of the 1 - 1e-16 quantile: 41 std of a normal noise


class Preimages(NamedTuple):
    """Pairs of a point and one of its preimages, each an array (m,): G(z) = x[point], G'(z) = slope."""

    point: np.ndarray
    piece: np.ndarray
    z: np.ndarray
    slope: np.ndarray


class TurningPoint(NamedTuple):
    """A turning point of G at an end of a piece: z = z0 + sum_i c_i r^i, where x = x0 + unit r^2.

    Near a turning point x - x0 is proportional to (z - z0)^2, so z is a smooth function of the root r.
    A root finder loses digits there, because G(z) rounds to x0. If the slope jumps instead, as the slope of
    abs(z) does, then c_1 = 0 and the same formula holds.
    """

    piece: int
    x: float
    unit: float
    c: np.ndarray
    z0: float

    @property
    def reach(self) -> float:
        return abs(self.unit)

    def preimage(self, offset: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """z and G'(z) at x0 + offset: by the chain rule the slope is (dx/dr) / (dz/dr)."""
        r = np.sqrt(offset / self.unit)
        _, c1, c2, c3 = self.c
        return self.z0 + r * (c1 + r * (c2 + r * c3)), 2 * self.unit * r / (c1 + r * (2 * c2 + r * 3 * c3))


class MonotonePieces:
    """A 1-D generator z -> G(z), divided into intervals on which it is monotone.

    Parameters
    ----------
    generator : callable or network
        Takes z (n, 1), returns x (n, 1). A network has ``forward``, ``backward``, ``breakpoints`` and ``astype``.
    noise : Univariate
    slope : callable, optional
        G' of shape (n,) -> (n,). By default a network's own backward pass, else finite differences.

    Attributes
    ----------
    z_left, z_right, x_left, x_right : ndarray of shape (k,)
        The ends of the pieces and their images under G. Beyond the reach of the noise, G is replaced by its
        tangent if its slope is constant there; the outermost ends are then infinite.
    slope : ndarray of shape (k,)
        G' on a linear piece, nan on a curved one.
    """

    def __init__(
        self, generator: Any, noise: Univariate, slope: Callable[[np.ndarray], np.ndarray] | None = None
    ) -> None:
        # A copy, so that later training does not change the distribution; in float64, because the rounding of float32
        # would be visible in the density.
        self._generator = generator.astype(np.float64) if hasattr(generator, "astype") else generator
        self._given_slope = slope
        self._reach = _reach(noise)
        breakpoints = self._generator.breakpoints(*self._reach) if hasattr(generator, "breakpoints") else None
        linear = breakpoints is not None
        ends = self._ends_of_pieces(noise, breakpoints)
        self.z_left, self.z_right = ends[:-1], ends[1:]
        # A linear piece is stored as its slope and one point, the end closer to 0: there z and G(z) have more digits.
        at_left = np.abs(self.z_left) <= np.abs(self.z_right)
        self._z0 = np.where(at_left, self.z_left, self.z_right)
        self._x0 = self.G(self._z0)
        tails = np.isinf(self.z_left) | np.isinf(self.z_right)
        beyond = self._z0 + np.where(at_left, 1, -1) * (1 + np.abs(self._z0)) * linear
        with np.errstate(invalid="ignore"):  # the middle of an infinite piece is not used
            inside = np.where(tails, beyond, (self.z_left + self.z_right) / 2)
        self.slope = np.where(tails | linear, self.slope_at(inside), np.nan)
        images = _equal_up_to_rounding(np.concatenate([self._images(self.z_left), self._images(self.z_right)]))
        self.x_left, self.x_right = images[: at_left.size], images[at_left.size :]
        self._turning_fits = self._find_turning_points()

    @property
    def turning_values(self) -> np.ndarray:
        """The x (k,) at which curved pieces turn."""
        return np.array([turning.x for turning in self._turning_fits])

    def _ends_of_pieces(self, noise: Univariate, breakpoints: np.ndarray | None) -> np.ndarray:
        """The ends of all pieces, from left to right; infinite if G is linear from there on."""
        low, high = self._reach
        if breakpoints is None:
            cuts = np.union1d(self._turning_points(low, high), [low, high])
        else:
            cuts = np.union1d(breakpoints, [end for end in noise.support if np.isfinite(end)])
            cuts = cuts if cuts.size else np.array([(low + high) / 2])
        for end, reached in zip(noise.support, (low, high), strict=True):
            if np.isinf(end) and (breakpoints is not None or self._is_straight(reached)):
                cuts = np.union1d(cuts, [end])
        return cuts

    def _is_straight(self, z: float) -> bool:
        """Whether the slope of G is constant to 1e-6 from 0.9 z to z."""
        near, far = self.slope_at(np.array([0.9 * z, z]))
        return bool(abs(far - near) <= 1e-6 * abs(far))

    def _images(self, z: np.ndarray) -> np.ndarray:
        """G at one end of every piece; on a linear piece from its slope."""
        curved = np.isnan(self.slope)
        step = np.where(curved | (self.slope == 0), 0, z - self._z0)
        x = self._x0 + np.where(curved, 0, self.slope) * step
        x[curved] = self.G(z[curved])
        return x

    def G(self, z: np.ndarray) -> np.ndarray:
        """G(z), shape (n,) -> (n,)."""
        forward = getattr(self._generator, "forward", self._generator)
        x = np.asarray(forward(z[:, None]), dtype=float)
        if x.shape != (z.size, 1):
            raise ValueError(f"the generator turned z of shape {(z.size, 1)} into {x.shape}, expected {(z.size, 1)}")
        return arguments.all_finite("the generator's output", x)[:, 0]

    def slope_at(self, z: np.ndarray) -> np.ndarray:
        """G'(z), shape (n,) -> (n,)."""
        if self._given_slope is not None:
            return np.asarray(self._given_slope(z), dtype=float)
        if hasattr(self._generator, "backward"):
            self.G(z)
            return np.asarray(self._generator.backward(np.ones((z.size, 1))), dtype=float)[:, 0]
        differences = differentiate.derivative(
            lambda z: self.G(z.ravel()).reshape(z.shape), z, initial_step=0.01, tolerances={"atol": 1e-9, "rtol": 1e-9}
        )
        if not differences.success.all():
            raise ValueError(
                "finite differences do not converge to a slope of the generator at "
                f"z = {z[~differences.success][0]:g}; pass slope=, or a network"
            )
        return np.asarray(differences.df)

    def _turning_points(self, low: float, high: float) -> np.ndarray:
        grid = np.linspace(low, high, GRID + 1)
        if self._given_slope is None and not hasattr(self._generator, "backward"):
            flat = np.flatnonzero(np.diff(self.G(grid)) == 0)
            if flat.size > GRID // 100:
                raise ValueError(
                    f"the generator is flat at z = {grid[flat[0]]:g}, where p_g has no density; use a network"
                )
        slope = self.slope_at(grid)
        change = np.flatnonzero((slope[:-1] > 0) != (slope[1:] > 0))
        if change.size == 0:
            return np.empty(0)
        found = np.asarray(elementwise.find_root(self.slope_at, (grid[change], grid[change + 1])).x)
        return np.where(np.abs(found) < 1e-12 * (high - low), 0.0, found)  # an even function turns at 0 exactly

    def preimages(self, x: np.ndarray, about: np.ndarray) -> Preimages:
        """All z with G(z) = about + x, for x and about of shape (n,); flat pieces have none."""
        low, high = np.minimum(self.x_left, self.x_right), np.maximum(self.x_left, self.x_right)
        point, piece = _inside(about + x, low, high)
        # Whether a point next to an end lies inside is decided by its offset, which has not been rounded.
        distance, start = x[point], about[point]
        covered = (distance >= low[piece] - start) & (distance <= high[piece] - start) & (self.slope[piece] != 0)
        point, piece = point[covered], piece[covered]
        slope = self.slope[piece]
        z = self._z0[piece] + ((about[point] - self._x0[piece]) + x[point]) / slope
        curved = np.isnan(slope)
        if curved.any():
            z[curved], slope[curved] = self._solve(piece[curved], x[point[curved]], about[point[curved]])
        return Preimages(point, piece, np.clip(z, self.z_left[piece], self.z_right[piece]), slope)

    def _solve(self, piece: np.ndarray, x: np.ndarray, about: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """z and slope with G(z) = about + x on curved pieces, one each."""
        z = self._root(piece, about + x)
        slope = self.slope_at(z)
        for turning in self._turning_fits:
            at = (piece == turning.piece) & (about == turning.x) & (np.abs(x) < turning.reach)
            z[at], slope[at] = turning.preimage(x[at])
        return z, slope

    def _root(self, piece: np.ndarray, x: np.ndarray) -> np.ndarray:
        """z on curved pieces with G(z) = x; the nearer end where rounding puts x just outside of a piece."""
        left, right = self.z_left[piece], self.z_right[piece]
        z = np.array(elementwise.find_root(self._excess, (left, right), args=(x,)).x)
        outside = np.isnan(z)
        nearer_left = np.abs(x - self.x_left[piece]) < np.abs(x - self.x_right[piece])
        z[outside] = np.where(nearer_left, left, right)[outside]
        return z

    def _find_turning_points(self) -> list["TurningPoint"]:
        """The turning points at the ends of curved pieces, fitted to three solutions near each end."""
        found = []
        low, high = self._reach
        for piece in np.flatnonzero(np.isnan(self.slope)):
            ends = (self.z_left[piece], self.x_left[piece]), (self.z_right[piece], self.x_right[piece])
            span = np.abs(ends[0][1] - ends[1][1])
            for (z0, x0), (_, other) in (ends, ends[::-1]):
                if z0 in (low, high) or span == 0:
                    continue  # the piece ends where the noise ends
                unit = np.sign(other - x0) * min(TURNING_REACH * max(1.0, abs(x0)), span / 9)
                r = np.arange(4.0)
                z = np.concatenate([[z0], self._root(np.full(3, piece), x0 + unit * r[1:] ** 2)])
                found.append(
                    TurningPoint(
                        int(piece), float(x0), unit, np.linalg.solve(np.vander(r, increasing=True), z - z0), z0
                    )
                )
        return found

    def _excess(self, z: np.ndarray, target: np.ndarray) -> np.ndarray:
        return self.G(z.ravel()).reshape(z.shape) - target


def _inside(x: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs (i, j) with low[j] <= x[i] <= high[j], as two index arrays (m,); found by sorting."""
    order = np.argsort(x)
    first, last = np.searchsorted(x[order], low, "left"), np.searchsorted(x[order], high, "right")
    counts = last - first
    interval = np.repeat(np.arange(low.size), counts)
    rank = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)  # 0, 1, ... in each interval
    return order[first[interval] + rank], interval


def _equal_up_to_rounding(x: np.ndarray) -> np.ndarray:
    """``x`` with equal values where they differ by rounding only, because neighboring pieces end at the same point."""
    merged = x.copy()
    order = [i for i in np.argsort(x) if np.isfinite(x[i])]
    for before, i in itertools.pairwise(order):
        if merged[i] - merged[before] <= 8 * np.spacing(np.abs(merged[i])):
            merged[i] = merged[before]
    return merged


def _reach(noise: Univariate) -> tuple[float, float]:
    """A finite interval outside which the noise has next to no mass: its support, where that is finite."""
    left, median, right = noise.quantile([1e-16, 0.5, 1 - 1e-16])
    low, high = noise.support
    low = low if np.isfinite(low) else median - REACH * (median - left)
    high = high if np.isfinite(high) else median + REACH * (right - median)
    return float(low), float(high)

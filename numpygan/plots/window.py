"""The rectangle that a 2-D panel shows: it contains most of the data, wherever the generated points are."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from numpygan.plots.style import RIM, SMALL, halo

BULK = 0.005  # of the data on each side, in each coordinate, may lie outside
LEAST_OUTSIDE = 0.01  # of the points outside is worth telling
LONGEST = 5.0  # a rectangle with a larger ratio of width to height is drawn square, with two scales


class Window(NamedTuple):
    """The rectangle that a 2-D panel shows."""

    low: np.ndarray
    high: np.ndarray
    equal: bool
    """Whether both coordinates have the same scale."""

    def frame(self, axes: Axes) -> None:
        axes.set(xlim=(self.low[0], self.high[0]), ylim=(self.low[1], self.high[1]))
        axes.set_aspect("equal" if self.equal else "auto")
        axes.set_box_aspect(1)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The rectangle in the form that ``imshow`` takes."""
        (left, bottom), (right, top) = self.low.tolist(), self.high.tolist()
        return left, right, bottom, top

    def ticks(self, pixels: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the centers of ``pixels`` columns and of as many rows."""
        share = (np.arange(pixels) + 0.5) / pixels
        x1, x2 = (self.low + share[:, None] * (self.high - self.low)).T
        return x1, x2

    def outside(self, x: np.ndarray) -> float:
        """Return the share of the rows of ``x`` (n, 2) outside of the rectangle."""
        return float(1 - ((self.low <= x) & (x <= self.high)).all(axis=1).mean())


def window_of(x: np.ndarray) -> Window:
    """Return a rectangle around most of the data ``x`` (n, 2), with a margin."""
    low, high = np.quantile(x, [BULK, 1 - BULK], axis=0)
    center, half = (low + high) / 2, 0.65 * (high - low)
    half = np.where(half > 0, half, half.max() or 1.0)
    equal = half.max() <= LONGEST * half.min()
    if equal:
        half[:] = half.max()
    return Window(center - half, center + half, bool(equal))


def outside_in_words(window: Window, x: np.ndarray, *, brief: bool = False) -> str:
    """Return a text on the share of the points ``x`` (n, 2) outside of the rectangle; "" if it is tiny."""
    share = window.outside(x)
    if brief:
        return f"{share:.0%} outside" if share > LEAST_OUTSIDE else ""
    return f"{share:.0%} of the points lie outside" if share > LEAST_OUTSIDE else ""


def scatter(axes: Axes, x: np.ndarray, window: Window, color: Any, *, rim: bool = False) -> None:
    """Draw the points ``x`` (n, 2), with a rim if they are on the colors of D; write which share lies outside."""
    edge: dict[str, Any] = RIM if rim else {"linewidths": 0}
    axes.scatter(x[:, 0], x[:, 1], s=4.5 if rim else 3, c=color, alpha=0.7, rasterized=True, **edge)
    if words := outside_in_words(window, x):
        axes.text(0.02, 0.02, words, transform=axes.transAxes, fontsize=SMALL, path_effects=halo(1))
    window.frame(axes)
    axes.set(xlabel="$x_1$", ylabel="$x_2$")

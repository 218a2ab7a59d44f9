"""The canvas that pictures of several panels share, and what is written on it."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from numpygan.plots.style import BOUND, GUIDE

PANEL_SIZE = 4.4, 3.2  # inches; small enough that a phone shows a panel with letters that can be read


def panels(
    count: int = 1, *, columns: int | None = None, size: tuple[float, float] = PANEL_SIZE
) -> tuple[Figure, list[Axes]]:
    """A figure with ``count`` panels of ``size`` inches side by side, or in rows of ``columns``."""
    columns = min(count, columns or count)
    rows = -(-count // columns)
    figure = Figure(figsize=(columns * size[0], rows * size[1]), layout="constrained")
    row = [figure.add_subplot(rows, columns, i + 1) for i in range(count)]
    for axes in row:
        axes.spines[["top", "right"]].set_visible(False)
    return figure, row


def bound(axes: Axes, y: float, text: str, *, x: float = 0.99, below: bool = False) -> None:
    """A dashed horizontal line at ``y``, its name beside it; ``x``, in parts of the width, is where the name ends."""
    axes.axhline(y, **BOUND)
    offset, vertical = ((0, -3), "top") if below else ((0, 3), "bottom")
    axes.annotate(
        text, (x, y), xycoords=("axes fraction", "data"), xytext=offset, textcoords="offset points",
        ha="right", va=vertical, color=GUIDE, fontsize=9,
    )  # fmt: skip


def note(axes: Axes, x: float, y: float, text: str, color: str, *, align: str = "left") -> None:
    """The name of a curve beside it, in its color, at a point of the data."""
    axes.annotate(text, (x, y), color=color, ha=align, va="center", fontsize=9.5)


def legend(axes: Axes, place: Any) -> None:
    """A small legend without a frame."""
    axes.legend(frameon=False, fontsize=9, loc=place, handlelength=1.8)

"""The pictures of the statements by their ids, and the canvas that they share."""

from collections.abc import Callable
from typing import Any, NamedTuple

import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from numpygan import arguments
from numpygan.plots.style import BOUND, GUIDE

PANEL_SIZE = 4.4, 3.2  # inches; small enough that a phone shows a panel with letters that can be read

Draw = Callable[[np.random.Generator], Figure]


class Picture(NamedTuple):
    """What is to be seen, in words, and the function that draws it."""

    caption: str
    draw: Draw


PICTURES: dict[str, Picture] = {}


def picture(id: str, *, caption: str) -> Callable[[Draw], Draw]:
    """Register the decorated function as the picture of the statement ``id``."""

    def register(draw: Draw) -> Draw:
        if id in PICTURES:
            raise ValueError(f"statement {id!r} has two pictures")
        PICTURES[id] = Picture(caption, draw)
        return draw

    return register


def statement_figure(id: str, *, seed: int = 0) -> Figure:
    """The picture of the statement ``id``: its idea at a glance, from numbers computed here and now.

    Parameters
    ----------
    id : str
        One of :data:`PICTURES`.
    seed : int
        Of what is drawn at random.

    Returns
    -------
    matplotlib.figure.Figure
        One row of panels; looks the same whatever style the user's own settings ask for.
    """
    chosen = PICTURES[arguments.known_name("picture", id, PICTURES)]
    rng = np.random.default_rng([arguments.int_at_least("seed", seed, 0), *id.encode()])
    with matplotlib.style.context("default"):
        return chosen.draw(rng)


def panels(count: int = 1) -> tuple[Figure, list[Axes]]:
    """A figure with ``count`` panels side by side."""
    width, height = PANEL_SIZE
    figure = Figure(figsize=(count * width, height), layout="constrained")
    row = [figure.add_subplot(1, count, i + 1) for i in range(count)]
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

"""The pictures of the statements by their ids."""

from collections.abc import Callable
from typing import NamedTuple

import matplotlib.style
import numpy as np
from matplotlib.figure import Figure

from numpygan import arguments

Draw = Callable[[np.random.Generator], Figure]


class Picture(NamedTuple):
    """A caption, and the function that draws the picture."""

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
    """Draw the picture of the statement ``id`` from numbers that are computed now.

    Parameters
    ----------
    id : str
        One of :data:`PICTURES`.
    seed : int
        Seed of all random numbers.

    Returns
    -------
    matplotlib.figure.Figure
        One row of panels. The user's own matplotlib style has no effect.
    """
    chosen = PICTURES[arguments.known_name("picture", id, PICTURES)]
    rng = np.random.default_rng([arguments.int_at_least("seed", seed, 0), *id.encode()])
    with matplotlib.style.context("default"):
        return chosen.draw(rng)

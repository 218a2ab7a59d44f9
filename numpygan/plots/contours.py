"""Where a function of the plane has a value, as lines that an artist can be given again and again."""

from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure


def contour_lines(x1: np.ndarray, x2: np.ndarray, values: np.ndarray, level: float) -> list[np.ndarray]:
    """The lines, each an array (n, 2), along which ``values`` are ``level``; ``[]`` if nowhere.

    Parameters
    ----------
    x1, x2 : ndarray of shape (columns,) and (rows,)
    values : ndarray of shape (rows, columns)
        Where they are not finite there is no line.
    """
    known = np.ma.masked_invalid(values)
    if known.count() < 4 or not known.min() < level < known.max():
        return []
    contours = _never_drawn().contour(x1, x2, known, levels=[level])
    lines = [line for line in contours.allsegs[0] if len(line) > 1]
    contours.remove()
    return lines


@cache
def _never_drawn() -> Axes:
    """Axes for the artist that finds the lines: matplotlib does so when it is asked for contours."""
    return Figure().add_subplot()

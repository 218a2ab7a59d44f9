"""Where a function of the plane has a value, as lines that an artist can be given again and again."""

import numpy as np
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
    axes = Figure().add_subplot()  # is never drawn: matplotlib finds the lines when it is asked for the artist
    return [line for line in axes.contour(x1, x2, known, levels=[level]).allsegs[0] if len(line) > 1]

"""Contour lines as arrays, so that an artist can get new ones in each frame."""

import numpy as np
from contourpy import LineType, contour_generator  # matplotlib depends on it and draws contours with it


def contour_lines(x1: np.ndarray, x2: np.ndarray, values: np.ndarray, level: float) -> list[np.ndarray]:
    """Return the lines, arrays (n, 2), along which ``values`` equal ``level``; ``[]`` if there are none.

    Parameters
    ----------
    x1, x2 : ndarray of shape (columns,) and (rows,)
    values : ndarray of shape (rows, columns)
        There is no line where they are not finite.
    """
    lines = contour_generator(x1, x2, np.ma.masked_invalid(values), line_type=LineType.Separate).lines(level)
    return [line for line in lines if isinstance(line, np.ndarray) and len(line) > 1]

"""Contour lines as arrays, which an artist can be given for each frame."""

import numpy as np
from contourpy import LineType, contour_generator  # matplotlib depends on it and draws contours with it


def contour_lines(x1: np.ndarray, x2: np.ndarray, values: np.ndarray, level: float) -> list[np.ndarray]:
    """The lines, each an array (n, 2), along which ``values`` are ``level``; ``[]`` if nowhere.

    Parameters
    ----------
    x1, x2 : ndarray of shape (columns,) and (rows,)
    values : ndarray of shape (rows, columns)
        Where they are not finite there is no line.
    """
    lines = contour_generator(x1, x2, np.ma.masked_invalid(values), line_type=LineType.Separate).lines(level)
    return [line for line in lines if isinstance(line, np.ndarray) and len(line) > 1]

"""The empirical distribution of a user's own points, for training; it has no density."""

import os
from typing import Self

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.base import Distribution, NoDensityError
from numpygan.distributions.point_files import read_points


class Empirical(Distribution):
    """The uniform distribution on given points: a sample draws them with replacement.

    Parameters
    ----------
    points : array_like of shape (m, d) or (m,)
        Finite numbers, m >= 1.

    Examples
    --------
    >>> Empirical([[0, 1], [2, 3]])
    Empirical(2 points, dim=2)
    """

    def __init__(self, points: npt.ArrayLike) -> None:
        self.points = _checked("points", points)
        self.dim = self.points.shape[1]

    @classmethod
    def from_file(cls, path: str | os.PathLike[str]) -> Self:
        """The points in a ``.csv`` or ``.npy`` file.

        Parameters
        ----------
        path : path
            ``.csv``: UTF-8 text, one point per line, coordinates separated by commas, with or without
            a header. ``.npy``: an array of shape (m, d) or (m,), as ``numpy.save`` writes it.

        Raises
        ------
        ValueError
            If the file is missing, damaged or empty, or if its rows are not finite numbers, equally many in
            each row. The message names the line.
        """
        return cls(_checked(str(path), read_points(path)))

    def __repr__(self) -> str:
        return f"Empirical({self.points.shape[0]} points, dim={self.dim})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        return self.points[arguments.generator(rng).integers(self.points.shape[0], size=n)]

    def log_pdf(self, x: npt.ArrayLike) -> np.ndarray:
        raise NoDensityError(f"{self!r} has no density; it can be used for training only")


def _checked(name: str, points: npt.ArrayLike) -> np.ndarray:
    """A copy of ``points`` of shape (m, d); error messages call it ``name``."""
    array = np.array(points, dtype=float)
    if array.ndim not in (1, 2) or array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}, expected (m, d) or (m,) with m >= 1")
    return arguments.all_finite(name, array.reshape(len(array), -1))

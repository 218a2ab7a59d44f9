"""The empirical distribution of a user's own points, for training; it has no density."""

import os
from typing import Self

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.base import Distribution, NoDensityError
from numpygan.distributions.point_files import read_point_file


class Empirical(Distribution):
    """The uniform distribution on given points: a sample draws them with replacement.

    Parameters
    ----------
    points : array_like of shape (m, d) or (m,)
        Finite numbers, m >= 1.

    Attributes
    ----------
    notes : tuple of str
        How :meth:`from_file` read the file: sentences about its header, index, comments and decimal commas.

    Examples
    --------
    >>> Empirical([[0, 1], [2, 3]])
    Empirical(2 points, dim=2)
    """

    notes: tuple[str, ...] = ()

    def __init__(self, points: npt.ArrayLike) -> None:
        self.points = _checked("points", points)
        self.dim = self.points.shape[1]

    @classmethod
    def from_file(cls, path: str | os.PathLike[str]) -> Self:
        """Return the distribution of the points in a ``.csv``, ``.tsv``, ``.txt``, ``.npy`` or ``.npz`` file.

        Parameters
        ----------
        path : path, or path:columns
            One point in each row. ``points.csv:x,y`` keeps two columns; see
            ``read_point_file`` in ``numpygan/distributions/point_files.py``.

        Raises
        ------
        ValueError
            If the file is missing, damaged or empty, or if its rows are not finite numbers, equally many in
            each row. The message names the line.
        """
        file = read_point_file(path)
        distribution = cls(_checked(str(path), file.points))
        distribution.notes = file.notes
        return distribution

    def __repr__(self) -> str:
        return f"Empirical({self.points.shape[0]} points, dim={self.dim})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        return self.points[arguments.generator(rng).integers(self.points.shape[0], size=n)]

    def log_pdf(self, x: npt.ArrayLike) -> np.ndarray:
        raise NoDensityError(f"{self!r} has no density; it can be used for training only")


def _checked(name: str, points: npt.ArrayLike) -> np.ndarray:
    """A copy of ``points`` of shape (m, d); error messages call it ``name``."""
    if np.ma.is_masked(points):
        raise ValueError(f"{name} has masked entries; keep only the rows without one: numpy.ma.compress_rows({name})")
    given = np.asarray(points)
    if given.dtype.kind not in "iufO":
        raise ValueError(f"{name} holds entries of type {given.dtype}, expected real numbers")
    array = np.array(given, dtype=float)
    if array.ndim not in (1, 2) or array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}, expected (m, d) or (m,) with m >= 1")
    return arguments.all_finite(name, array.reshape(len(array), -1))

"""A user's own points: they can be trained on, but they have no density."""

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.distribution import Distribution, NoDensityError


class Empirical(Distribution):
    """The law that draws, with replacement, from given points.

    Parameters
    ----------
    points : array_like of shape (m, d) or (m,)
        Finite numbers, m >= 1.
    """

    def __init__(self, points: npt.ArrayLike) -> None:
        array = np.array(points, dtype=float)
        if array.ndim == 1:
            array = array[:, None]
        if array.ndim != 2 or array.size == 0:
            raise ValueError(f"points has shape {array.shape}, expected (m, d) or (m,) with m >= 1")
        self.points = arguments.all_finite("points", array)
        self.dim = array.shape[1]

    def __repr__(self) -> str:
        return f"Empirical({self.points.shape[0]} points, dim={self.dim})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        return self.points[arguments.generator(rng).integers(self.points.shape[0], size=n)]

    def log_pdf(self, x: npt.ArrayLike) -> np.ndarray:
        raise NoDensityError(f"{self!r} has no density: it can be trained on, not evaluated")

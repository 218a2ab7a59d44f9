"""The uniform distribution on a box of any number of dimensions."""

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.base import Multivariate


class MultivariateUniform(Multivariate):
    """Independent uniform coordinates on [low_1, high_1] x ... x [low_d, high_d]: density 1 / volume inside, 0 outside.

    Parameters
    ----------
    low, high : array_like of shape (d,)
        Opposite corners of the box, low < high in every coordinate.

    Raises
    ------
    ValueError
        If the shapes do not fit, or if the box has no volume.

    Examples
    --------
    >>> MultivariateUniform([0, 0], [2, 4]).pdf([[1.0, 3.0], [3.0, 1.0]])
    array([0.125, 0.   ])
    """

    def __init__(self, low: npt.ArrayLike, high: npt.ArrayLike) -> None:
        self.low = arguments.all_finite("low", np.array(low, dtype=float))
        self.high = arguments.all_finite("high", np.array(high, dtype=float))
        if self.low.ndim != 1 or self.low.size == 0:
            raise ValueError(f"low has shape {self.low.shape}, expected (d,) with d >= 1")
        if self.high.shape != self.low.shape:
            raise ValueError(f"high has shape {self.high.shape}, expected that of low, {self.low.shape}")
        empty = np.flatnonzero(self.low >= self.high)
        if empty.size:
            i = empty[0]
            raise ValueError(f"low must be < high, got low = {self.low[i]:g} and high = {self.high[i]:g} at index {i}")
        self.dim = self.low.size
        self._log_volume = np.log(self.high - self.low).sum()

    def __repr__(self) -> str:
        if self.dim > 4:
            return f"MultivariateUniform in {self.dim} dimensions"
        return f"MultivariateUniform({self.low.tolist()}, {self.high.tolist()})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        return arguments.generator(rng).uniform(self.low, self.high, size=(n, self.dim))

    def _log_pdf(self, x: np.ndarray) -> np.ndarray:
        inside = ((x >= self.low) & (x <= self.high)).all(axis=1)
        return np.where(inside, -self._log_volume, -np.inf)

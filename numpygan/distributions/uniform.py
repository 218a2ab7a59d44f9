"""The uniform distribution on an interval."""

import numpy as np

from numpygan import arguments
from numpygan.distributions.base import Univariate


class Uniform(Univariate):
    """The uniform distribution on [low, high], with density 1 / (high - low) inside and 0 outside.

    Examples
    --------
    >>> Uniform(0, 2).pdf([-0.1, 0.0, 2.0])
    array([0. , 0.5, 0.5])
    """

    def __init__(self, low: float = 0.0, high: float = 1.0) -> None:
        self.low = arguments.finite("low", low)
        self.high = arguments.finite("high", high)
        if not self.low < self.high:
            raise ValueError(f"low must be < high, got low = {low!r} and high = {high!r}")
        self.support = (self.low, self.high)
        self.landmarks = np.array([self.low, self.high])

    def __repr__(self) -> str:
        return f"Uniform({self.low:g}, {self.high:g})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        return arguments.generator(rng).uniform(self.low, self.high, size=(n, 1))

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        inside = (x >= self.low - about) & (x <= self.high - about)
        return np.where(inside, -np.log(self.high - self.low), -np.inf)

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        return np.clip((x - self.low) / (self.high - self.low), 0, 1)

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        return self.low + u * (self.high - self.low)

"""The univariate normal distribution."""

import numpy as np
from scipy import special

from numpygan import arguments
from numpygan.distributions.base import Univariate

LOG_SQRT_2_PI = 0.5 * np.log(2 * np.pi)

# In standard deviations. A quadrature divides its range at these points: within each part the density is smooth, and
# it is almost 0 beyond the outermost points.
LANDMARKS = np.array([-9.0, -3.0, 0.0, 3.0, 9.0])


class Normal(Univariate):
    """N(mean, std^2), with log density -((x - mean) / std)^2 / 2 - log(std sqrt(2 pi)).

    Parameters
    ----------
    mean : float
    std : float
        The standard deviation, > 0: ``Normal(4, 0.5)`` is N(4, 0.5^2).

    Examples
    --------
    >>> Normal(0, 1).log_pdf([500.0])
    array([-125000.91893853])
    """

    def __init__(self, mean: float = 0.0, std: float = 1.0) -> None:
        self.mean = arguments.finite("mean", mean)
        self.std = arguments.positive("std", std)
        self.support = (-np.inf, np.inf)
        self.landmarks = self.mean + self.std * LANDMARKS

    def __repr__(self) -> str:
        return f"Normal({self.mean:g}, {self.std:g})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        return arguments.generator(rng).normal(self.mean, self.std, size=(n, 1))

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        with np.errstate(over="ignore"):  # z^2 overflows beyond 1e154 standard deviations, and the log density is -inf
            z = (about - self.mean + x) / self.std
            return -0.5 * z * z - (np.log(self.std) + LOG_SQRT_2_PI)

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        return special.ndtr((x - self.mean) / self.std)

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        return self.mean + self.std * special.ndtri(u)

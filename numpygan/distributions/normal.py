"""The normal distribution, the first example of nearly every lesson."""

import numpy as np
from scipy import special

from numpygan import arguments
from numpygan.distributions.base import Univariate

LOG_SQRT_2_PI = 0.5 * np.log(2 * np.pi)

# Where the mass sits, in standard deviations: a quadrature that cuts its range here sees a density
# that is smooth within each piece, and beyond the last cut almost nothing.
LANDMARKS = np.array([-9.0, -3.0, 0.0, 3.0, 9.0])


class Normal(Univariate):
    """N(mean, std^2), with log density -((x - mean) / std)^2 / 2 - log(std sqrt(2 pi)).

    Parameters
    ----------
    mean : float
    std : float
        The standard deviation, > 0. Not the variance: the N(4, 0.5) of this project has std 0.5.

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
        with np.errstate(over="ignore"):  # 1e154 standard deviations away: -inf
            z = (about - self.mean + x) / self.std
            return -0.5 * z * z - (np.log(self.std) + LOG_SQRT_2_PI)

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        return special.ndtr((x - self.mean) / self.std)

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        return self.mean + self.std * special.ndtri(u)

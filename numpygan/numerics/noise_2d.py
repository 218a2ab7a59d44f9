"""2-D noise in standardized coordinates w: standard normal, or uniform on the unit square.

The noise is z = origin + axes w. A ``StandardizedNoise`` gives the ticks of a mesh that is fine where the noise is
dense, the log density at w, and the exact probability of a triangle.
"""

from abc import ABC, abstractmethod

import numpy as np
from scipy import special

from numpygan.distributions import Distribution, MultivariateNormal

REACH = 7.5  # standard deviations in each direction: outside the square lies a mass of 1.3e-13
FAR = 38.0  # standard deviations at which the density underflows; used for generators that are linear there
STRETCH = 2.0  # the grid lines are quantiles of a normal distribution so many times as wide as the noise


class StandardizedNoise(ABC):
    """The distribution of w, and the map from w to noise: z = origin + axes w."""

    origin: np.ndarray  # (2,)
    axes: np.ndarray  # (2, 2)

    def points(self, w: np.ndarray) -> np.ndarray:
        """z (..., 2) at coordinates w (..., 2)."""
        return self.origin + w @ self.axes.T

    def coordinates(self, z: np.ndarray) -> np.ndarray:
        """w (n, 2) of points z (n, 2)."""
        return np.linalg.solve(self.axes, (z - self.origin).T).T

    @abstractmethod
    def ticks(self, cells: int, reach: float = REACH) -> np.ndarray:
        """Coordinates of the grid lines of a mesh of ``cells`` x ``cells`` cells, of shape (cells + 1,)."""

    @abstractmethod
    def log_density(self, w: np.ndarray) -> np.ndarray:
        """Log density of w, (..., 2) -> (...)."""

    @abstractmethod
    def mass(self, corners: np.ndarray) -> np.ndarray:
        """Probability (k,) that w falls in each of the triangles (k, 3, 2)."""


class StandardizedNormalNoise(StandardizedNoise):
    """w is standard normal; the mesh covers the square from -reach to reach."""

    def __init__(self, noise: MultivariateNormal) -> None:
        self.origin, self.axes = noise.mean, noise.cholesky

    def ticks(self, cells: int, reach: float = REACH) -> np.ndarray:
        end = special.ndtr(-reach / STRETCH)
        inner = STRETCH * special.ndtri(np.linspace(end, 1 - end, cells + 1)[1:-1])
        return np.concatenate([[-reach], inner, [reach]])

    def log_density(self, w: np.ndarray) -> np.ndarray:
        return -(w**2).sum(axis=-1) / 2 - np.log(2 * np.pi)

    def mass(self, corners: np.ndarray) -> np.ndarray:
        """The sum over the edges of the signed mass of the triangle that an edge spans with 0.

        In polar coordinates that is, for the part of the edge up to s from the foot of the
        perpendicular of length h, the integral of (1 - exp(-(h / cos phi)^2 / 2)) / (2 pi) over phi from 0
        to arctan(s / h), which is arctan(s / h) / (2 pi) - T(h, s / h) with the function T of Owen (1956).
        """
        start, end = corners, np.roll(corners, -1, axis=1)
        length = np.linalg.norm(end - start, axis=2, keepdims=True)
        along = (end - start) / np.where(length > 0, length, 1)  # (k, 3, 2)
        height = start[..., 0] * along[..., 1] - start[..., 1] * along[..., 0]
        h = np.where(height == 0, 1, np.abs(height))
        total = np.zeros(height.shape)
        for sign, corner in ((1, end), (-1, start)):
            s = (corner * along).sum(axis=2)
            total += sign * (np.arctan2(s, h) / (2 * np.pi) - special.owens_t(h, s / h))
        return np.abs((np.sign(height) * total).sum(axis=1))


class StandardizedUniformNoise(StandardizedNoise):
    """w is uniform on the unit square, which the mesh covers."""

    def __init__(self, low: np.ndarray, high: np.ndarray) -> None:
        self.origin, self.axes = low, np.diag(high - low)

    def ticks(self, cells: int, reach: float = REACH) -> np.ndarray:
        return np.linspace(0, 1, cells + 1)

    def log_density(self, w: np.ndarray) -> np.ndarray:
        return np.zeros(w.shape[:-1])

    def mass(self, corners: np.ndarray) -> np.ndarray:
        side, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
        return np.abs(side[:, 0] * other[:, 1] - side[:, 1] * other[:, 0]) / 2


def standardize_noise(noise: Distribution) -> StandardizedNoise:
    """Standardized coordinates of ``noise``, a ``MultivariateNormal`` or uniform on a box from ``low`` to ``high``."""
    if not isinstance(noise, Distribution) or noise.dim != 2:
        raise TypeError(f"noise must be a 2-D distribution, got {noise!r}")
    if isinstance(noise, MultivariateNormal):
        return StandardizedNormalNoise(noise)
    if hasattr(noise, "low") and hasattr(noise, "high"):
        return StandardizedUniformNoise(np.asarray(noise.low, dtype=float), np.asarray(noise.high, dtype=float))
    raise TypeError(f"noise must be a MultivariateNormal or uniform on a box (with low and high), got {noise!r}")

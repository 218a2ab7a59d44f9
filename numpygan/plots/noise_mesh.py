"""2-D noise as a grid of cells with equal probability, and the image of this grid under G.

p_g is high where the images of the cells are small. The denser the image of a cell, the more opaque it is drawn.
"""

import numpy as np
from scipy import special

from numpygan.distributions import Distribution
from numpygan.nets import Network
from numpygan.numerics.noise_2d import StandardizedNormalNoise, standardize_noise

CELLS = 16  # in each direction
BEYOND = 0.002  # of the noise in each coordinate lies outside of a normal distribution's grid, on each side
MOST = 0.8  # opacity


class NoiseMesh:
    """A grid of ``cells`` x ``cells`` cells of 2-D noise, which is normal or uniform on a box.

    Attributes
    ----------
    corners : ndarray of shape (cells + 1, cells + 1, 2)
        Points of the noise.
    mass : ndarray of shape (cells * cells,)
        Probability of each cell.
    """

    def __init__(self, noise: Distribution, cells: int = CELLS) -> None:
        plane = standardize_noise(noise)
        level = np.linspace(0, 1, cells + 1)
        ticks = level
        if isinstance(plane, StandardizedNormalNoise):
            level[[0, -1]] = BEYOND, 1 - BEYOND
            ticks = special.ndtri(level)
        self.corners = plane.points(np.stack(np.meshgrid(ticks, ticks, indexing="ij"), axis=-1))
        self.mass = np.outer(np.diff(level), np.diff(level)).ravel()

    def images(self, generator: Network) -> np.ndarray:
        """Return the corners of each cell's image under ``generator``, in order around it, (cells * cells, 4, 2)."""
        x = generator.forward(self.corners.reshape(-1, 2)).astype(float).reshape(self.corners.shape)
        return np.stack([x[:-1, :-1], x[1:, :-1], x[1:, 1:], x[:-1, 1:]], axis=2).reshape(-1, 4, 2)


def areas(quads: np.ndarray) -> np.ndarray:
    """Return the areas (k,) of quadrilaterals (k, 4, 2) that do not cross themselves."""
    (a, b), (c, d) = (np.moveaxis(quads[:, i + 2] - quads[:, i], -1, 0) for i in (0, 1))
    return np.abs(a * d - b * c) / 2


def opacity(density: np.ndarray, reference: float) -> np.ndarray:
    """Return an opacity from 0 to 0.8 that increases with the density; 0.4 for ``density`` equal to ``reference``."""
    return MOST * (1 - reference / (reference + density))

"""The plane of the noise as a grid of equally likely cells, and what G makes of it: a warped grid.

Where G crowds cells together p_g is high, where it pulls them apart p_g is low. So a cell is drawn the more opaque
the denser its image is; what is hardly seen is hardly ever generated.
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
    """``cells`` x ``cells`` cells of a noise of the plane: normal, or uniform on a box.

    Attributes
    ----------
    corners : ndarray of shape (cells + 1, cells + 1, 2)
        In the plane of the noise.
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
        """The four corners of each cell's image under ``generator``, in order around it, (cells * cells, 4, 2)."""
        x = generator.forward(self.corners.reshape(-1, 2)).astype(float).reshape(self.corners.shape)
        return np.stack([x[:-1, :-1], x[1:, :-1], x[1:, 1:], x[:-1, 1:]], axis=2).reshape(-1, 4, 2)


def areas(quads: np.ndarray) -> np.ndarray:
    """Areas (k,) of quadrilaterals (k, 4, 2) that do not cross themselves."""
    (a, b), (c, d) = (np.moveaxis(quads[:, i + 2] - quads[:, i], -1, 0) for i in (0, 1))
    return np.abs(a * d - b * c) / 2


def opacity(density: np.ndarray, reference: float) -> np.ndarray:
    """Between 0 and 0.8, the more the denser; half of that for ``density`` equal to ``reference``."""
    return MOST * (1 - reference / (reference + density))

"""Distributions of the plane with many modes: the ring and the grid that GANs are known to lose modes of, the checkerboard."""

import numpy as np

from numpygan import arguments
from numpygan.distributions.mixture import MultivariateMixture
from numpygan.distributions.multivariate_normal import MultivariateNormal
from numpygan.distributions.multivariate_uniform import MultivariateUniform


def ring(modes: int = 8, radius: float = 2.0, std: float = 0.02) -> MultivariateMixture:
    """``modes`` equal round normal distributions, evenly spaced on a circle; the first lies at angle 0.

    Parameters
    ----------
    modes : int
    radius : float
        Of the circle.
    std : float
        Of each mode, in each direction.

    References
    ----------
    The defaults are those of Metz et al. (2017), Unrolled GANs, and Srivastava et al. (2017), VEEGAN.

    Examples
    --------
    >>> ring().log_pdf([[2.0, 0.0]])
    array([3.9067274])
    """
    # The last angle is not 2 pi, which would repeat the first mode.
    angles = 2 * np.pi * np.arange(arguments.positive_int("modes", modes)) / modes
    radius = arguments.positive("radius", radius)
    return _round_modes(radius * np.stack([np.cos(angles), np.sin(angles)], axis=1), std)


def grid(side: int = 5, spacing: float = 2.0, std: float = 0.05) -> MultivariateMixture:
    """``side`` x ``side`` equal round normal distributions on a square lattice around 0.

    Parameters
    ----------
    side : int
    spacing : float
        Between neighbors.
    std : float
        Of each mode, in each direction.

    References
    ----------
    The defaults are those of Lin et al. (2018), PacGAN.

    Examples
    --------
    >>> len(grid().components)
    25
    """
    side = arguments.positive_int("side", side)
    ticks = arguments.positive("spacing", spacing) * (np.arange(side) - (side - 1) / 2)
    return _round_modes(np.stack(np.meshgrid(ticks, ticks, indexing="ij"), axis=-1).reshape(-1, 2), std)


def checkerboard(side: int = 4, spacing: float = 1.0) -> MultivariateMixture:
    """Uniform on the dark squares of a board of ``side`` x ``side`` around 0; the lower left corner is dark.

    Parameters
    ----------
    side : int
        Squares along an edge, at least 2.
    spacing : float
        The length of the edge of a square.

    References
    ----------
    The ``checkerboard`` in the code of Grathwohl et al. (2019), FFJORD, there with a spacing of 2.

    Examples
    --------
    >>> checkerboard().pdf([[-1.5, -1.5], [-0.5, -1.5]])  # 8 of 16 squares, of area 1
    array([0.125, 0.   ])
    """
    side = arguments.int_at_least("side", side, 2)
    spacing = arguments.positive("spacing", spacing)
    i, j = np.indices((side, side))
    corners = spacing * (np.argwhere((i + j) % 2 == 0) - side / 2)
    weights = np.full(len(corners), 1 / len(corners))
    return MultivariateMixture(weights, [MultivariateUniform(corner, corner + spacing) for corner in corners])


def _round_modes(centers: np.ndarray, std: float) -> MultivariateMixture:
    variance = arguments.positive("std", std) ** 2
    weights = np.full(len(centers), 1 / len(centers))
    return MultivariateMixture(weights, [MultivariateNormal(center, variance) for center in centers])

"""2-D toy distributions with an exact density: ring, grid, checkerboard and annulus.

GANs often lose modes of the ring and of the grid. The support of the checkerboard has many pieces, that of the annulus
has a hole.
"""

import numpy as np

from numpygan import arguments
from numpygan.distributions.base import Multivariate
from numpygan.distributions.mixture import MultivariateMixture
from numpygan.distributions.multivariate_normal import MultivariateNormal
from numpygan.distributions.multivariate_uniform import MultivariateUniform


def ring(modes: int = 8, radius: float = 2.0, std: float = 0.02) -> MultivariateMixture:
    """A mixture of ``modes`` equal normal distributions N(center, std^2 I), evenly spaced on a circle from angle 0.

    Parameters
    ----------
    modes : int
    radius : float
        Radius of the circle.
    std : float
        Standard deviation of each mode, in each direction.

    References
    ----------
    The defaults are those of Metz et al. (2017), Unrolled GANs, and Srivastava et al. (2017), VEEGAN.

    Examples
    --------
    >>> ring().log_pdf([[2.0, 0.0]])
    array([3.9067274])
    """
    # The angle 2 pi is left out, because it would repeat the first mode.
    angles = 2 * np.pi * np.arange(arguments.positive_int("modes", modes)) / modes
    radius = arguments.positive("radius", radius)
    return _round_modes(radius * np.stack([np.cos(angles), np.sin(angles)], axis=1), std)


def grid(side: int = 5, spacing: float = 2.0, std: float = 0.05) -> MultivariateMixture:
    """A mixture of ``side`` x ``side`` equal normal distributions N(center, std^2 I) on a square lattice around 0.

    Parameters
    ----------
    side : int
    spacing : float
        Distance of neighboring modes.
    std : float
        Standard deviation of each mode, in each direction.

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
    """The uniform distribution on the dark squares of a checkerboard around 0, whose lower left square is dark.

    Parameters
    ----------
    side : int
        Number of squares along an edge, at least 2.
    spacing : float
        Edge length of a square.

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


class Annulus(Multivariate):
    """The uniform distribution between two circles around 0; see :func:`annulus`."""

    dim = 2

    def __init__(self, inner: float, outer: float) -> None:
        self.inner, self.outer = arguments.finite("inner", inner), arguments.finite("outer", outer)
        if not 0 <= self.inner < self.outer:
            raise ValueError(f"radii must have 0 <= inner < outer, got inner = {inner!r} and outer = {outer!r}")
        self._squares = (self.outer - self.inner) * (self.outer + self.inner)  # outer^2 - inner^2

    def __repr__(self) -> str:
        return f"annulus({self.inner:g}, {self.outer:g})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        u, angle = arguments.generator(rng).random((2, n))
        # The area within the radius r is pi (r^2 - inner^2): r^2 is uniform, r is not.
        r = np.sqrt(u * self._squares + self.inner**2)
        return np.stack([r * np.cos(2 * np.pi * angle), r * np.sin(2 * np.pi * angle)], axis=1)

    def _log_pdf(self, x: np.ndarray) -> np.ndarray:
        with np.errstate(over="ignore"):  # the distance of a point at 1e308 overflows to inf, which is outside
            r = np.hypot(x[:, 0], x[:, 1])
        return np.where((self.inner <= r) & (r <= self.outer), -np.log(np.pi * self._squares), -np.inf)


def annulus(inner: float = 1.0, outer: float = 2.0) -> Annulus:
    """The uniform distribution between two circles around 0, with density 1 / (pi (outer^2 - inner^2)).

    Parameters
    ----------
    inner, outer : float
        Radii, 0 <= inner < outer; inner = 0 gives a disk.

    Raises
    ------
    ValueError
        If not 0 <= inner < outer.

    Examples
    --------
    >>> annulus(1, 2).pdf([[0.0, 1.5], [0.0, 0.5]]) * np.pi
    array([0.33333333, 0.        ])
    """
    return Annulus(inner, outer)

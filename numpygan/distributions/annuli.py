"""The uniform distribution between two circles: one connected piece with a hole, and an exact density."""

import numpy as np

from numpygan import arguments
from numpygan.distributions.base import Multivariate


class Annulus(Multivariate):
    """Uniform in area between two circles around 0; made by :func:`annulus`."""

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
        with np.errstate(over="ignore"):  # of a point 1e308 away: outside
            r = np.hypot(x[:, 0], x[:, 1])
        return np.where((self.inner <= r) & (r <= self.outer), -np.log(np.pi * self._squares), -np.inf)


def annulus(inner: float = 1.0, outer: float = 2.0) -> Annulus:
    """Uniform in area between the circles of radius ``inner`` and ``outer``: density 1 / (pi (outer^2 - inner^2)).

    Parameters
    ----------
    inner, outer : float
        Radii, 0 <= inner < outer; a disk for inner = 0.

    Raises
    ------
    ValueError
        For radii that leave no area.

    Examples
    --------
    >>> annulus(1, 2).pdf([[0.0, 1.5], [0.0, 0.5]]) * np.pi
    array([0.33333333, 0.        ])
    """
    return Annulus(inner, outer)

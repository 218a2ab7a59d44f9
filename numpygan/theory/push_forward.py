"""The exact distribution p_g of a 1-D generator G(z).

The change of variables that turns an expectation over z into one over x (eq. 1.3.4) also gives the
density: p_g(x) = sum over all z with G(z) = x of p_z(z) / |G'(z)|. The result is a distribution, so
``js``, ``criterion`` and the others accept it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from numpygan.distributions import Univariate
from numpygan.numerics.preimages import MonotonePieces

ROOT_ROUNDING = 1e-10  # relative error of a log density whose preimages were found by root finding


class PushForward(Univariate):
    """The distribution of G(z) for univariate noise z and G(z) in R.

    Where G is not one-to-one the density sums over all preimages; where G is flat on an interval
    (a dead ReLU), its mass sits in an atom.

    Parameters
    ----------
    generator : callable or network
        Takes z of shape (n, 1), returns x of shape (n, 1). A network is copied: this is the distribution of
        the generator as it is now. The density is exact for a piecewise-linear network; for a
        smooth generator its relative error is about 1e-10, that of root finding.
    noise : Univariate
        A continuous distribution, the p_z of the notes.
    slope : callable, optional
        G' of shape (n,) -> (n,), for a plain function whose slope is known.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> chi2 = PushForward(lambda z: z**2, Normal(), slope=lambda z: 2 * z)
    >>> chi2.pdf([1.0])  # exp(-1/2) / sqrt(2 pi)
    array([0.24197072])

    References
    ----------
    Notes, eq. 1.3.4.
    """

    exact_support = False  # the support ends where the mass of the noise underflows

    def __init__(
        self, generator: Any, noise: Univariate, *, slope: Callable[[np.ndarray], np.ndarray] | None = None
    ) -> None:
        if not isinstance(noise, Univariate) or noise.atoms.size:
            raise TypeError(f"noise must be a continuous univariate distribution, got {noise!r}")
        self.generator, self.noise = generator, noise
        self._pieces = pieces = MonotonePieces(generator, noise, slope)
        self._mass = noise._cdf(pieces.z_right) - noise._cdf(pieces.z_left)
        flat = pieces.slope == 0
        self.has_density = not flat.all()
        if np.isnan(pieces.slope).any():
            self.rounding = ROOT_ROUNDING
        self.atoms, which = np.unique(pieces.x_left[flat], return_inverse=True)
        self._atom_mass = np.bincount(which, self._mass[flat], self.atoms.size)
        ends = np.concatenate([pieces.x_left, pieces.x_right])
        self.support = (float(ends.min()), float(ends.max()))
        z = noise.landmarks[(noise.landmarks >= pieces.z_left[0]) & (noise.landmarks <= pieces.z_right[-1])]
        self.landmarks = np.unique(np.concatenate([ends[np.isfinite(ends)], pieces.G(z)]))

    def __repr__(self) -> str:
        return f"PushForward({self._mass.size} pieces, noise={self.noise!r})"

    @property
    def ends(self) -> np.ndarray:
        # At a turning point of G the density is singular, as it can be at an end of the support.
        return np.union1d(super().ends, self._pieces.turning_values)

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        z = self.noise.sample(n, rng=rng)
        return self._pieces.G(z[:, 0])[:, None]

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        found = self._pieces.preimages(x, np.broadcast_to(np.asarray(about, dtype=float), x.shape))
        with np.errstate(divide="ignore"):  # at a turning point the density is infinite
            terms = self.noise._log_pdf(found.z, 0.0) - np.log(np.abs(found.slope))
        return log_sum_by_index(terms, found.point, x.size)

    def _log_mass(self, x: np.ndarray) -> np.ndarray:
        log_mass = np.full(x.shape, -np.inf)
        for place, mass in zip(self.atoms, self._atom_mass, strict=True):
            log_mass[x == place] = np.log(mass) if mass > 0 else -np.inf
        return log_mass

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        pieces = self._pieces
        below = np.maximum(pieces.x_left, pieces.x_right) <= x[:, None]
        total = below @ self._mass
        found = pieces.preimages(x, np.zeros(x.shape))
        cut = ~below[found.point, found.piece]
        piece, z = found.piece[cut], self.noise._cdf(found.z[cut])
        rising = pieces.x_right[piece] > pieces.x_left[piece]
        part = np.where(rising, z - self.noise._cdf(pieces.z_left[piece]), self.noise._cdf(pieces.z_right[piece]) - z)
        return np.clip(total + np.bincount(found.point[cut], part, x.size), 0, 1)

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        ends = self.landmarks[[0, -1]]  # if the support is infinite, the mass beyond these is negligible
        low = np.where(u == 0, self.support[0], ends[0])
        high = np.where(u == 1, self.support[1], ends[1])
        return self._bisected_quantile(u, low, high)


def log_sum_by_index(terms: np.ndarray, index: np.ndarray, n: int) -> np.ndarray:
    """Log of the sum of exp(terms) over equal ``index``, of shape (n,); -inf where there is no term."""
    largest = np.full(n, -np.inf)
    np.maximum.at(largest, index, terms)
    shift = np.where(np.isfinite(largest), largest, 0)
    with np.errstate(divide="ignore", over="ignore"):
        return shift + np.log(np.bincount(index, np.exp(terms - shift[index]), n))

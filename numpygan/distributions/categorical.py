"""The categorical distribution: finitely many points with given probabilities."""

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.base import Univariate


class Categorical(Univariate):
    """P(X = points[i]) = probs[i].

    Parameters
    ----------
    probs : array_like of shape (k,)
        Numbers >= 0 that sum to 1. Zeros are allowed; they make KL infinite.
    points : array_like of shape (k,), optional
        Distinct real numbers; 0, 1, ..., k - 1 unless given.

    Examples
    --------
    >>> Categorical([0.5, 0.25, 0.25]).pdf([0, 2, 3])
    array([0.5 , 0.25, 0.  ])
    """

    has_density = False

    def __init__(self, probs: npt.ArrayLike, points: npt.ArrayLike | None = None) -> None:
        weights = arguments.probabilities("probs", probs)
        places = np.arange(weights.size, dtype=float) if points is None else arguments.points("points", points)
        if places.shape != weights.shape:
            raise ValueError(f"points has shape {places.shape}, expected that of probs, {weights.shape}")
        order = np.argsort(places)
        self.atoms, self.probs = places[order], weights[order]
        if (np.diff(self.atoms) <= 0).any() or not np.isfinite(self.atoms).all():
            raise ValueError(f"points must be finite and distinct, got {places}")
        with np.errstate(divide="ignore"):  # log 0 = -inf is the log mass of a point of probability 0
            self._log_probs = np.log(self.probs)
        self._cumulative = np.minimum(np.cumsum(self.probs), 1)
        carrying = self.atoms[self.probs > 0]
        self.support = (float(carrying[0]), float(carrying[-1]))
        self.landmarks = np.empty(0)

    def __repr__(self) -> str:
        return f"Categorical({np.array2string(self.probs, precision=4, separator=', ', threshold=8)})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        return arguments.generator(rng).choice(self.atoms, size=(n, 1), p=self.probs)

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        return self._log_mass(x + about)

    def _log_mass(self, x: np.ndarray) -> np.ndarray:
        nearest = np.minimum(np.searchsorted(self.atoms, x), self.atoms.size - 1)
        return np.where(self.atoms[nearest] == x, self._log_probs[nearest], -np.inf)

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        return np.concatenate([[0.0], self._cumulative])[np.searchsorted(self.atoms, x, side="right")]

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        rank = np.searchsorted(self._cumulative, u)
        first, last = np.flatnonzero(self.probs)[[0, -1]]
        return self.atoms[np.clip(rank, first, last)]

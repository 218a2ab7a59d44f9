"""Mixtures: several modes, narrow spikes, contaminated laws."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.distribution import Univariate


class Mixture(Univariate):
    """sum_i weights[i] p_i for laws p_i on the real line, continuous, discrete or both.

    Parameters
    ----------
    weights : array_like of shape (k,)
        Numbers >= 0 that sum to 1.
    components : sequence of k univariate laws

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)]).cdf([0.0])
    array([0.5])
    """

    def __init__(self, weights: npt.ArrayLike, components: Sequence[Univariate]) -> None:
        given = arguments.probabilities("weights", weights)
        if len(components) != given.size:
            raise ValueError(f"got {given.size} weights for {len(components)} components")
        for i, law in enumerate(components):
            if not isinstance(law, Univariate):
                raise TypeError(f"component {i} must be a univariate law, got {law!r}")
        present = np.flatnonzero(given).tolist()
        self.weights = given[present]
        self.components = [components[i] for i in present]
        self._log_weights = np.log(self.weights)
        self.support = (
            min(law.support[0] for law in self.components),
            max(law.support[1] for law in self.components),
        )
        self.landmarks = np.unique(np.concatenate([law.landmarks for law in self.components]))
        self.atoms = np.unique(np.concatenate([law.atoms for law in self.components]))
        self.has_density = any(law.has_density for law in self.components)

    def __repr__(self) -> str:
        shown = " + ".join(f"{w:g} {law!r}" for w, law in zip(self.weights, self.components, strict=True))
        return f"Mixture({shown})" if len(self.components) <= 4 else f"Mixture of {len(self.components)} laws"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        counts = arguments.generator(rng).multinomial(n, self.weights)
        draws = [law.sample(int(count), rng=rng) for law, count in zip(self.components, counts, strict=True)]
        return rng.permutation(np.concatenate(draws))

    @property
    def ends(self) -> np.ndarray:
        return np.unique(np.concatenate([law.ends for law in self.components if law.has_density] or [np.empty(0)]))

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        spread = [i for i, law in enumerate(self.components) if law.has_density]
        if not spread:
            return self._log_mass(x + about)
        terms = [self._log_weights[i] + self.components[i]._log_pdf(x, about) for i in spread]
        return np.logaddexp.reduce(terms, axis=0)

    def _log_mass(self, x: np.ndarray) -> np.ndarray:
        return np.logaddexp.reduce([w + law._log_mass(x) for w, law in self._weighted()], axis=0)

    def _weighted(self) -> list[tuple[float, Univariate]]:
        return list(zip(self._log_weights.tolist(), self.components, strict=True))

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        return sum((w * law._cdf(x) for w, law in zip(self.weights, self.components, strict=True)), np.zeros(x.shape))

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        # The quantile of a mixture lies between the smallest and the largest quantile of its parts.
        parts = np.array([law._quantile(u) for law in self.components])
        return self._bisected_quantile(u, parts.min(axis=0), parts.max(axis=0))

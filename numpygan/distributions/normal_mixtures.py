"""Mixtures of many univariate normal distributions, evaluated from the components that count near each point."""

from collections.abc import Sequence

import numpy as np

from numpygan.distributions.normal import LANDMARKS, LOG_SQRT_2_PI, Normal

MANY = 8  # from so many components on, the time of skipping components is less than that of evaluating them
BLOCK = 256  # so many neighboring points are evaluated with the same components
NEGLIGIBLE = 45.0  # exp(-45) times 1000 components is below the rounding error
CELL = 2.0  # landmarks that are closer, in standard deviations of the narrowest component there, are one


class NormalComponents:
    """The components of a mixture of normal distributions as arrays (k,)."""

    def __init__(self, log_weights: np.ndarray, components: Sequence[Normal]) -> None:
        self.mean = np.array([component.mean for component in components])
        self.std = np.array([component.std for component in components])
        self.log_peak = log_weights - np.log(self.std) - LOG_SQRT_2_PI

    def log_pdf(self, x: np.ndarray, about: np.ndarray) -> np.ndarray:
        """Log density of the mixture at ``about + x``, both (n,)."""
        result = np.empty(x.shape)
        for start in range(0, x.size, BLOCK):
            part = slice(start, start + BLOCK)
            result[part] = self._log_pdf_of_block(x[part], about[part])
        return result

    def _log_pdf_of_block(self, x: np.ndarray, about: np.ndarray) -> np.ndarray:
        with np.errstate(over="ignore"):  # z^2 overflows beyond 1e154 standard deviations, and the log density is -inf
            points = about + x
            below, above = (self.mean - points.max()) / self.std, (points.min() - self.mean) / self.std
            nearest = np.maximum(np.maximum(below, above), 0)
            farthest = np.maximum(np.abs(below), np.abs(above)) + (points.max() - points.min()) / self.std
            least = (self.log_peak - 0.5 * farthest**2).max()
            kept = self.log_peak - 0.5 * nearest**2 >= least - NEGLIGIBLE
            z = (about - self.mean[kept, None] + x) / self.std[kept, None]
            terms = self.log_peak[kept, None] - 0.5 * z * z
        largest = terms.max(axis=0)
        finite = np.where(np.isfinite(largest), largest, 0)
        with np.errstate(divide="ignore"):
            return finite + np.log(np.exp(terms - finite).sum(axis=0))

    def landmarks(self) -> np.ndarray:
        """The landmarks of all components, without those that are close to a landmark of a narrower component."""
        kept = np.empty(0)
        octave = np.floor(np.log2(self.std))
        for level in np.unique(octave):  # from narrow to wide
            among = octave == level
            places = np.sort((self.mean[among, None] + self.std[among, None] * LANDMARKS).ravel())
            cell = CELL * 2.0**level
            places = places[np.unique(np.floor((places - places[0]) / cell), return_index=True)[1]]
            if kept.size:
                after = np.searchsorted(kept, places)
                left, right = kept[np.maximum(after - 1, 0)], kept[np.minimum(after, kept.size - 1)]
                places = places[np.minimum(np.abs(places - left), np.abs(places - right)) > cell]
            kept = np.sort(np.concatenate([kept, places]))
        ends = [(self.mean + side * LANDMARKS[-1] * self.std) for side in (-1, 1)]
        return np.unique(np.concatenate([kept, [ends[0].min(), ends[1].max()]]))

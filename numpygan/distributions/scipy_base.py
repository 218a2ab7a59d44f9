"""``ScipyDistribution``: what the adapters of continuous and discrete distributions of scipy.stats have in common."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from numpygan import arguments
from numpygan.distributions.base import Univariate
from numpygan.distributions.scipy_sources import Source


class ScipyDistribution(Univariate):
    """Base class of the adapters: everything but the density."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.frozen = source.frozen
        self.name, self.shapes = source.name, source.shapes
        self.loc, self.scale = source.loc, source.scale
        low, high = source.standard_support
        self.support = (self.loc + self.scale * low, self.loc + self.scale * high)

    def _entry(self, table: dict[str, Callable[..., Any]]) -> Callable[..., Any] | None:
        return table.get(self.name) if self.source.is_own else None

    def __repr__(self) -> str:
        return f"from_scipy({self.source})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        draws = self.source.draw(n, arguments.generator(rng))
        return np.asarray(draws, dtype=float).reshape(n, 1)

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            return np.asarray(self.source.cdf(x), dtype=float)

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        # SciPy's ppf(0) of a discrete distribution is 1 too small.
        return np.where(u == 0, self.support[0], self._tail_quantile(u, upper=False))

    def _tail_quantile(self, levels: np.ndarray, *, upper: bool) -> np.ndarray:
        """x with P(X <= x) = level, or P(X > x) = level; by bisection where SciPy fails or returns no number."""
        inverse, probability = (self.source.isf, self.source.sf) if upper else (self.source.ppf, self.source.cdf)
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                found = np.array(inverse(levels), dtype=float).reshape(levels.shape)
            except Exception:  # SciPy's root finders raise many kinds of exceptions
                found = np.full(levels.shape, np.nan)
            outside = ~((found >= self.support[0]) & (found <= self.support[1]))
            for i in np.flatnonzero(outside):
                found[i] = self._bisected(probability, float(levels[i]), upper)
        return found

    def _bisected(self, probability: Callable[[Any], Any], level: float, upper: bool) -> float:
        """x with ``probability(x) = level``, for a cdf, or a survival function if ``upper``."""

        def is_below(x: float) -> bool:
            value = float(probability(x))
            return value > level if upper else value < level

        low, high = self.support
        start = low if np.isfinite(low) else high if np.isfinite(high) else self.loc
        reach = self.scale
        while np.isinf(low) or np.isinf(high):
            if np.isinf(low) and is_below(start - reach):
                low = start - reach
            elif np.isinf(high) and not is_below(start + reach):
                high = start + reach
            elif reach > 1e200:
                return float("nan")
            reach *= 4
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if is_below(middle) else (low, middle)
        return high

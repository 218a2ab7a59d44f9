"""``Columns``: what the 1-D quadrature integrates together, the integrand and the density of every distribution."""

from collections.abc import Sequence

import numpy as np

from numpygan.distributions import Univariate
from numpygan.numerics.integrand import Integrand, call, rounding_sensitivity
from numpygan.numerics.pieces_1d import Pieces, log_densities_at

SMALLEST_OFFSET = 1e-300  # a density may be infinite at a cut itself
LARGEST_OFFSET = 1e150  # beyond it x * x overflows; the integral beyond is estimated and added to the error
UNKNOWN = 0.5  # a log density with this relative error is a guess


class Columns:
    """An integrand ``f``, and the densities of ``dense``, the distributions that have one.

    The methods take a coordinate y (..., n) of a piece and its frame, and return values times dx/dy.
    """

    def __init__(self, f: Integrand, distributions: Sequence[Univariate]) -> None:
        self.f = f
        self.distributions = distributions
        self.dense = [distribution for distribution in distributions if distribution.has_density]
        self.microseconds = sum(distribution.microseconds for distribution in self.dense)

    def values(self, y: np.ndarray, about: np.ndarray, base: np.ndarray, width: np.ndarray) -> np.ndarray:
        """f and the densities, of shape (1 + m, *y.shape)."""
        x, _, _, log_densities, inside = self._at(y, about, base, width)
        values = np.zeros((1 + len(self.dense), x.size))
        inner = [log_density[inside] for log_density in log_densities]
        values[0, inside] = call(self.f, x[inside], inner)
        spread = [d for d, distribution in zip(inner, self.distributions, strict=True) if distribution.has_density]
        for row, log_density in enumerate(spread, start=1):
            values[row, inside] = np.exp(log_density)
        return values.reshape(len(values), *y.shape) * np.abs(width)

    def roundings(self, y: np.ndarray, about: np.ndarray, base: np.ndarray, width: np.ndarray) -> np.ndarray:
        """The changes of ``values`` by errors of the log densities; last, the change of f by those that are guesses."""
        x, origin, offset, log_densities, inside = self._at(y, about, base, width)
        errors = [
            np.broadcast_to(distribution.log_pdf_rounding(offset[inside], origin[inside]), (int(inside.sum()),))
            for distribution in self.distributions
        ]
        inner = [log_density[inside] for log_density in log_densities]
        changes = np.zeros((2 + len(self.dense), x.size))
        changes[0, inside] = call(rounding_sensitivity(self.f, errors), x[inside], inner)
        row = 1
        for distribution, log_density, error in zip(self.distributions, inner, errors, strict=True):
            if distribution.has_density:
                size = np.where(log_density > -700, 1 + np.abs(log_density), 0)
                changes[row, inside] = np.exp(log_density) * size * error
                row += 1
        guessed = np.max(errors, axis=0) >= UNKNOWN if errors else np.zeros(0, dtype=bool)
        changes[-1, inside] = np.where(guessed, changes[0, inside], 0)
        return changes.reshape(len(changes), *y.shape) * np.abs(width)

    def _at(
        self, y: np.ndarray, about: np.ndarray, base: np.ndarray, width: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[np.ndarray], np.ndarray]:
        """Points, origins, offsets, log densities, and whether a point lies where some density is not 0; each (n,)."""
        with np.errstate(over="ignore"):  # infinite offsets are left out below
            origin, offset = (part.ravel() for part in np.broadcast_arrays(about, base + width * y))
        direction = np.broadcast_to(np.sign(width), y.shape).ravel()
        offset = np.where(np.abs(offset) < SMALLEST_OFFSET, direction * SMALLEST_OFFSET, offset)
        near = np.abs(offset) < LARGEST_OFFSET
        offset = np.where(near, offset, 0)
        log_densities = log_densities_at(self.distributions, origin, offset)
        inside = near & (np.max(log_densities, axis=0) > -np.inf)
        return origin + offset, origin, offset, log_densities, inside

    def left_out(self, cut: Pieces) -> np.ndarray:
        """Integrals (1 + m,) beyond LARGEST_OFFSET and within SMALLEST_OFFSET of a cut, if the values are powers there.

        They are negligible except for a tail like x^-1.01 or a singular end like x^-0.99.
        """
        total = np.zeros(1 + len(self.dense))
        ratio, grows = 0.0, False
        outer, inner = cut.take(np.isinf(cut.stop)), cut.take((cut.base == 0) & np.isfinite(cut.stop))
        for some, distances in (
            (outer, LARGEST_OFFSET * np.array([1e-1, 1e-5])),
            (inner, SMALLEST_OFFSET * np.array([1e1, 1e5])),
        ):
            y = distances / np.abs(some.width[:, None])
            with np.errstate(all="ignore"):  # any value may overflow at these distances
                found = self.values(y, *(column[:, None] for column in some.frame)) / np.abs(some.width[:, None])
                last, before = found[..., 0], found[..., 1]
                power = np.log(np.abs(last / before)) / np.log(distances[0] / distances[1])
                falls = (power + 1) * (1 if some is inner else -1)  # > 0: integrable, and this is one over the decay
                rest = np.abs(last) * distances[0] / np.where(falls > 0, falls, np.nan)
                total += np.where(last == 0, 0, np.where(falls > 0, rest, np.inf)).sum(axis=1)
                ratios = [np.abs(part[0]) / np.abs(part[1:]).sum(axis=0) for part in (last, before)]
                known = np.isfinite(ratios).all(axis=0)
                ratio = max(ratio, float(ratios[0].max(initial=0, where=known)))
                grows |= bool((ratios[0] > 2 * ratios[1])[known].any())
        if np.isinf(total[0]) and np.isfinite(total[1:]).all() and not grows:
            total[0] = 10 * ratio * total[1:].sum()  # f is not yet a power there, but the densities are
        return total

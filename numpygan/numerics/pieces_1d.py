"""``Pieces``: the intervals into which the 1-D quadrature divides the real line.

Every point is measured from the nearest landmark, so that no digits are lost near a singular end or near a narrow mode
far from 0.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from numpygan.distributions import Univariate


class Pieces(NamedTuple):
    """Intervals, each field an array (k,): the points ``about + (base + width * y)``, start <= y <= stop.

    ``width`` is negative where y grows to the left.
    """

    about: np.ndarray
    base: np.ndarray
    width: np.ndarray
    start: np.ndarray
    stop: np.ndarray

    def offset(self, y: np.ndarray | float) -> np.ndarray:
        """How far the points y (k,) are from ``about``."""
        return self.base + self.width * y

    @property
    def frame(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The three arrays (k,) that turn y into a point."""
        return self.about, self.base, self.width

    def take(self, which: np.ndarray | slice) -> "Pieces":
        """Some of the pieces."""
        return Pieces(*(column[which] for column in self))

    def halves(self) -> "Pieces":
        """The left and the right half of every piece, 2k pieces."""
        return self.parts(np.array([0, 0.5, 1]))

    def parts(self, cuts: np.ndarray) -> "Pieces":
        """Every piece cut at the fractions ``cuts`` (m + 1,), which begin with 0 and end with 1: k m pieces.

        An infinite piece [start, inf) is cut where (y - start) / (y + 1) has these values.
        """
        start, stop = self.start[:, None], self.stop[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            infinite = (start + cuts) / (1 - cuts)
            finite = start + (stop - start) * cuts
        ends = np.where(np.isfinite(stop), finite, infinite)
        ends[:, 0], ends[:, -1] = self.start, self.stop
        repeated = (np.repeat(column, cuts.size - 1) for column in self.frame)
        about, base, width = repeated
        return Pieces(about, base, width, ends[:, :-1].ravel(), ends[:, 1:].ravel())


def pieces(distributions: Iterable[Univariate], landmarks: Iterable[float] = ()) -> Pieces:
    """Cut the supports of ``distributions`` at their landmarks and at ``landmarks``.

    Between two cuts lie two pieces, each growing from its own cut; beyond the outermost cuts of an
    infinite support lies one, in units of the distance between the outermost cuts. Points are
    measured from their cut or, next to an end of a support, from that end: a density that is
    singular there depends on the distance to it.
    """
    spread = [distribution for distribution in distributions if distribution.has_density]
    low = min(distribution.support[0] for distribution in spread)
    high = max(distribution.support[1] for distribution in spread)
    places = np.concatenate(
        [distribution.landmarks for distribution in spread]
        + [distribution.support for distribution in spread]
        + [list(landmarks)]
    )
    cuts = np.unique(places[np.isfinite(places) & (places >= low) & (places <= high)])
    if cuts.size == 0:
        raise ValueError(f"a distribution on the real line needs landmarks where its mass is, got none: {spread}")
    half = np.diff(cuts) / 2
    unit = cuts[-1] - cuts[0] if cuts.size > 1 else 1.0
    left, right = ([i] if np.isinf(end) else [] for i, end in ((0, low), (-1, high)))
    cut = np.concatenate([cuts[left], cuts[:-1], cuts[1:], cuts[right]])
    width = np.concatenate([[-unit] * len(left), half, -half, [unit] * len(right)])
    stop = np.concatenate([[np.inf] * len(left), np.ones(2 * half.size), [np.inf] * len(right)])
    about = _nearby_end(cut, np.unique(np.concatenate([distribution.ends for distribution in spread])))
    return Pieces(about, cut - about, width, np.zeros(cut.size), stop)


def _nearby_end(cuts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """For each cut the nearest of ``ends``, if it is so near that subtracting it costs no digits; else the cut."""
    if ends.size == 0:
        return cuts
    after = np.searchsorted(ends, cuts).clip(1, max(ends.size - 1, 1)) if ends.size > 1 else np.zeros(cuts.size, int)
    before = np.maximum(after - 1, 0)
    nearest = np.where(np.abs(cuts - ends[before]) <= np.abs(cuts - ends[after]), ends[before], ends[after])
    return np.where(np.abs(cuts - nearest) <= np.abs(nearest) / 4, nearest, cuts)


def log_densities_at(distributions: Iterable[Univariate], about: np.ndarray, offset: np.ndarray) -> list[np.ndarray]:
    """Log densities (n,) of each distribution at ``about + offset``; -inf for a distribution that is all atoms."""
    return [
        distribution._log_pdf(offset, about) if distribution.has_density else np.full(offset.shape, -np.inf)
        for distribution in distributions
    ]

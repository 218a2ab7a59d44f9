"""``TabulatedLogPdf``: a log density that takes SciPy milliseconds for each value, as a table of Chebyshev series."""

import heapq
import itertools
from collections.abc import Callable

import numpy as np
from numpy.polynomial import chebyshev

from numpygan.distributions.density_tails import Tail

DEGREE = 15
ACCURATE = 1e-11  # of the mass of a cell; its series is then not made finer
TAIL_ERROR = 0.05  # relative error of the log density beyond the table, where it is extrapolated
LOG_3 = np.log(3)
FAR_BELOW = -700.0  # log density of a cell in which SciPy returns none
SMALL_BEND = 0.05  # below it, a tail is a power
NODES = chebyshev.chebpts1(DEGREE + 1)


class TabulatedLogPdf:
    """log f(y) from Chebyshev series of degree 15 on cells, and from powers of the distance beyond the outermost cells.

    Parameters
    ----------
    log_pdf : callable
    places : ndarray of shape (k,)
        The ends of the first cells, sorted: points in the interior of the support that enclose nearly all mass.
    ends : tuple of two floats
        The support.
    middle : float
        From where distances are measured in an infinite tail.
    most : int
        The largest number of values of ``log_pdf``. The cells with the largest error are divided first.
    """

    def __init__(
        self,
        log_pdf: Callable[[np.ndarray], np.ndarray],
        places: np.ndarray,
        ends: tuple[float, float],
        middle: float,
        most: int,
    ) -> None:
        def cell(low: float, high: float) -> tuple[float, float, float, np.ndarray, float]:
            values = log_pdf((low + high) / 2 + (high - low) / 2 * NODES)
            missing = ~np.isfinite(values)
            if missing.any():
                return 0.0, low, high, np.r_[FAR_BELOW, np.zeros(DEGREE)], 1.0
            coefficients = chebyshev.chebfit(NODES, values, DEGREE)
            error = float(np.abs(coefficients[-3:]).max() * 3 + 1e-13)
            mass = float(np.exp(min(values.max(), 300)) * (high - low))
            return -error * mass, low, high, coefficients, error

        places = _with_geometric_steps(places, ends, middle)
        heap = [cell(low, high) for low, high in itertools.pairwise(places)]
        heapq.heapify(heap)
        count = len(heap) * NODES.size
        while count + 2 * NODES.size <= most and heap[0][0] < -ACCURATE:
            _, low, high, _, _ = heapq.heappop(heap)
            for a, b in ((low, (low + high) / 2), ((low + high) / 2, high)):
                heapq.heappush(heap, cell(a, b))
            count += 2 * NODES.size
        heap.sort(key=lambda entry: entry[1])
        self.starts = np.array([entry[1] for entry in heap])
        self.stops = np.array([entry[2] for entry in heap])
        self.coefficients = np.array([entry[3] for entry in heap])
        self.errors = np.array([entry[4] for entry in heap])
        self.tails = [self._tail(side, end, middle) for side, end in zip((-1, 1), ends, strict=True)]

    def _tail(self, side: int, end: float, middle: float) -> Tail:
        """The power of the distance, or the exponential of one, that continues the outermost cell."""
        edge = self.starts[0] if side < 0 else self.stops[-1]
        inner = self.stops[0] if side < 0 else self.starts[-1]
        is_end = bool(np.isfinite(end))
        origin = end if is_end else middle

        def u_of(y: np.ndarray) -> np.ndarray:
            distance = np.abs(y - origin)
            return -np.log(distance) if is_end else np.log(distance)

        y = edge + (inner - edge) * np.array([0.8, 0.4, 0.0])
        u, values = u_of(y), self._inside(y)[0]
        before, now = (values[1] - values[0]) / (u[1] - u[0]), (values[2] - values[1]) / (u[2] - u[1])
        bend = np.log(now / before) / (u[2] - u[0]) * 2 if now < before < 0 else 0.0
        return Tail(
            origin, -side if is_end else side, is_end, float(u[2]), float(values[2]), float(now),
            float(bend if bend > SMALL_BEND else 0.0),
        )  # fmt: skip

    def _inside(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        which = np.clip(np.searchsorted(self.starts, y, side="right") - 1, 0, self.starts.size - 1)
        low, high = self.starts[which], self.stops[which]
        t = np.clip((2 * y - low - high) / (high - low), -1, 1)
        return chebyshev.chebval(t, self.coefficients[which].T, tensor=False), self.errors[which]

    def with_error(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """log f and its absolute error, both (n,)."""
        values, errors = self._inside(y)
        for tail, beyond in zip(self.tails, (y < self.starts[0], y > self.stops[-1]), strict=True):
            values[beyond] = tail(tail.log_distance(_not_zero(y[beyond] - tail.origin, tail.direction)))
            errors[beyond] = TAIL_ERROR * (1 + np.abs(values[beyond]))
        return values, errors

    def __call__(self, y: np.ndarray) -> np.ndarray:
        return self.with_error(y)[0]


def _with_geometric_steps(places: np.ndarray, ends: tuple[float, float], middle: float) -> np.ndarray:
    """``places`` and points between them, at distances that are powers of 3 from an end or, in a tail, the middle."""
    more = [places]
    for side, end in zip((-1, 1), ends, strict=True):
        some = places[places < middle] if side < 0 else places[places > middle]
        if some.size < 2:
            continue
        origin = end if np.isfinite(end) else middle
        distances = np.abs(some - origin)
        steps = 3.0 ** np.arange(np.ceil(np.log(distances.min()) / LOG_3), np.floor(np.log(distances.max()) / LOG_3))
        more.append(origin + (side if origin == middle else -side) * steps)
    found = np.unique(np.concatenate(more))
    found = found[(found >= places[0]) & (found <= places[-1])]
    return found[np.append(True, np.diff(found) > 1e-12 * np.abs(found[1:]))]


def _not_zero(distance: np.ndarray, direction: float) -> np.ndarray:
    return np.where(distance == 0, direction * 1e-300, distance)

"""Log densities where they cannot be computed: where a density underflows, and very close to an end of a support.

Both are extrapolated. ``ScipyContinuous.log_pdf_rounding`` reports the error, so that every integral includes it.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

LogDensity = Callable[[np.ndarray], np.ndarray]
LOG_SMALLEST = -690.0  # below exp(-690) a double precision number soon has few digits
UNDERFLOWS_WITHIN = 90.0  # the last log density that has digits is within this of the smallest
LOG_SMALLEST_NUMBER = -746.0
LOG_OVERFLOW = -1e50  # a formula whose last value is below this one overflows; another one stops too early
OUTWARD = np.geomspace(1, 1e120, 241)  # distances, in units of the width
INWARD = np.geomspace(1, 1e-250, 501)  # distances from an end, relative to its distance from the middle
DECADES_OF_A_POWER = 4  # of distance
SAME_POWER = 0.01
UNKNOWN = 0.5  # relative error of an extrapolated log density beyond the underflow
EPS = float(np.finfo(float).eps)
SMALLEST = 1e-300
CLOSE = 1e-8  # so close to an end, relative to its size, half of the digits of the distance are lost


class Tail(NamedTuple):
    """log f = log_pdf + slope (exp(bend (u - u0)) - 1) / bend, from u0 outward; u is the log of a distance.

    The distance is that from ``origin`` in an infinite tail, or one over that from an end, the ``origin``.
    """

    origin: float
    direction: float
    is_end: bool
    u0: float
    log_pdf: float
    slope: float
    bend: float

    def log_distance(self, x: np.ndarray) -> np.ndarray:
        """u at x, which is measured from the origin; -inf on the other side."""
        distance = x * self.direction
        u = np.full(x.shape, -np.inf)
        on_side = distance > 0
        u[on_side] = -np.log(distance[on_side]) if self.is_end else np.log(distance[on_side])
        return u

    def __call__(self, u: np.ndarray) -> np.ndarray:
        step = np.minimum(u - self.u0, 600)
        with np.errstate(over="ignore"):
            grown = np.expm1(self.bend * step) / self.bend if self.bend > 0 else step
            return np.maximum(self.log_pdf + self.slope * grown, -1e200)


def underflow_tail(
    log_pdf: LogDensity, middle: float, width: float, end: float, direction: float, smallest: float = LOG_SMALLEST
) -> Tail | None:
    """The tail of a density on one side of ``middle`` if it underflows there, else None.

    If it is 0 from a point where it was larger, it may be 0 for other reasons, and only a power is extrapolated.

    Parameters
    ----------
    log_pdf : callable
        Log density at the points x.
    middle, width : float
        Where the density is large, and the distance over which it varies.
    end : float
        The end of the support on that side.
    direction : {-1, 1}
    smallest : float
        A log density below this one has lost its digits.
    """
    is_end = bool(np.isfinite(end))
    origin = end if is_end else middle
    reach = INWARD * abs(end - middle) if is_end else OUTWARD * width
    towards = -direction if is_end else direction

    def at(u: np.ndarray) -> np.ndarray:
        return log_pdf(origin + towards * (np.exp(-u) if is_end else np.exp(u)))

    u = -np.log(reach) if is_end else np.log(reach)
    if is_end and origin != 0:
        u = u[reach > 4 * np.spacing(abs(origin))]  # closer points are the end itself
    if u.size < 3:
        return None
    values = at(u)
    missing = ~np.isfinite(values)
    if smallest > LOG_SMALLEST:
        missing |= values <= smallest  # rounding noise
    lowest = values[~missing].min(initial=np.inf)
    if not missing[-1] or lowest < LOG_OVERFLOW:
        return None  # nothing is missing, or log_pdf is a formula of its own that overflows at last
    if lowest < LOG_SMALLEST_NUMBER:
        smallest = -np.inf  # a formula that stops before it overflows, as SciPy's Bessel functions do
    good = ~missing & (values > smallest)
    if not good.any():
        return None
    last = int(np.flatnonzero(good)[-1])  # noise beyond the last point with digits would be below ``smallest``
    low, high = u[last], u[min(last + 1, u.size - 1)]
    for _ in range(5):  # each finds the last good point among 17
        between = np.linspace(low, high, 17)
        inner = at(between)
        index = int(np.flatnonzero(np.isfinite(inner) & (inner > smallest))[-1:].max(initial=0))
        low, high = between[index], between[min(index + 1, 16)]
    if at(np.array([low]))[0] > max(smallest, LOG_SMALLEST_NUMBER) + UNDERFLOWS_WITHIN:
        return _early_power_tail(at, origin, towards, is_end, u[0], low)
    step = min(0.05, (low - u[0]) / 4) if low > u[0] else 0.05
    first, second, third = at(low - step * np.array([2.0, 1.0, 0.0]))
    if not np.isfinite([first, second, third]).all():
        return None
    before, now = (second - first) / step, (third - second) / step
    if now >= 0:
        return None
    bend = np.log(now / before) / step if before < 0 and now < before else 0.0
    return Tail(origin, towards, is_end, float(low), float(third), float(now), float(bend))


def _early_power_tail(
    log_pdf_at: LogDensity, origin: float, towards: float, is_end: bool, start: float, last: float
) -> Tail | None:
    """A tail that is a power over many decades and then 0, before it underflows; None if it is no power.

    SciPy's ``ncf`` is an example: rounding errors in its formula grow until the density comes out as 0.
    """
    if last - start < DECADES_OF_A_POWER * np.log(10):
        return None
    u0 = last - (last - start) / 4  # the digits are lost before the last point
    step = (last - start) / 8
    first, second, third = log_pdf_at(u0 - step * np.array([2.0, 1.0, 0.0]))
    before, now = (second - first) / step, (third - second) / step
    if not (now < 0 and abs(now - before) < SAME_POWER * abs(now)):
        return None
    return Tail(origin, towards, is_end, float(u0), float(third), float(now), 0.0)


class PowerEnd(NamedTuple):
    """log f = log_pdf + power log(s / close) at a distance s < close from an end, where end + s loses digits of s."""

    close: float
    log_pdf: float
    power: float

    def __call__(self, s: np.ndarray) -> np.ndarray:
        return self.log_pdf + self.power * np.log(np.maximum(s, SMALLEST) / self.close)

    def rounding(self, s: np.ndarray) -> np.ndarray:
        """Relative error of the log density at the distance s: of this formula, or farther out of the rounded point."""
        s = np.maximum(s, SMALLEST)
        far = abs(self.power) * EPS * self.close / CLOSE / s
        near = CLOSE * (1 + 6 * abs(self.power) + 6 * np.abs(np.log(s / self.close)))
        return np.where(s < self.close, near, far) / (1 + np.abs(self(s)))


def power_end(log_pdf: LogDensity, end: float, direction: float) -> PowerEnd | None:
    """The power with which the density behaves at an ``end`` that is not 0; ``direction`` leads into the support."""
    close = CLOSE * abs(end)
    near, far = log_pdf(end + direction * close * np.array([1.0, 8.0]))
    if not np.isfinite([near, far]).all():
        return None
    return PowerEnd(close, float(near), float((far - near) / np.log(8.0)))

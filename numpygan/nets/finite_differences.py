"""The slope of a function along a direction, from its values alone, with the rounding noise of that slope.

A central difference (f(x + h u) - f(x - h u)) / 2h has two errors: the truncation error grows with h, and the rounding
error of f divided by h falls with h. No single h is right for log x at 1e-6, for x^2 at 1e5 and for 1e8 + x^2. So
:meth:`Differences.best` starts with a tiny h and multiplies it by 10 until the next difference contradicts an earlier
one by more than the rounding noise of both (Lepski's rule for the choice of a step).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

EPS = float(np.finfo(float).eps)
SAFETY = 4.0  # the rounding error of a difference in units of the noise level; it is a sum of two roundings
STANDARD_STEP = 6e-6  # near eps^(1/3), the best step for a function whose scale is 1
FACTOR = 10.0  # from one step to the next
LONGEST = 1e4  # the longest step in units of x; only a function that is lost in rounding noise needs it

Function = Callable[[np.ndarray], float]


@dataclass(frozen=True)
class Slope:
    """The derivative of f along a direction u.

    Attributes
    ----------
    value : float
        The central difference with the best step.
    noise : float
        A bound on its rounding error.
    around : float
        The size of the slopes of f farther away, about 1 unit of x.
    one_sided : tuple of two floats, or None
        The slopes on the left and on the right, if they differ: x is a breakpoint of f.
    """

    value: float
    noise: float
    around: float
    one_sided: tuple[float, float] | None = None


@dataclass(frozen=True)
class _Difference:
    """The differences of f at x with one step."""

    left: float
    right: float
    noise: float

    @property
    def central(self) -> float:
        return (self.left + self.right) / 2

    @property
    def jump(self) -> float:
        return abs(self.right - self.left)


class Differences:
    """Differences of ``f`` at ``x``, an array of float64.

    Attributes
    ----------
    value : float
        f(x).
    noise : float
        The rounding error of one value of f near x.
    """

    def __init__(self, f: Function, x: np.ndarray) -> None:
        self.f, self.x = f, x
        self.value = float(f(x.copy()))
        self.noise = max(EPS * abs(self.value), _measured_noise(f, x))

    def standard(self, u: np.ndarray) -> Slope:
        """The slope along ``u`` with the standard step; it costs two values of f and is right for most functions."""
        difference = self._difference(u, STANDARD_STEP * max(1.0, self._scales(u)[1]))
        if difference is None:
            return Slope(np.nan, np.inf, 0.0)
        suspicious = difference.jump > 1e-3 * max(abs(difference.left), abs(difference.right)) + difference.noise
        one_sided = (difference.left, difference.right) if suspicious else None
        around = max(abs(difference.left), abs(difference.right))
        return Slope(difference.central, difference.noise, around, one_sided)

    def best(self, u: np.ndarray) -> Slope:
        """The slope along ``u`` with the best step, which is searched for: about twenty values of f."""
        low, high = self._scales(u)
        tried: list[_Difference] = []
        h = 1e-8 * min(1.0, low) if low > 0 else 1e-12
        agreeing = 0  # the number of steps that do not contradict one another
        while h <= LONGEST * max(1.0, high):
            difference = self._difference(u, h)
            h *= FACTOR
            if difference is not None:
                tried.append(difference)
                if any(abs(difference.central - each.central) > difference.noise + each.noise for each in tried):
                    break  # the truncation error shows
                agreeing = len(tried)
                if h > 0.1 * max(1.0, high) and difference.noise < 1e-9 * abs(difference.central):
                    break  # precise enough
            elif tried:
                break  # a longer step leaves the domain of f
        if not tried:
            return Slope(np.nan, np.inf, 0.0)
        best = tried[agreeing - 1]
        # A truncation error above the noise of the step before would have contradicted that step.
        truncation = tried[agreeing - 2].noise if agreeing > 1 else 0.0
        around = self._slope_around(u)
        # Rounding counts beside the slopes of f farther away: x^3 at 0 has the difference h^2, and its slope is 0.
        noise = best.noise + truncation + SAFETY * EPS * around
        at_breakpoint = _breakpoint(tried)
        if at_breakpoint is None:
            return Slope(best.central, noise, around)
        return Slope(best.central, 2 * at_breakpoint.noise, around, (at_breakpoint.left, at_breakpoint.right))

    def _slope_around(self, u: np.ndarray) -> float:
        scale = max(1.0, self._scales(u)[1])
        near, far = (self._difference(u, h * scale) for h in (1e-2, 1.0))
        sizes = [min(abs(each.left), abs(each.right)) for each in (near, far) if each is not None]
        if len(sizes) == 2 and sizes[1] > 1e4 * sizes[0]:  # f grows so fast that far slopes are of no use at x
            sizes.pop()
        return max(sizes, default=0.0)

    def _scales(self, u: np.ndarray) -> tuple[float, float]:
        """The smallest and the largest distance h along ``u`` that changes an entry of x by 100 %."""
        moved = (u != 0) & (self.x != 0)
        ratios = np.abs(self.x[moved] / u[moved])
        return (float(ratios.min()), float(ratios.max())) if ratios.size else (0.0, 0.0)

    def _difference(self, u: np.ndarray, h: float) -> _Difference | None:
        """One-sided differences with step ``h``; None where f has no finite value."""
        above, below = self.x + h * u, self.x - h * u
        with np.errstate(all="ignore"):
            try:
                at_above, at_below = float(self.f(above)), float(self.f(below))
            except (ValueError, ArithmeticError):  # outside the domain of f
                return None
        rise, fall = at_above - self.value, self.value - at_below
        if not (np.isfinite(rise) and np.isfinite(fall)):
            return None
        # x + h u is rounded, so f sees a step that is a little longer or shorter: for one coordinate, this is exact.
        size = float((u * u).sum())
        up, down = float(((above - self.x) * u).sum()) / size, float(((self.x - below) * u).sum()) / size
        if not (up > 0 and down > 0):
            return None
        left, right = fall / down, rise / up
        rounding = max(self.noise, EPS * abs(at_above), EPS * abs(at_below))
        rounding_of_x = EPS * self._scales(u)[1] * abs(right - left)
        return _Difference(left, right, SAFETY * (rounding + rounding_of_x) / h)


def _breakpoint(tried: list[_Difference]) -> _Difference | None:
    """The best one-sided slopes if x is a breakpoint of f, else None; ``tried`` begins with the shortest step.

    At a breakpoint the jump of the slope stays as h shrinks; where f is curved, the jump shrinks with h. The first step
    that reaches a breakpoint near x contradicts the shorter ones, so it is the last step tried.
    """
    precise = [each.noise < 0.05 * each.jump for each in tried]
    if True not in precise:
        return None
    i = precise.index(True)
    if i + 1 == len(tried) or not 0.5 < tried[i].jump / tried[i + 1].jump < 2:
        return None
    while i + 1 < len(tried) and abs(tried[i + 1].jump - tried[i].jump) < 2 * tried[i].noise:
        i += 1
    return tried[i]


def _measured_noise(f: Function, x: np.ndarray) -> float:
    """The rounding error of f near x, from fourth differences along a line: they remove what is smooth.

    References
    ----------
    More and Wild (2011), Estimating computational noise.
    """
    step = 1e-7 * np.where(x == 0, 1e-3, np.minimum(np.abs(x), 1))
    with np.errstate(all="ignore"):
        try:
            values = np.array([float(f(x + j * step)) for j in range(1, 8)])
        except (ValueError, ArithmeticError):
            return 0.0
        fourth = np.diff(values, 4)
    noise = float(np.sqrt((fourth**2).mean() / 70))  # 70 = 8! / (4!)^2, the variance of a fourth difference
    return noise if np.isfinite(noise) else 0.0

"""``ScipyDiscrete``: a discrete distribution of scipy.stats. It is summed, never integrated."""

import numpy as np

from numpygan.distributions.scipy_base import ScipyDistribution
from numpygan.distributions.scipy_formulas import LOG_MASS
from numpygan.distributions.scipy_sources import Source

# The sum over an infinite tail ends at a point with a mass below exp(-700), about 1e-304, or in a power tail where the
# rest is below NEGLIGIBLE_TAIL. If that takes more than MOST_ATOMS points, the rest must be below LARGEST_TAIL.
LOG_NEGLIGIBLE_MASS = -700.0
NEGLIGIBLE_TAIL = 1e-15
LARGEST_TAIL = 1e-5
MOST_ATOMS = 1 << 20
MOST_EXPONENTIAL_ATOMS = 1 << 22


class ScipyDiscrete(ScipyDistribution):
    """A discrete distribution of scipy.stats; see :func:`from_scipy`.

    Attributes
    ----------
    tail_mass : float
        A bound for the probability of the points beyond ``atoms``; integrals include it in their error.
    """

    has_density = False

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.landmarks = np.empty(0)
        self.tail_mass = 0.0
        points = self._standard_points()
        self.atoms = points + self.loc
        if self._entry(LOG_MASS):
            weights = np.exp(self._standard(points))
            mean = np.average(points, weights=weights)
            std = float(np.sqrt(np.average((points - mean) ** 2, weights=weights)))
            self.rounding *= max(4.0, std)  # the mean is rounded, and k / mean varies by 1 / std
        else:  # SciPy's log masses are sums of terms like log k!, whose rounding errors remain in the sum.
            largest = np.abs(points).max()
            self.rounding *= max(1.0, float(largest * np.log1p(largest)) / 10)

    def _standard_points(self) -> np.ndarray:
        """The points of positive mass, for loc 0."""
        if hasattr(getattr(self.frozen, "dist", None), "xk"):  # an rv_discrete(values=(points, probabilities))
            return np.unique(np.asarray(self.frozen.dist.xk, dtype=float))
        return np.arange(self._last_point(0, -1), self._last_point(1, 1) + 1)

    def _last_point(self, end: int, direction: int) -> float:
        """The end of the support or, in an infinite tail, a point beyond which the mass is negligible."""
        finite_end = self.source.standard_support[end]
        if np.isfinite(finite_end):
            return float(finite_end)
        with np.errstate(all="ignore"):
            middle = np.rint(float(self._tail_quantile(np.array([0.5]), upper=False)[0]) - self.loc)
        reach = 1.0
        while True:
            at = np.ceil(reach / np.array([1.0, 2.0, 4.0]))
            log_mass, log_half, log_quarter = self._standard(middle + direction * at)
            if not log_mass > LOG_NEGLIGIBLE_MASS:
                return float(middle + direction * reach)
            # If the mass is a power k^-a, the points beyond k have k / (a - 1) times the mass of k.
            power, inner_power = (log_half - log_mass) / np.log(2), (log_quarter - log_half) / np.log(2)
            is_power = power < 1.2 * inner_power
            if power > 1 and is_power and reach >= 1024:
                tail = 2 * reach * np.exp(log_mass) / (power - 1)
                if tail < NEGLIGIBLE_TAIL or (reach >= MOST_ATOMS and tail < LARGEST_TAIL):
                    self.tail_mass += float(tail)
                    return float(middle + direction * reach)
            if reach >= (MOST_ATOMS if is_power else MOST_EXPONENTIAL_ATOMS):
                raise ValueError(
                    f"{self!r} has too heavy a tail to be summed: after {int(reach)} points the rest still counts"
                )
            reach *= 2

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        return self._log_mass(x + about)

    def _log_mass(self, x: np.ndarray) -> np.ndarray:
        # Without loc the points are integers, and SciPy needs them exactly: in floating point 3.1 - 0.1 is not 3.
        points = x - self.loc
        if not hasattr(getattr(self.frozen, "dist", None), "xk"):
            points = np.rint(points)
        first, last = self.source.standard_support
        there = (points + self.loc == x) & (points >= first) & (points <= last)
        log_mass = np.full(x.shape, -np.inf)
        log_mass[there] = self._standard(points[there])
        return log_mass

    def _standard(self, points: np.ndarray) -> np.ndarray:
        """Log mass for loc 0."""
        formula = self._entry(LOG_MASS)
        with np.errstate(all="ignore"):  # log 0 = -inf at a point of probability 0
            log_mass = self.source.log_pdf(points) if formula is None else formula(points, *self.shapes)
        return np.asarray(log_mass, dtype=float)

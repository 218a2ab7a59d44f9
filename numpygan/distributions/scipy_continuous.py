"""``ScipyContinuous``: a continuous distribution of scipy.stats with what an integral over it needs.

This is a log density that is finite in far tails and accurate next to a singular end, with its rounding error, and the
landmarks at which a quadrature divides its range.
"""

import warnings
from functools import cached_property

import numpy as np

from numpygan.distributions.density_tails import (
    INWARD,
    LOG_SMALLEST,
    LOG_SMALLEST_NUMBER,
    OUTWARD,
    UNKNOWN,
    PowerEnd,
    Tail,
    power_end,
    underflow_tail,
)
from numpygan.distributions.scipy_base import ScipyDistribution
from numpygan.distributions.scipy_formulas import CORNERS, FROM_LOWER_END, FROM_UPPER_END, LOG_PDF
from numpygan.distributions.scipy_internals import density_is_a_difference, histogram_edges
from numpygan.distributions.scipy_sources import Source
from numpygan.distributions.tabulated_density import TabulatedLogPdf

# Landmarks are placed at these quantiles and their mirror images. Quantiles, and not multiples of a width, because in a
# power tail the two differ by many orders of magnitude.
TAIL_LEVELS = np.array([1e-12, 1e-6, 1e-3, 0.03, 0.2])

# Largest ratio of the distances of two neighboring landmarks from the median, or from an end of the support.
MOST_RATIO = 1e4
CLOSEST = 1e-290  # a landmark closer to an end of the support than this is dropped
SMALL_STEP = 2.0**-20  # step of a finite difference
FLOOR = -750.0  # the log density where SciPy's density is 0 although the point lies in the support
TABLE_MICROSECONDS = 1.5e6  # SciPy's time for the values of a table
# A density that SciPy computes as a difference quotient of the cdf has this absolute error, relative to its largest
# value, and below exp(LOG_DIFFERENCE) of that value it is extrapolated.
DIFFERENCE_ERROR = 3e-11
LOG_DIFFERENCE = -18.0


class ScipyContinuous(ScipyDistribution):
    """A continuous distribution of scipy.stats; see :func:`from_scipy`."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        corners = (self._entry(CORNERS) or _no_corners)(*self.shapes)
        with np.errstate(all="ignore"):
            lower = self._tail_quantile(TAIL_LEVELS, upper=False)
            upper = self._tail_quantile(TAIL_LEVELS, upper=True)
            median = float(self._tail_quantile(np.array([0.5]), upper=False)[0])
        if not np.isfinite(median):
            raise ValueError(f"the median of {self!r} cannot be computed, so its mass cannot be found")
        if np.isnan(self._standard_of_scipy(np.array([(median - self.loc) / self.scale]))[0]):
            raise ValueError(f"{self!r} cannot be integrated: SciPy's density is nan at its median, {median:g}")
        self._middle = median
        self._is_difference = density_is_a_difference(getattr(self.frozen, "dist", None))
        self.zeros_are_exact = not source.is_own and not self._is_difference
        self._has_guesses = False
        self._width = float(upper[-1] - lower[-1]) or abs(median) or 1.0
        self._series = (
            self._tabulated(np.concatenate([lower, [median], upper[::-1]])) if source.microseconds > 50 else None
        )
        places = np.concatenate([lower, [median], upper, self.support])
        edges = histogram_edges(getattr(self.frozen, "dist", None))
        special_places = self.loc + self.scale * np.concatenate([corners, edges])
        self.landmarks = np.unique(np.concatenate([_thinned(places, median, self.ends), special_places]))
        if self._is_difference:
            quantiles = np.concatenate([lower[-2:], [median], upper[-2:]])
            self._log_peak = float(np.nanmax(self._standard((quantiles - self.loc) / self.scale)))
        self.rounding = self._log_pdf_rounding(np.hstack([lower[-2:], median, upper[-2:]]))
        self.log_pdf_underflows = not self.zeros_are_exact and not self._overflows

    def _tabulated(self, quantiles: np.ndarray) -> TabulatedLogPdf:
        """SciPy's log density as a table, for a density of which a quadrature cannot compute thousands of values."""
        low, high = self.source.standard_support
        places = np.unique((quantiles[np.isfinite(quantiles)] - self.loc) / self.scale)
        places = places[(places > low) & (places < high)]
        most = int(TABLE_MICROSECONDS / self.source.microseconds)
        return TabulatedLogPdf(
            self._standard_of_scipy, places, (low, high), (self._middle - self.loc) / self.scale, most
        )

    def _log_pdf_rounding(self, places: np.ndarray) -> float:
        """Relative rounding error of the log density at ``places`` if x is rounded; at least that of a float."""
        origins = np.append(self.ends, self.loc)
        places = places[np.isfinite(places)]
        about = origins[np.abs(places[:, None] - origins).argmin(axis=1)]
        offset = places - about
        here, there = self._log_pdf(offset, about), self._log_pdf(offset * (1 + SMALL_STEP), about)
        known = np.isfinite(here) & np.isfinite(there)
        relative = np.abs(there[known] - here[known]) / (SMALL_STEP * (1 + np.abs(here[known])))
        return self.rounding * float(relative.max(initial=1.0))

    def log_pdf_rounding(self, x: np.ndarray, about: float | np.ndarray) -> float | np.ndarray:
        """Relative error of the log density at about + x, larger close to an end and beyond an underflow."""
        about = np.broadcast_to(about, x.shape)
        error = np.full(x.shape, self.rounding)
        for end, power in zip(self.support, self._powers, strict=True):
            if power is not None:
                error[about == end] += power.rounding(np.abs(x[about == end]) / self.scale)
        if self._series is not None:
            y = np.clip((about - self.loc) / self.scale + x / self.scale, *self.source.standard_support)
            log_standard, absolute = self._series.with_error(y)
            error += absolute / (1 + np.abs(log_standard))
        if self._has_guesses or self._is_difference:
            log_standard = self._log_pdf(x, about) + np.log(self.scale)
            error[log_standard == FLOOR] = UNKNOWN
            if self._is_difference:
                with np.errstate(over="ignore"):
                    error += DIFFERENCE_ERROR * np.exp(np.minimum(self._log_peak - log_standard, 700))
        for tail in self._tails_found:
            beyond = tail.log_distance(self._standard_offset(x, about, tail)) > tail.u0
            error[beyond] = UNKNOWN
        return error

    @cached_property
    def _powers(self) -> tuple[PowerEnd | None, PowerEnd | None]:
        """How the density behaves next to each end, where SciPy's x is rounded and there is no formula."""
        found: list[PowerEnd | None] = []
        for end, direction, table in zip(
            self.source.standard_support, (1, -1), (FROM_LOWER_END, FROM_UPPER_END), strict=True
        ):
            has_digits = self._series is not None or end == 0 or not np.isfinite(end) or self._entry(table) is not None
            found.append(None if has_digits else power_end(self._standard, end, direction))
        return found[0], found[1]

    @cached_property
    def _tails(self) -> tuple[Tail | None, Tail | None]:
        """The tails in which SciPy's density underflows, in the standard coordinate."""
        if self._series is not None:
            return None, None
        middle, width = (self._middle - self.loc) / self.scale, self._width / self.scale
        low, high = self.source.standard_support
        smallest = self._log_peak + LOG_DIFFERENCE if self._is_difference else LOG_SMALLEST
        return (
            underflow_tail(self._standard, middle, width, low, -1, smallest),
            underflow_tail(self._standard, middle, width, high, 1, smallest),
        )

    @cached_property
    def _overflows(self) -> bool:
        """Whether SciPy has a formula for the log density, which is -inf only where it overflows."""
        if self._entry(LOG_PDF) is not None:
            return True
        middle, low, high = (self._middle - self.loc) / self.scale, *self.source.standard_support
        far = [middle + self._width / self.scale * np.concatenate([-OUTWARD, OUTWARD])]
        far += [end + (middle - end) * INWARD[::10] for end in (low, high) if np.isfinite(end)]
        places = np.concatenate(far)
        values = self._standard(places[(places > low) & (places < high)])
        return bool((values[np.isfinite(values)] < LOG_SMALLEST_NUMBER).any())

    @property
    def _tails_found(self) -> list[Tail]:
        """The tails that a call has needed; before that there is no underflow."""
        return [tail for tail in self.__dict__.get("_tails", ()) if tail is not None]

    def _standard_offset(self, x: np.ndarray, about: np.ndarray, tail: Tail) -> np.ndarray:
        """about + x as a distance from the origin of ``tail``, in the standard coordinate."""
        end = self.support[0] if tail.origin == self.source.standard_support[0] else self.support[1]
        with np.errstate(over="ignore"):
            from_origin = (about - self.loc) / self.scale - tail.origin + x / self.scale
        return np.where(tail.is_end & (about == end), x / self.scale, from_origin)

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        low, high = self.support
        first, last = self.source.standard_support
        about = np.broadcast_to(about, x.shape)
        inside = (x >= low - about) & (x <= high - about)
        above_low, below_high = inside & (about == low) & (x > 0), inside & (about == high) & (x < 0)
        y = (about - self.loc) / self.scale + x / self.scale
        # A point that is measured from an end of the support lies inside, even if y rounds to the end.
        y[above_low] = np.maximum(first + x[above_low] / self.scale, np.nextafter(first, np.inf))
        y[below_high] = np.minimum(last + x[below_high] / self.scale, np.nextafter(last, -np.inf))
        log_pdf = np.full(x.shape, -np.inf)
        log_pdf[inside] = self._standard(y[inside])
        for at_end, table, power in (
            (above_low, FROM_LOWER_END, self._powers[0]),
            (below_high, FROM_UPPER_END, self._powers[1]),
        ):
            formula = self._entry(table)
            s = np.abs(x[at_end]) / self.scale
            if formula is not None and s.size:
                with np.errstate(all="ignore"):
                    log_pdf[at_end] = formula(s, *self.shapes)
            elif power is not None:
                log_pdf[at_end] = np.where(s < power.close, power(np.maximum(s, 1e-300)), log_pdf[at_end])
        missing = inside & (self._is_difference | ~(log_pdf > -np.inf))
        if missing.any():
            log_pdf[missing] = self._extrapolated(x[missing], about[missing], log_pdf[missing])
        return log_pdf - np.log(self.scale)

    def _extrapolated(self, x: np.ndarray, about: np.ndarray, log_pdf: np.ndarray) -> np.ndarray:
        """The log density in the tails where it underflows; elsewhere -inf or FLOOR, if it is known not to be 0."""
        zero = ~(log_pdf > -np.inf)
        log_pdf = np.where(zero, -np.inf if self.zeros_are_exact else FLOOR, log_pdf)
        overflows = self._overflows
        if overflows:
            log_pdf[zero] = -np.inf
        elif not self.zeros_are_exact:
            self._has_guesses |= bool(zero.any())
        for tail in filter(None, self._tails):
            u = tail.log_distance(self._standard_offset(x, about, tail))
            beyond = u > tail.u0
            log_pdf[beyond] = tail(u[beyond])
        return log_pdf

    def _standard(self, y: np.ndarray) -> np.ndarray:
        """Log density for loc 0 and scale 1."""
        return self._standard_of_scipy(y) if self._series is None else self._series(y)

    def _standard_of_scipy(self, y: np.ndarray) -> np.ndarray:
        formula = self._entry(LOG_PDF)
        with np.errstate(all="ignore"), warnings.catch_warnings():  # raised at the ends of the support
            warnings.simplefilter("ignore")
            log_pdf = self.source.log_pdf(y) if formula is None else formula(y, *self.shapes)
        return np.asarray(log_pdf, dtype=float)


def _no_corners(*shapes: float) -> list[float]:
    return []


def _thinned(places: np.ndarray, median: float, ends: np.ndarray) -> np.ndarray:
    """The finite ``places`` without those that are many decades further out, or closer to an end, than the next.

    The quadrature can integrate a power function from a singular end, or to infinity, over any number of decades,
    but not between two landmarks that are 30 decades apart.
    """
    places = np.unique(places[np.isfinite(places)])
    kept = [median, *ends]
    for side in (places[places < median][::-1], places[places > median]):
        last = None
        for place in side:
            to_end = np.abs(ends - place).min(initial=np.inf)
            if to_end < CLOSEST:
                continue
            now = abs(place - median), to_end
            if last is None or (now[0] <= MOST_RATIO * last[0] and now[1] * MOST_RATIO >= last[1]):
                kept.append(place)
                last = now
    return np.unique(kept)

"""``from_scipy``: any frozen univariate distribution of scipy.stats as a distribution of this package.

These classes add what the theory needs and SciPy does not provide: log densities that are finite in far tails and
accurate next to a singularity, the landmarks at which a quadrature divides its range, and the points over which a
discrete distribution is summed.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special, stats

from numpygan import arguments
from numpygan.distributions import saddle_point
from numpygan.distributions.base import Univariate

# Landmarks are placed at these quantiles and their mirror images. Quantiles, and not multiples of a width, because in a
# power tail the two differ by many orders of magnitude.
TAIL_LEVELS = np.array([1e-12, 1e-6, 1e-3, 0.03, 0.2])

# Largest ratio of the distances of two neighboring landmarks from the median, or from an end of the support.
MOST_RATIO = 1e4
CLOSEST = 1e-290  # a landmark closer to an end of the support than this is dropped

# Log densities of distributions for which SciPy computes log(pdf), which is -inf where pdf underflows, or subtracts
# large logarithms.
LOG_PDF: dict[str, Callable[..., np.ndarray]] = {
    "beta": saddle_point.log_beta_density,
    "gamma": saddle_point.log_gamma_density,
    "t": saddle_point.log_t_density,
    "cauchy": lambda y: -np.log(np.pi) - 2 * saddle_point.log_hypot(y),
    "lognorm": lambda y, s: -np.log(y) * (np.log(y) / (2 * s * s) + 1) - np.log(s) - saddle_point.LOG_SQRT_2_PI,
    "triang": lambda y, c: np.log(2 * np.where(y < c, y / c, (1 - y) / (1 - c))),
    "laplace": lambda y: -np.abs(y) - np.log(2),
    "laplace_asymmetric": lambda y, k: np.where(y >= 0, -y * k, y / k) - np.log(k + 1 / k),
    "hypsecant": lambda y: -np.logaddexp(y, -y) + np.log(2 / np.pi),
    "foldnorm": lambda y, c: np.logaddexp(-0.5 * (y - c) ** 2, -0.5 * (y + c) ** 2) - 0.5 * np.log(2 * np.pi),
    "rice": lambda y, b: np.log(y) - 0.5 * (y - b) ** 2 + np.log(special.i0e(y * b)),
    "moyal": lambda y: -0.5 * (y + np.exp(-y) + np.log(2 * np.pi)),
    "norminvgauss": lambda y, a, b: (
        np.log(a / np.pi * special.k1e(a * np.hypot(1, y)) / np.hypot(1, y))
        + np.sqrt((a - b) * (a + b))
        + b * y
        - a * np.hypot(1, y)
    ),
    "levy": lambda y: -0.5 * np.log(2 * np.pi) - 1.5 * np.log(y) - 0.5 / y,
    "invweibull": lambda y, c: np.log(c) - (c + 1) * np.log(y) - y ** (-c),
    "pareto": lambda y, b: np.log(b) - (b + 1) * np.log(y),
}

# Log masses of distributions for which SciPy subtracts large logarithms.
LOG_MASS: dict[str, Callable[..., np.ndarray]] = {
    "binom": saddle_point.log_binomial_mass,
    "hypergeom": saddle_point.log_hypergeometric_mass,
    "nbinom": saddle_point.log_negative_binomial_mass,
    "poisson": saddle_point.log_poisson_mass,
}

# The distribution of (1 - Y) for distributions on [0, 1] whose density may be singular at 1.
MIRRORED: dict[str, Callable[..., tuple[float, ...]]] = {
    "arcsine": lambda: (),
    "beta": lambda a, b: (b, a),
    "triang": lambda c: (1 - c,),
}

# Corners of the density, in the standard coordinate, besides the ends of the support.
CORNERS: dict[str, Callable[..., list[float]]] = {
    "laplace": lambda: [0],
    "laplace_asymmetric": lambda k: [0],
    "dgamma": lambda a: [0],
    "dweibull": lambda c: [0],
    "loglaplace": lambda c: [1],
    "triang": lambda c: [c],
    "trapezoid": lambda c, d: [c, d],
}

SMALL_STEP = 2.0**-20  # step of a finite difference

# The sum over an infinite discrete distribution ends at a point with a mass below exp(-700), about 1e-304.
LOG_NEGLIGIBLE_MASS = -700.0
MOST_ATOMS = 1 << 22


def from_scipy(frozen: Any) -> Univariate:
    """Wrap a frozen distribution of :mod:`scipy.stats`.

    Parameters
    ----------
    frozen : frozen distribution
        For example ``scipy.stats.laplace(0, 1)`` or ``scipy.stats.poisson(3)``.

    Returns
    -------
    ScipyContinuous or ScipyDiscrete

    Raises
    ------
    TypeError
        If ``frozen`` is not a frozen univariate distribution, for example if its parameters are missing.
    ValueError
        If SciPy rejects the parameters, or if a discrete distribution has too heavy a tail to be summed.

    Examples
    --------
    >>> from scipy import stats
    >>> from_scipy(stats.laplace(0, 1)).log_pdf([1000.0])
    array([-1000.69314718])
    """
    kind = getattr(frozen, "dist", None)
    if isinstance(kind, stats.rv_continuous):
        return ScipyContinuous(frozen)
    if isinstance(kind, stats.rv_discrete):
        return ScipyDiscrete(frozen)
    if isinstance(frozen, (stats.rv_continuous, stats.rv_discrete)):
        name = frozen.name or "distribution"
        raise TypeError(
            f"expected a frozen distribution, got {name} without its parameters; call it first: {name}(...)"
        )
    raise TypeError(f"expected a frozen univariate distribution of scipy.stats, got {frozen!r}")


class _Scipy(Univariate):
    """Base class of the continuous and the discrete adapter."""

    def __init__(self, frozen: Any) -> None:
        shapes, loc, scale = frozen.dist._parse_args(*frozen.args, **frozen.kwds)
        self.frozen = frozen
        self.name: str = frozen.dist.name or "custom"
        # The tables above hold for SciPy's own distributions, not for a user's distribution with the same name.
        self._is_scipys = type(frozen.dist) is type(getattr(stats, self.name, None))
        self.shapes = tuple(float(s) for s in shapes)
        self.loc, self.scale = float(loc), float(scale)
        low, high = frozen.support()
        self.support = (float(low), float(high))
        if np.isnan(self.support).any() or not self.scale > 0:
            raise ValueError(f"{self!r} is not a distribution: SciPy rejects its parameters")

    def _entry(self, table: dict[str, Callable[..., Any]], otherwise: Any) -> Any:
        return table.get(self.name, otherwise) if self._is_scipys else otherwise

    def __repr__(self) -> str:
        given = [f"{s:g}" for s in self.shapes] + [f"loc={self.loc:g}", f"scale={self.scale:g}"]
        return f"from_scipy({self.name}({', '.join(given)}))"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        draws = self.frozen.rvs(size=n, random_state=arguments.generator(rng))
        return np.asarray(draws, dtype=float).reshape(n, 1)

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        return np.asarray(self.frozen.cdf(x), dtype=float)

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        return np.where(
            u == 0, self.support[0], self.frozen.ppf(u)
        )  # SciPy's ppf(0) of a discrete distribution is 1 too small


class ScipyContinuous(_Scipy):
    """A continuous distribution of scipy.stats; see :func:`from_scipy`."""

    def __init__(self, frozen: Any) -> None:
        super().__init__(frozen)
        corners = [self.loc + self.scale * c for c in self._entry(CORNERS, _no_corners)(*self.shapes)]
        edges = getattr(frozen.dist, "_hbins", [])  # the bin edges of a stats.rv_histogram
        with np.errstate(all="ignore"), warnings.catch_warnings():
            # SciPy overflows or fails for some extreme quantiles; a landmark need not be exact.
            warnings.simplefilter("ignore")
            bulk = [frozen.ppf(TAIL_LEVELS), float(frozen.median()), frozen.isf(TAIL_LEVELS), self.support]
        quantiles = _thinned(np.concatenate([np.ravel(part) for part in bulk]), bulk[1], self.ends)
        self.landmarks = np.unique(np.concatenate([quantiles, corners, self.loc + self.scale * np.array(edges)]))
        self.rounding = self._log_pdf_rounding(np.hstack([bulk[0][-2:], bulk[1], bulk[2][-2:]]))

    def _log_pdf_rounding(self, places: np.ndarray) -> float:
        """Relative rounding error of the log density at ``places`` if x is rounded; at least that of a float."""
        origins = np.append(self.ends, self.loc)
        about = origins[np.abs(places[:, None] - origins).argmin(axis=1)]
        offset = places - about
        here, there = self._log_pdf(offset, about), self._log_pdf(offset * (1 + SMALL_STEP), about)
        known = np.isfinite(here) & np.isfinite(there)
        relative = np.abs(there[known] - here[known]) / (SMALL_STEP * (1 + np.abs(here[known])))
        return self.rounding * float(relative.max(initial=1.0))

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        low, high = self.support
        about = np.broadcast_to(about, x.shape)
        inside = (x >= low - about) & (x <= high - about)
        above_low, below_high = inside & (about == low) & (x > 0), inside & (about == high) & (x < 0)
        y = (about - self.loc) / self.scale + x / self.scale
        # A point that is measured from an end of the support lies inside, even if y rounds to the end.
        first, last = self.frozen.dist.support(*self.shapes)
        y[above_low] = np.maximum(y[above_low], np.nextafter(first, np.inf))
        y[below_high] = np.minimum(y[below_high], np.nextafter(last, -np.inf))
        log_pdf = np.full(x.shape, -np.inf)
        log_pdf[inside] = self._standard(y[inside], self.shapes)
        mirrored = self._entry(MIRRORED, None)
        if mirrored is not None and below_high.any():
            log_pdf[below_high] = self._standard(-x[below_high] / self.scale, mirrored(*self.shapes))
        return log_pdf - np.log(self.scale)

    def _standard(self, y: np.ndarray, shapes: tuple[float, ...]) -> np.ndarray:
        """Log density for loc 0 and scale 1."""
        log_pdf = self._entry(LOG_PDF, self.frozen.dist.logpdf)
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):  # raised at the ends of the support
            return np.asarray(log_pdf(y, *shapes), dtype=float)


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


class ScipyDiscrete(_Scipy):
    """A discrete distribution of scipy.stats; see :func:`from_scipy`. It is summed, never integrated."""

    has_density = False

    def __init__(self, frozen: Any) -> None:
        super().__init__(frozen)
        self.landmarks = np.empty(0)
        points = self._standard_points()
        self.atoms = points + self.loc
        if self._entry(LOG_MASS, None):
            self.rounding *= max(4.0, float(frozen.std()))  # the mean is rounded, and k / mean varies by 1 / std
        else:  # SciPy's log masses are sums of terms like log k!, whose rounding errors remain in the sum.
            largest = np.abs(points).max()
            self.rounding *= max(1.0, float(largest * np.log1p(largest)) / 10)

    def _standard_points(self) -> np.ndarray:
        """The points of positive mass, for loc 0."""
        if hasattr(self.frozen.dist, "xk"):  # an rv_discrete(values=(points, probabilities))
            return np.unique(np.asarray(self.frozen.dist.xk, dtype=float))
        return np.arange(self._last_point(0, -1), self._last_point(1, 1) + 1)

    def _last_point(self, end: int, direction: int) -> float:
        """The end of the support or, in an infinite tail, a point of negligible mass."""
        dist, shapes = self.frozen.dist, self.shapes
        support = dist.support(*shapes)
        if np.isfinite(support[end]):
            return float(support[end])
        middle, reach = float(dist.median(*shapes)), 1.0
        while dist.logpmf(middle + direction * reach, *shapes) > LOG_NEGLIGIBLE_MASS:
            reach *= 2
            if reach > MOST_ATOMS:
                raise ValueError(
                    f"{self!r} has too heavy a tail to be summed: more than {MOST_ATOMS} points are not negligible"
                )
        return middle + direction * reach

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        return self._log_mass(x + about)

    def _log_mass(self, x: np.ndarray) -> np.ndarray:
        # Without loc the points are integers, and SciPy needs them exactly: in floating point 3.1 - 0.1 is not 3.
        points = x - self.loc
        if not hasattr(self.frozen.dist, "xk"):
            points = np.rint(points)
        first, last = self.frozen.dist.support(*self.shapes)
        there = (points + self.loc == x) & (points >= first) & (points <= last)
        log_pmf = self._entry(LOG_MASS, self.frozen.dist.logpmf)
        log_mass = np.full(x.shape, -np.inf)
        with np.errstate(divide="ignore"):  # log 0 = -inf at a point of probability 0
            log_mass[there] = log_pmf(points[there], *self.shapes)
        return log_mass

"""Divergences of two normal distributions, of any dimension and with any covariances, by one-dimensional integrals.

All these divergences depend only on the distribution of t = log p - log q. For normal distributions the Mellin
transform of exp(t) has a closed form: Chernoff's coefficient C(a) = integral of p^a q^(1-a), also for complex a.
By the inverse Mellin transform, along a line in the complex plane with any real part in (0, 1),

    1 - TV     = 1 / (2 pi i) integral of C(a)  1 / (a (1-a))                     da
    log 2 - JS = 1 / (2 pi i) integral of C(a)  pi / (2 a (1-a) sin(pi a))        da

and TV and JS are the same integrals of 1 - C(a), where nothing cancels when p is nearly q. The
squared Hellinger distance is 1 - C(1/2), and KL has its well-known closed form.

References
----------
Chernoff (1952) for C; the two kernels are the Mellin transforms of min(1, y) and of the deficit
log 2 - JS as a function of y = exp(t).
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeGuard

import numpy as np
from scipy import special
from scipy.integrate import tanhsinh
from scipy.optimize import minimize_scalar

from numpygan.distributions import Distribution, MultivariateNormal, Normal
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.integrand import EPS

METHOD = "integral of Chernoff's coefficient"
SERIES_TERMS = 18  # the series of log(1 + x) is then exact to rounding for |x| < 0.1
SLOPE = 0.9  # slope of a bent path against the vertical; exp(a^2) decreases along paths with a slope below 1
LEVELS = range(4, 12)  # levels of the tanh-sinh rule; level 4 has 250 points
ENOUGH = 4 * EPS  # two levels with this relative difference have converged
LARGEST = 1e70  # a larger ratio would overflow in the powers of a series
PROBES = np.logspace(-1, 4, 40)  # points of a path at which C is evaluated to choose the path
FAR = 12.0  # at this distance from the real axis 1 / sin(pi a) is 1e-16

Kernel = Callable[[np.ndarray], np.ndarray]


class _Pair(NamedTuple):
    """Coordinates in which q is standard normal and p has independent components.

    There p has mean ``shift`` (d,) and variances 1 + ``excess`` (d,); ``log_variance`` is the log of these.
    """

    shift: np.ndarray
    excess: np.ndarray
    log_variance: np.ndarray
    rounding: float

    def log_chernoff(self, a: np.ndarray | complex) -> np.ndarray:
        """log C(a) for complex a of any shape, to full relative accuracy also where it is nearly 0."""
        b = 1 - np.asarray(a, dtype=complex)[..., None]
        x = b * self.excess
        # b log(1+e) - log(1 + b e), whose linear terms cancel: by their series where both are small.
        small = (np.abs(x) < 0.1) & (np.abs(self.excess) < 0.1)
        e, y = np.where(small, self.excess, 0), np.where(small, x, 0)
        series = sum((-1) ** (k + 1) / k * (b * e**k - y**k) for k in range(SERIES_TERMS, 1, -1))
        direct = b * self.log_variance - special.log1p(np.where(small, 0, x))
        return 0.5 * (np.where(small, series, direct) - b * (1 - b) * self.shift**2 / (1 + x)).sum(axis=-1)

    @property
    def saddle(self) -> float:
        """The point of (0, 1) at which C is smallest."""
        found = minimize_scalar(lambda a: self.log_chernoff(a).real, bounds=(0, 1), method="bounded")
        return float(np.clip(found.x, 1e-3, 1 - 1e-3))


ToyNormal = Normal | MultivariateNormal


def are_normal(distributions: Sequence[Distribution]) -> TypeGuard[Sequence[ToyNormal]]:
    """Whether two distributions are normal, and the ratios of their parameters can be squared without overflow."""
    p, q = distributions
    if isinstance(p, Normal) and isinstance(q, Normal):
        sizes = np.array([p.std / q.std, q.std / p.std, (p.mean - q.mean) / min(p.std, q.std)])
        return bool((np.abs(sizes) < LARGEST).all())
    return isinstance(p, MultivariateNormal) and isinstance(q, MultivariateNormal)


def _pair(p: ToyNormal, q: ToyNormal) -> _Pair:
    if isinstance(p, Normal) and isinstance(q, Normal):
        deviations = np.array([p.std / q.std])
        excess = (p.std - q.std) / q.std * (deviations + 1)
        return _Pair(np.array([(p.mean - q.mean) / q.std]), excess, _log_variance(excess, deviations), 16 * EPS)
    assert isinstance(p, MultivariateNormal)
    assert isinstance(q, MultivariateNormal)
    excess, axes = np.linalg.eigh(q.whiten @ (p.cov - q.cov) @ q.whiten.T)
    deviations = np.sort(np.linalg.svd(q.whiten @ p.cholesky, compute_uv=False))  # in the order of excess
    rounding = 16 * EPS * max(np.linalg.cond(distribution.cov) for distribution in (p, q))
    return _Pair(axes.T @ q.whiten @ (p.mean - q.mean), excess, _log_variance(excess, deviations), rounding)


def _log_variance(excess: np.ndarray, deviations: np.ndarray) -> np.ndarray:
    """log(1 + excess): from the excess for variances near 1, and from the standard deviations for the others."""
    near = np.abs(excess) < 0.5
    return np.where(near, np.log1p(np.where(near, excess, 0)), 2 * np.log(deviations))


def _unordered_pair(p: ToyNormal, q: ToyNormal) -> _Pair:
    """The same pair for (p, q) and (q, p), to the last digit; the second distribution is the wider one."""

    def rank(distribution: ToyNormal) -> list[float]:
        if isinstance(distribution, Normal):
            return [distribution.std, distribution.mean]
        return [np.trace(distribution.cov), *distribution.cov.ravel(), *distribution.mean]

    return _pair(p, q) if rank(p) <= rank(q) else _pair(q, p)


def kl(p: ToyNormal, q: ToyNormal) -> Estimate:
    """KL(p || q) = (sum of e - log(1 + e) over the excess variances e, + |shift|^2) / 2."""
    pair = _pair(p, q)
    small = np.abs(pair.excess) < 0.1
    e = np.where(small, pair.excess, 0)
    series = sum((-1) ** k / k * e**k for k in range(SERIES_TERMS, 1, -1))
    terms = np.where(small, series, pair.excess - pair.log_variance) + pair.shift**2
    return _estimate(terms.sum() / 2, 0, pair, "closed form")


def js(p: ToyNormal, q: ToyNormal) -> Estimate:
    """JS(p || q), in nats."""
    pair = _unordered_pair(p, q)
    return _estimate(*_integral(lambda a: -special.expm1(pair.log_chernoff(a)), _js_kernel, 0.5, 0, FAR), pair, METHOD)


def log2_minus_js(p: ToyNormal, q: ToyNormal) -> Estimate:
    """log 2 - JS(p || q), in nats."""
    pair = _unordered_pair(p, q)
    top = float(pair.log_chernoff(pair.saddle).real)
    value, error = _integral(lambda a: np.exp(pair.log_chernoff(a) - top), _js_kernel, pair.saddle, 0, FAR)
    # The relative error of exp(top) is the absolute error of top.
    return _estimate(np.exp(top) * value, np.exp(top) * (error + abs(top) * EPS * value), pair, METHOD)


def total_variation(p: ToyNormal, q: ToyNormal) -> Estimate:
    """Total variation, integral of |p - q| / 2."""
    pair = _unordered_pair(p, q)
    best = 0.0, np.inf
    for bend in sorted((-1, 0, 1), key=lambda bend: _highest(pair, bend)):
        value, error = _integral(lambda a: -special.expm1(pair.log_chernoff(a)), _tv_kernel, 0.5, bend, np.inf)
        best = min(best, (value, error), key=lambda path: path[1])
        if error <= ENOUGH * abs(value):
            break
    return _estimate(*best, pair, METHOD)


def _highest(pair: _Pair, bend: int) -> float:
    """The largest log |C| at a few points of a path; C should decrease along the path."""
    with np.errstate(all="ignore"):
        return float(np.nan_to_num(pair.log_chernoff(_path(PROBES, 0.5, bend)[0]).real, nan=np.inf).max())


def squared_hellinger(p: ToyNormal, q: ToyNormal) -> Estimate:
    """Squared Hellinger distance, 1 - C(1/2)."""
    pair = _unordered_pair(p, q)
    return _estimate(-special.expm1(float(pair.log_chernoff(0.5).real)), 0, pair, "closed form")


def _js_kernel(a: np.ndarray) -> np.ndarray:
    return np.pi / (2 * a * (1 - a) * np.sin(np.pi * a))


def _tv_kernel(a: np.ndarray) -> np.ndarray:
    return 1 / (a * (1 - a))


def _path(s: np.ndarray, start: float, bend: float) -> tuple[np.ndarray, np.ndarray]:
    """Points a(s) of a hyperbola through ``start``, and da/ds."""
    root = np.sqrt(1 + s * s)
    return start + bend * SLOPE * s * (s / (1 + root)) + 1j * s, 1j + bend * SLOPE * s / root


def _integral(f: Kernel, kernel: Kernel, start: float, bend: float, far: float) -> tuple[float, float]:
    """1 / (2 pi i) times the integral of ``f`` times ``kernel``, and its error, along a path through ``start``.

    The values below the real axis are the complex conjugates of those above. A path that bends away from the
    vertical line (``bend`` -1 or 1) gives the same integral if C decreases along it, because all poles lie on the
    real axis and none lies between the two paths.
    """

    def along(s: np.ndarray) -> np.ndarray:
        a, direction = _path(s, start, bend)
        return np.asarray((f(a) * kernel(a) * direction / 1j).real / np.pi)

    coarse = np.inf
    for level in LEVELS:  # each level has twice the points; the error that SciPy reports can be too small
        with np.errstate(all="ignore"):  # far from the real axis C underflows
            fine = float(tanhsinh(along, 0, far, minlevel=level, maxlevel=level).integral)
        error, coarse = abs(fine - coarse), fine
        if error <= ENOUGH * abs(fine):
            break
    return fine, error if np.isfinite(fine) else np.inf


def _estimate(value: float, error: float, pair: _Pair, method: str) -> Estimate:
    return Estimate(value, error=error + pair.rounding * abs(value), method=method)

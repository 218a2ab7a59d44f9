"""Quadrature in 1-D: the real line is divided at the landmarks, and every piece is integrated by the tanh-sinh rule.

Every point is measured from the nearest landmark, so that no digits are lost near a singular end or near a narrow mode
far from 0. The tanh-sinh rule converges also if the integrand is singular at an end of a piece. Point masses are
summed.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import elementwise
from scipy.special import expit

from numpygan.distributions import Univariate
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.integrand import EPS, Integrand, call, rounding_sensitivity

RELATIVE_TOLERANCE = 1e-14  # of the whole integral, for each piece
STEP = 0.05  # step of the tanh-sinh rule, in s
FARTHEST = 122  # number of steps on each side of s = 0; exp(pi sinh s) reaches 1e304
MOST_ROUNDS = 30  # a piece that does not converge is halved at most this many times
MOST_PIECES = 5_000  # halving ends if there would be more pieces than this
SMALLEST_OFFSET = 1e-300  # a density may be infinite at a cut itself
LARGEST_OFFSET = 1e150  # beyond it x * x overflows; the integral beyond is estimated and added to the error


def _tanh_sinh_nodes() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """StratifiedPoints and weights on (0, 1), y = e / (1 + e), and on (0, inf), y = e, where e = exp(pi sinh s).

    In s it is the trapezoidal rule. Where e is beyond 1e17 the former y is 1: in the middle
    between two cuts, where nothing is singular.
    """
    s = STEP * np.arange(-FARTHEST, FARTHEST + 1)
    e, rate = np.exp(np.pi * np.sinh(s)), STEP * np.pi * np.cosh(s)
    y = expit(np.pi * np.sinh(s))
    inner = e < 1e17
    return (y[inner], (rate * y * (1 - y))[inner]), (e, rate * e)


TO_ONE, TO_INFINITY = _tanh_sinh_nodes()


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
        """What turns y into a point."""
        return self.about, self.base, self.width

    def take(self, which: np.ndarray) -> "Pieces":
        return Pieces(*(column[which] for column in self))

    def halves(self) -> "Pieces":
        middle = np.where(np.isfinite(self.stop), (self.start + self.stop) / 2, 2 * self.start + 1)
        left, right = self._replace(stop=middle), self._replace(start=middle)
        return Pieces(*(np.concatenate(pair) for pair in zip(left, right, strict=True)))


def pieces(distributions: Iterable[Univariate], landmarks: Iterable[float] = ()) -> Pieces:
    """Cut the supports of ``distributions`` at their landmarks and at ``landmarks``.

    Between two cuts lie two pieces, each growing from its own cut; beyond the outermost cuts of an
    infinite support lies one, in units of the distance between the outermost cuts. Points are
    measured from their cut or, next to an end of a support, from that end: a density that is
    singular there feels the distance to it and nothing else.
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
    distance = np.abs(cuts[:, None] - ends)
    nearest = ends[distance.argmin(axis=1)]
    return np.where(distance.min(axis=1) <= np.abs(nearest) / 4, nearest, cuts)


def integrate_1d(f: Integrand, distributions: Sequence[Univariate], landmarks: Iterable[float] = ()) -> Estimate:
    """Integral of ``f`` over the real line, plus its sum over the atoms; see :func:`integrate`."""
    value, error = _sum_over_atoms(f, distributions)
    if any(distribution.has_density for distribution in distributions):
        integral, integral_error = _integrate_pieces(f, distributions, pieces(distributions, landmarks))
        value, error = value + integral, error + integral_error
        return Estimate(value, error=error, method="quadrature")
    return Estimate(value, error=error, method="sum")


def _sum_over_atoms(f: Integrand, distributions: Sequence[Univariate]) -> tuple[float, float]:
    atoms = np.unique(np.concatenate([distribution.atoms for distribution in distributions]))
    log_masses = [distribution.log_mass(atoms) for distribution in distributions]
    carrying = np.max(log_masses, axis=0) > -np.inf
    x, log_masses = atoms[carrying], [log_mass[carrying] for log_mass in log_masses]
    terms, rounding = call(f, x, log_masses), call(rounding_sensitivity(f, distributions), x, log_masses)
    return math.fsum(terms), math.fsum(rounding) + 8 * EPS * math.fsum(np.abs(terms))


def _on_pieces(f: Integrand, distributions: Sequence[Univariate]) -> Callable[..., np.ndarray]:
    """``f`` as a function of the coordinate y of a piece, times dx/dy; any shape."""

    def g(y: np.ndarray, about: np.ndarray, base: np.ndarray, width: np.ndarray) -> np.ndarray:
        with np.errstate(over="ignore"):  # inf is far
            about, offset = (part.ravel() for part in np.broadcast_arrays(about, base + width * y))
        direction = np.broadcast_to(np.sign(width), y.shape).ravel()
        offset = np.where(np.abs(offset) < SMALLEST_OFFSET, direction * SMALLEST_OFFSET, offset)
        near = np.abs(offset) < LARGEST_OFFSET
        log_densities = log_densities_at(distributions, about, np.where(near, offset, 0))
        inside = near & (np.max(log_densities, axis=0) > -np.inf)
        values = np.zeros(offset.shape)
        values[inside] = call(f, (about + offset)[inside], [log_pdf[inside] for log_pdf in log_densities])
        return values.reshape(y.shape) * np.abs(width)

    return g


def log_densities_at(distributions: Iterable[Univariate], about: np.ndarray, offset: np.ndarray) -> list[np.ndarray]:
    """Log densities (n,) of each distribution at ``about + offset``; -inf for a distribution that is all atoms."""
    return [
        distribution._log_pdf(offset, about) if distribution.has_density else np.full(offset.shape, -np.inf)
        for distribution in distributions
    ]


def _integrate_pieces(f: Integrand, distributions: Sequence[Univariate], todo: Pieces) -> tuple[float, float]:
    g = _on_pieces(f, distributions)
    rounding = _rounding_error(f, distributions, todo)
    other_errors = math.fsum(rounding) + _left_out(g, todo)
    done: list[float] = []
    errors: list[float] = []
    for _ in range(MOST_ROUNDS):
        coarse, fine = _rule(g, todo)
        error = np.abs(fine - coarse)
        allowed = RELATIVE_TOLERANCE * (math.fsum(np.abs(fine)) + math.fsum(np.abs(done)))
        bad = error > np.maximum(allowed, rounding)
        if 2 * bad.sum() > MOST_PIECES:
            break
        done += fine[~bad].tolist()
        errors += error[~bad].tolist()
        if not bad.any():
            return math.fsum(done), math.fsum(errors) + other_errors + 8 * EPS * math.fsum(np.abs(done))
        todo, rounding = todo.take(bad).halves(), np.tile(rounding[bad] / 2, 2)
        fine, error = fine[bad], error[bad]
    return math.fsum([*done, *fine]), math.fsum([*errors, *error]) + other_errors


def _left_out(g: Callable[..., np.ndarray], cut: Pieces) -> float:
    """The integral beyond LARGEST_OFFSET and within SMALLEST_OFFSET of a cut, if the integrand is a power there.

    It is negligible except for a tail like x^-1.01 or a singular end like x^-0.99.
    """
    total = 0.0
    outer, inner = cut.take(np.isinf(cut.stop)), cut.take((cut.base == 0) & np.isfinite(cut.stop))
    for some, distances in (
        (outer, LARGEST_OFFSET * np.array([1e-1, 1e-5])),
        (inner, SMALLEST_OFFSET * np.array([1e1, 1e5])),
    ):
        y = distances / np.abs(some.width[:, None])
        with np.errstate(all="ignore"):  # so far out anything may overflow
            last, before = (g(y, *(column[:, None] for column in some.frame)) / np.abs(some.width[:, None])).T
            power = np.log(np.abs(last / before)) / np.log(distances[0] / distances[1])
        falls = (power + 1) * (1 if some is inner else -1)  # > 0: integrable, and this is one over the decay
        rest = np.abs(last) * distances[0] / np.where(falls > 0, falls, np.nan)
        present = last != 0
        total += float(np.where(falls[present] > 0, rest[present], np.inf).sum())
    return total


def _rule(g: Callable[..., np.ndarray], cut: Pieces, every: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Integrals (k,) of ``g`` over the pieces by two tanh-sinh rules, the second with twice the points.

    Their difference is the reported error. SciPy's rule, ``scipy.integrate.tanhsinh``, reports
    its square, which is too small for integrals that are much smaller than 1. Its checks also take
    longer than the sums.
    """
    coarse, fine = np.empty(cut.start.size), np.empty(cut.start.size)
    finite = np.isfinite(cut.stop)
    for some, (node, weight) in ((finite, TO_ONE), (~finite, TO_INFINITY)):
        part = cut.take(some)
        length = np.where(np.isfinite(part.stop), part.stop - part.start, 1)[:, None]
        y = part.start[:, None] + length * node[::every]
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # far out; ``call`` checks the values
            values = g(y, *(column[:, None] for column in part.frame))
        terms = values * (every * length * weight[::every])
        coarse[some], fine[some] = 2 * terms[:, ::2].sum(axis=1), terms.sum(axis=1)
    return coarse, fine


def _rounding_error(f: Integrand, distributions: Sequence[Univariate], cut: Pieces) -> np.ndarray:
    """Effect (k,) of the rounding errors of the log densities on the integral over each piece."""
    return _rule(_on_pieces(rounding_sensitivity(f, distributions), distributions), cut, every=4)[1]


def crossings(p: Univariate, q: Univariate) -> np.ndarray:
    """Points (k,) where the densities of ``p`` and ``q`` cross: there |p - q| is not smooth.

    Found by the sign of log p - log q at 64 points a piece, then by root finding.
    """
    if not (p.has_density and q.has_density):
        return np.empty(0)
    cut = pieces((p, q))

    def log_ratio(y: np.ndarray, about: np.ndarray, base: np.ndarray, width: np.ndarray) -> np.ndarray:
        about, offset = (part.ravel() for part in np.broadcast_arrays(about, base + width * y))
        log_p, log_q = log_densities_at((p, q), about, offset)
        with np.errstate(invalid="ignore"):  # outside both supports: nan, which has no sign
            ratio = log_p - log_q
            ratio[np.abs(ratio) < p.rounding * np.abs(log_p) + q.rounding * np.abs(log_q)] = 0
        return ratio.reshape(y.shape)

    # Denser towards both ends, which are included: a crossing may sit where two pieces meet.
    grid = np.concatenate([[1e-9], (1 + np.tanh(np.linspace(-9, 9, 62))) / 2, [1.0]])
    y = np.where(np.isfinite(cut.stop)[:, None], grid, grid / (1 + 1e-12 - grid))
    sign = np.sign(log_ratio(y, *(column[:, None] for column in cut.frame)))
    sign *= sign[sign != 0].flat[0] if sign.any() else 1  # so that (p, q) and (q, p) find the same
    sign[sign == 0] = 1  # equal to rounding, or a crossing hit exactly
    change = sign[:, :-1] * sign[:, 1:] < 0
    if not change.any():
        return np.empty(0)
    frame = [column[np.nonzero(change)[0]] for column in cut.frame]
    root = elementwise.find_root(log_ratio, (y[:, :-1][change], y[:, 1:][change]), args=tuple(frame))
    about, base, width = frame
    found = about + (base + width * root.x)
    return np.unique(found[np.isfinite(found)])

"""``kl_is_infinite``: decides whether KL(p || q) is infinite, which no quadrature can find.

KL is infinite in two cases. Either p has mass where q has none, which the supports and atoms show;
or p log(p/q) is not integrable: in a tail where q decreases too fast compared with p, or at an end of
a support. There the integrand behaves like s^a (log s)^b in the distance s. It is integrable at infinity
if and only if a < -1, and at zero if and only if a > -1; if a = -1 the logarithm decides: b < -1. Or log q
decreases exponentially, as for Gumbel's distribution, and faster than p.

A log density of -inf inside a support can be an underflow. It proves nothing unless the density jumps to 0 there.
"""

import numpy as np

from numpygan.distributions import Univariate
from numpygan.numerics.columns_1d import UNKNOWN
from numpygan.numerics.pieces_1d import Pieces, log_densities_at, pieces

# Where the power is measured: so many times further out than the landmarks, or closer to an end than p is wide.
FAR = np.geomspace(10, 1e40, 118)
POWER_TOLERANCE = 1e-6  # a measured power this close to -1 is -1
STRAIGHT = 1e-6  # two slopes that differ by less, relative to their size, are one
SIGNIFICANT = 1e3  # a log ratio must be so many times its rounding to be measured
BESIDE = 1e-9  # a point so near to an end, relative to the size of the end, tests whether p has mass beyond it
TINY = 1e-9  # added to log s, so that log log s is a number
LOG_TINY = np.log(np.finfo(float).smallest_subnormal)
LOG_UNDERFLOW = -600.0  # a density that underflows falls below exp(-600) before it is 0; one that jumps does not
LOG_OVERFLOW = -1e250  # beyond such a log density follow others that overflow
MUCH = 1e-8  # this mass times a log density that overflows is infinite in double precision
EXPONENTIAL = 50.0  # a power of the distance cannot double log(1/q) so often when the distance doubles


def kl_is_infinite(p: Univariate, q: Univariate) -> bool:
    """Whether the integral of p log(p/q) is infinite."""
    if _misses_atoms(p, q) or (p.tail_mass and _sum_diverges(p, q)):
        return True
    if not p.has_density:
        return False
    return not q.has_density or _reaches_beyond(p, q) or _misses_mass(p, q) or _diverges(p, q)


def _misses_atoms(p: Univariate, q: Univariate) -> bool:
    # The ends count and not the masses there, which may underflow.
    reaches_beyond = p.support[0] < q.support[0] or p.support[1] > q.support[1]
    if not (p.has_density or q.has_density) and reaches_beyond:
        return True
    missing = np.isfinite(p.log_mass(p.atoms)) & ~np.isfinite(q.log_mass(p.atoms))
    if q.has_density or not q.atoms.size or not missing.any():
        return bool(missing.any())
    # Inside the support of q, a mass of 0 beyond very small masses is an underflow.
    low, high = q.support
    outside = (p.atoms < low) | (p.atoms > high)
    known = q.log_mass(q.atoms)
    places = q.atoms[np.isfinite(known)]
    nearest = places[np.abs(places[:, None] - p.atoms[missing]).argmin(axis=0)]
    return bool(outside[missing].any() or (q.log_mass(nearest) > LOG_UNDERFLOW).any())


def _sum_diverges(p: Univariate, q: Univariate) -> bool:
    """Whether the terms p log(p/q) over the atoms of p fall like 1/k, or slower."""
    at = p.atoms[-1] - np.round(np.ptp(p.atoms) * np.array([0, 0.5, 0.75]))
    log_p, log_q = p.log_mass(at), q.log_mass(at)
    known = np.isfinite(log_p) & np.isfinite(log_q) & (q.log_mass_rounding(at) < UNKNOWN)
    if not known.all() or (log_p <= log_q).any():
        return False
    term = log_p + np.log(log_p - log_q)
    return bool(term[1] - term[0] <= np.log(2) * (1 + 1e-3))


def _reaches_beyond(p: Univariate, q: Univariate) -> bool:
    """Whether p has mass just outside the support of q; if that end is only numerical, mass that is not negligible."""
    least = -np.inf if q.exact_support else LOG_TINY
    for side, end, farthest in zip((-1, 1), q.support, p.support, strict=True):
        if side * farthest > side * end:
            step = side * (abs(end) + np.ptp(q.landmarks)) * BESIDE
            if p._log_pdf(np.array([step]), end)[0] > least and abs(farthest - end) > abs(step):
                return True
    return False


def _misses_mass(p: Univariate, q: Univariate) -> bool:
    """Whether p is not zero on a piece where q jumps to zero, or has a logarithm too large for double precision."""
    cut = pieces((p, q))
    logs = [log_densities_at((p, q), cut.about, cut.offset(y)) for y in (0.01, 0.5, 0.99)]
    p_there = np.exp([log_p for log_p, _ in logs])  # what underflows is no mass
    missed = (p_there > 0).any(axis=0) & (np.array([log_q for _, log_q in logs]) == -np.inf).all(axis=0)
    if not missed.any():
        return False
    log_q = _log_pdf_at_edge(q, cut.take(missed))
    much = (p_there[:, missed] * np.abs(cut.width[missed])).max(axis=0) > MUCH
    jumps = (log_q > LOG_UNDERFLOW) & (q.zeros_are_exact | (log_q == np.inf))
    return bool((jumps | (much & (log_q < LOG_OVERFLOW))).any())


def _log_pdf_at_edge(q: Univariate, cut: Pieces) -> np.ndarray:
    """The last log density (k,) of q on the way from its mass to the zeros in each piece; inf outside the support."""
    zeros = cut.about + cut.offset(0.5)
    outside = (zeros <= q.support[0]) | (zeros >= q.support[1])
    places = q.landmarks[np.isfinite(q._log_pdf(q.landmarks, 0.0))]
    if not places.size:
        return np.where(outside, np.inf, 0.0)
    known = places[np.abs(places[:, None] - zeros).argmin(axis=0)]
    for _ in range(80):
        middle = (known + zeros) / 2
        finite = np.isfinite(q._log_pdf(middle, 0.0))
        known, zeros = np.where(finite, middle, known), np.where(finite, zeros, middle)
    return np.where(outside, np.inf, q._log_pdf(known, 0.0))


def _diverges(p: Univariate, q: Univariate) -> bool:
    low, middle, high = p.quantile([0.25, 0.5, 0.75])
    width = max(high - low, 1e-100)  # gamma of shape 0.001 has three quarters of its mass within 1e-125 of 0
    reach = max(width, np.ptp(p.landmarks), np.ptp(q.landmarks))
    sides = [side for side, end in zip((-1, 1), p.support, strict=True) if np.isinf(end)]
    if any(_outgrows(p, q, middle, side * reach) for side in sides if np.isinf(q.support[(side + 1) // 2])):
        return True
    tails = [(middle, side * reach, FAR) for side in sides]
    ends = [(end, side * width, 1 / FAR) for end in {*p.ends, *q.ends} for side in (-1, 1)]
    return any(_is_not_integrable(p, q, *path) for path in tails + ends)


def _known(p: Univariate, q: Univariate, about: np.ndarray, offset: np.ndarray) -> list[np.ndarray]:
    """Log densities of p and q; nan where a density underflows, or nearly, and its logarithm is a guess."""
    known = []
    for distribution, log_pdf in zip((p, q), log_densities_at((p, q), about, offset), strict=True):
        is_guess = distribution.log_pdf_rounding(offset, about) >= UNKNOWN
        if distribution.log_pdf_underflows:
            is_guess |= log_pdf < LOG_UNDERFLOW
        known.append(np.where(is_guess, np.nan, log_pdf))
    return known


def _outgrows(p: Univariate, q: Univariate, about: float, unit: float) -> bool:
    """Whether log q decreases exponentially in a tail, until it overflows, and not slower than p."""

    def at(distance: np.ndarray) -> list[np.ndarray]:
        return _known(p, q, np.full(distance.size, about), unit * distance)

    log_p, log_q = at(FAR)
    overflown = np.isneginf(log_q) & np.isfinite(log_p)
    if not overflown.any():
        return False
    known, beyond = 0.0, FAR[overflown.argmax()]
    for _ in range(60):
        middle = (known + beyond) / 2
        known, beyond = (known, middle) if np.isneginf(at(np.array([middle]))[1][0]) else (middle, beyond)
    half, whole = np.log(-at(np.array([known / 2, known]))[1])
    if not whole - half > EXPONENTIAL:
        return False
    rate = (whole - half) / (known / 2)
    distance = known * np.array([1.0, 1e6])
    log_p, gain = at(distance)[0], rate * distance
    # Equal rates: the integrand is constant.
    return bool(log_p[1] - log_p[0] + gain[1] - gain[0] > -POWER_TOLERANCE * gain[1])


def _is_not_integrable(p: Univariate, q: Univariate, about: float, unit: float, distance: np.ndarray) -> bool:
    """Whether p log(p/q) grows like a power that cannot be integrated, along ``about + unit * distance``."""
    log_p, log_q = _known(p, q, np.full(distance.size, about), unit * distance)
    known = np.isfinite(log_p) & np.isfinite(log_q)
    distance, log_p, log_q = distance[known], log_p[known], log_q[known]
    if distance.size < 12:
        return False
    # The density of some distributions has few digits far out, so points further in have to agree.
    outermost, step = distance.size - 1, distance.size // 6
    triples = [last - np.array([0, step, 2 * step]) for last in (outermost, outermost - step)]
    return all(_grows(p, q, unit, distance[at], log_p[at], log_q[at]) for at in triples)


def _grows(
    p: Univariate, q: Univariate, unit: float, distance: np.ndarray, log_p: np.ndarray, log_q: np.ndarray
) -> bool:
    """Whether p log(p/q) is not integrable: its logarithm is c + a log s + b log |log s|, through three points (3,)."""
    t = log_p - log_q
    noise = p.rounding * (1 + np.abs(log_p)) + q.rounding * (1 + np.abs(log_q))
    if (t < SIGNIFICANT * noise).any():
        return False
    slopes = np.diff(t) / np.diff(np.log(distance))
    if np.abs(slopes[1] - slopes[0]) <= STRAIGHT * np.abs(slopes).max():
        return False  # p and q are powers there: the integrand is p, which is integrable, times a logarithm
    log_integrand, towards = log_p + np.log(t), np.sign(distance[0] - distance[2])

    def diverges(log_s: np.ndarray) -> bool:
        _, a, b = np.linalg.solve(np.stack([np.ones(3), log_s, np.log(np.abs(log_s))], axis=1), log_integrand)
        excess = (a + 1) * towards
        return bool(excess > POWER_TOLERANCE or (abs(excess) <= POWER_TOLERANCE and b > -1 - POWER_TOLERANCE))

    # The unit of s does not matter far out, but it may matter at the three points: t is log s plus a constant.
    return diverges(np.log(distance)) and diverges(np.log(distance * abs(unit)) + TINY)

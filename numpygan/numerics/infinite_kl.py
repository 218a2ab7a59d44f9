"""``kl_is_infinite``: decides whether KL(p || q) is infinite, which no quadrature can find.

KL is infinite in two cases. Either p has mass where q has none, which the supports and atoms show;
or p log(p/q) is not integrable: in a tail where q decreases too fast compared with p, or at an end of
a support. There the integrand behaves like s^a (log s)^b in the distance s, and integrable at
infinity iff a < -1, at zero iff a > -1 (for a = -1 the logarithm decides: iff b < -1). Or log q falls
exponentially, as that of Gumbel's distribution does, faster than p.
"""

import numpy as np

from numpygan.distributions import Univariate
from numpygan.numerics.quadrature_1d import log_densities_at, pieces

# Where the power is measured: so many times further out than the landmarks, or closer to an end than p is wide.
FAR = np.geomspace(10, 1e40, 118)
POWER_TOLERANCE = 1e-6  # a measured power this close to -1 is -1
STRAIGHT = 1e-6  # two slopes that differ by less, relative to their size, are one
SIGNIFICANT = 1e3  # a log ratio must be so many times its rounding to be measured
BESIDE = 1e-9  # so near to an end, relative to where it is
TINY = 1e-9  # so that log log s is a number
LOG_TINY = np.log(np.finfo(float).smallest_subnormal)
EXPONENTIAL = 50.0  # what doubles the distance and adds so much to log log(1/q) is no power


def kl_is_infinite(p: Univariate, q: Univariate) -> bool:
    """Whether integral p log(p/q) = +inf."""
    if _misses_atoms(p, q):
        return True
    if not p.has_density:
        return False
    return not q.has_density or _reaches_beyond(p, q) or _misses_mass(p, q) or _diverges(p, q)


def _misses_atoms(p: Univariate, q: Univariate) -> bool:
    reaches_beyond = np.isinf(p.support) & np.isfinite(q.support)  # of a sum that ends where its terms underflow
    if not (p.has_density or q.has_density) and reaches_beyond.any():
        return True
    return bool((np.isfinite(p.log_mass(p.atoms)) & ~np.isfinite(q.log_mass(p.atoms))).any())


def _reaches_beyond(p: Univariate, q: Univariate) -> bool:
    """Whether p has mass just outside the support of q; where that end is no more than numerical, mass that counts."""
    least = -np.inf if q.exact_support else LOG_TINY
    for side, end, farthest in zip((-1, 1), q.support, p.support, strict=True):
        if side * farthest > side * end:
            step = side * (abs(end) + np.ptp(q.landmarks)) * BESIDE
            if p._log_pdf(np.array([step]), end)[0] > least and abs(farthest - end) > abs(step):
                return True
    return False


def _misses_mass(p: Univariate, q: Univariate) -> bool:
    """Whether q is zero on a piece where p is not: at the landmarks, the only places where a density jumps."""
    cut = pieces((p, q))
    p_there, q_there = np.zeros(cut.about.shape, dtype=bool), np.zeros(cut.about.shape, dtype=bool)
    for y in (0.01, 0.5, 0.99):
        log_p, log_q = log_densities_at((p, q), cut.about, cut.offset(y))
        p_there |= np.exp(log_p) > 0  # what underflows is no mass
        q_there |= log_q > -np.inf
    return bool((p_there & ~q_there).any())


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


def _outgrows(p: Univariate, q: Univariate, about: float, unit: float) -> bool:
    """Whether log q falls exponentially in a tail, down to where it overflows, and no slower than p."""

    def at(distance: np.ndarray) -> list[np.ndarray]:
        return log_densities_at((p, q), np.full(distance.size, about), unit * distance)

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
    log_p, log_q = log_densities_at((p, q), np.full(distance.size, about), unit * distance)
    known = np.isfinite(log_p) & np.isfinite(log_q)
    distance, log_p, log_q = distance[known], log_p[known], log_q[known]
    if distance.size < 12:
        return False
    # log integrand = c + a log s + b log |log s|, through three of the outermost points.
    at = [-1, -distance.size // 6, -distance.size // 3]
    distance, log_p, log_q = distance[at], log_p[at], log_q[at]
    t = log_p - log_q
    noise = p.rounding * (1 + np.abs(log_p)) + q.rounding * (1 + np.abs(log_q))
    if (t < SIGNIFICANT * noise).any():
        return False
    slopes = np.diff(t) / np.diff(np.log(distance))
    if np.abs(slopes[1] - slopes[0]) <= STRAIGHT * np.abs(slopes).max():
        return False  # p and q are powers there: the integrand is p, which is integrable, times a logarithm
    log_integrand, towards = log_p + np.log(t), np.sign(distance[0] - distance[2])

    def grows(log_s: np.ndarray) -> bool:
        _, a, b = np.linalg.solve(np.stack([np.ones(3), log_s, np.log(np.abs(log_s))], axis=1), log_integrand)
        excess = (a + 1) * towards
        return bool(excess > POWER_TOLERANCE or (abs(excess) <= POWER_TOLERANCE and b > -1 - POWER_TOLERANCE))

    # In which unit s is, does not matter far out, but it may for the three points: t is like log s plus a constant.
    return grows(np.log(distance)) and grows(np.log(distance * abs(unit)) + TINY)

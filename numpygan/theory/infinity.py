"""Is KL(p || q) infinite? Decided before any number is computed: no quadrature can return infinity.

KL is infinite in two ways. Either p has mass where q has none, which the supports and atoms tell;
or p log(p/q) is not integrable at an end: in a tail where q dies out too fast for p, or at a point
where q does. At an end the integrand behaves like a power of the distance s, and a power s^a is
integrable at infinity iff a < -1, at zero iff a > -1.
"""

import numpy as np

from numpygan.distributions import Univariate
from numpygan.theory.quadrature import Pieces, log_densities_at, pieces

# Where the power is measured, as multiples of the width of the piece.
FAR = 10.0 ** np.arange(1, 61)
# A measured power this close to -1 counts as -1: a logarithm makes it converge that slowly.
POWER_TOLERANCE = 1e-6


def kl_is_infinite(p: Univariate, q: Univariate) -> bool:
    """Whether integral p log(p/q) = +inf."""
    if _misses_atoms(p, q):
        return True
    if not p.has_density:
        return False
    if not q.has_density:
        return True
    cut = pieces((p, q))
    return _misses_mass(p, q, cut) or _diverges(p, q, cut)


def _misses_atoms(p: Univariate, q: Univariate) -> bool:
    return bool((np.isfinite(p.log_mass(p.atoms)) & ~np.isfinite(q.log_mass(p.atoms))).any())


def _misses_mass(p: Univariate, q: Univariate, cut: Pieces) -> bool:
    """Whether q is zero on a piece where p is not: at the landmarks, the only places where a density jumps."""
    p_there, q_there = np.zeros(cut.about.shape, dtype=bool), np.zeros(cut.about.shape, dtype=bool)
    for y in (0.01, 0.5, 0.99):
        log_p, log_q = log_densities_at((p, q), cut.about, cut.offset(y))
        p_there |= log_p > -np.inf
        q_there |= log_q > -np.inf
    return bool((p_there & ~q_there).any())


def _diverges(p: Univariate, q: Univariate, cut: Pieces) -> bool:
    for about, base, width, _, stop in zip(*cut, strict=True):
        steps = FAR if np.isinf(stop) else 1 / FAR
        log_p, log_q = log_densities_at((p, q), np.full(FAR.size, about), base + width * steps)
        t = log_p - np.where(np.isfinite(log_p), log_q, 0)
        usable = np.isfinite(log_p) & np.isfinite(t) & (t > 0)
        if usable.sum() < 2:
            continue
        log_steps, log_integrand = np.log(steps[usable]), (log_p + np.log(np.where(t > 0, t, 1)))[usable]
        power = (log_integrand[-1] - log_integrand[-2]) / (log_steps[-1] - log_steps[-2])
        if (power >= -1 - POWER_TOLERANCE) if np.isinf(stop) else (power <= -1 + POWER_TOLERANCE):
            return True
    return False

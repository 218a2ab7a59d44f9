"""The maximum of V over discriminators, found by climbing: the side of Theorem 1 that must not know D*.

The discriminators are functions: the logit may be any number at any point. From D = 1/2 each step
climbs V by Newton's method in that function space, with what V itself says: the slope of V in the
logit l is p (1 - D) - q D, its curvature -(p + q) D (1 - D). No step goes to p / (p + q) or to its logit:
the densities enter through slope and curvature only, both divided by the larger of the two, so that tiny
ones do not vanish. Climbing stops when V stops rising.
"""

from typing import NamedTuple

import numpy as np
from scipy import special

from numpygan.distributions import Distribution
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.integration import integrate
from numpygan.theory.game import Discriminator, log_densities, value_density

MOST_STEPS = 200
# The steps after which V is measured; between them it only rises.
MEASURED = (0, 1, 2, 3, 5, 8, 12, 20, 30, 40, 50, 75, 100, 150, MOST_STEPS)


class Ascent(NamedTuple):
    """Where the climb ended, and the way up."""

    value: Estimate
    discriminator: Discriminator
    steps: int
    trace: list[Estimate]


def maximize_value(p_data: Distribution, p_g: Distribution, *, tolerance: float = 1e-14) -> Ascent:
    """max_D V(D, G) by ascent over all functions D, in nats; the formula for D* is never used.

    Parameters
    ----------
    p_data, p_g : Distribution
    tolerance : float
        The climb ends when V rises by less than this.

    Returns
    -------
    Ascent
        ``value`` (V at the top; its error includes the last rise), ``discriminator`` (the D that was
        reached, which can be plotted), ``steps``, and ``trace``, the rising values of V on the way.

    References
    ----------
    Notes, the left side of eq. 1.3.5 to 1.3.7.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> top = maximize_value(Normal(0, 1), Normal(2, 1))
    >>> print(f"{top.value:.12f}")
    -0.712632720426
    """
    trace: list[Estimate] = []
    for steps in MEASURED:
        trace.append(_value_after(steps, p_data, p_g))
        if len(trace) > 2 and trace[-1] - trace[-2] < tolerance:
            break

    def logit(x: np.ndarray) -> np.ndarray:
        return newton_ascent(*log_densities(p_data, p_g, x), steps)

    top, last_rise = trace[-1], abs(trace[-1] - trace[-2])
    return Ascent(Estimate(top, error=top.error + last_rise, method=top.method), Discriminator(logit), steps, trace)


def _value_after(steps: int, p_data: Distribution, p_g: Distribution) -> Estimate:
    def terms(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
        return value_density(newton_ascent(log_p, log_q, steps), np.exp(log_p), np.exp(log_q))

    return integrate(terms, p_data, p_g)


def newton_ascent(log_p: np.ndarray, log_q: np.ndarray, steps: int) -> np.ndarray:
    """The logits (n,) after ``steps`` Newton steps up y -> p log y + q log(1 - y) from y = 1/2.

    The step never overshoots: seen from 1/2, D is a concave function of the logit on the side where
    the maximum lies, so that its tangent meets the goal too early. Each step is at most 2 long.
    Where both densities are 0 there is nothing to climb, and the logit stays 0.
    """
    logit = np.zeros(log_p.shape)
    size = np.maximum(log_p, log_q)
    alive = size > -np.inf
    # Both sides of the slope are divided by the larger density, so that tiny ones do not vanish.
    p, q = np.exp(log_p[alive] - size[alive]), np.exp(log_q[alive] - size[alive])
    climbing = logit[alive]
    for _ in range(steps):
        D, not_D = special.expit(climbing), special.expit(-climbing)
        climbing += (p * not_D - q * D) / ((p + q) * D * not_D)
    logit[alive] = climbing
    return logit

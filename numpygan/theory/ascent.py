"""max_D V(D, G) by Newton's method over all functions D: the side of Theorem 1 that does not use D*.

V(D, G) is the integral of p log D + q log(1 - D), with p = p_data and q = p_g. Here D is any function: its logit l may
take any value at each x, so the integrand is maximized at each x separately. In l its slope is p (1 - D) - q D and its
curvature is -(p + q) D (1 - D). From l = 0, which is D = 1/2, a Newton step adds slope / -curvature to l. The closed
form of the maximum is never used: p and q enter through slope and curvature alone. The steps end when V stops rising.
"""

from typing import NamedTuple

import numpy as np
from scipy import special

from numpygan.distributions import Distribution
from numpygan.numerics import Estimate, integrate
from numpygan.numerics.integrand import log_densities
from numpygan.theory.game import Discriminator, value_density

# V is measured after these numbers of steps. In between it can only rise.
MEASURED_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 30, 40, 50, 75, 100, 150, 200)


class Ascent(NamedTuple):
    """Result of :func:`maximize_value`."""

    value: Estimate
    """The largest V; its error includes the last rise."""
    discriminator: Discriminator
    """The D that was reached, which can be evaluated and plotted."""
    steps: int
    """The number of Newton steps."""
    trace: list[Estimate]
    """The rising values of V."""

    def __repr__(self) -> str:
        return f"Ascent(V = {self.value:.6g} +- {self.value.error:.2g}, from {self.trace[0]:.6g} in {self.steps} steps)"


def maximize_value(p_data: Distribution, p_g: Distribution, *, tolerance: float = 1e-14) -> Ascent:
    """max_D V(D, G), in nats, by ascent over all functions D.

    Parameters
    ----------
    p_data, p_g : Distribution
    tolerance : float
        The ascent ends when V rises by less than this.

    References
    ----------
    Notes, the left side of eq. 1.3.5 to 1.3.7.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> top = maximize_value(Normal(0, 1), Normal(2, 1))
    >>> top  # doctest: +ELLIPSIS
    Ascent(V = -0.712633 +- ..., from -1.38629 in 30 steps)
    >>> print(f"{top.value:.12f}")
    -0.712632720426
    """
    trace: list[Estimate] = []
    for steps in MEASURED_STEPS:
        trace.append(_value_after(steps, p_data, p_g))
        if len(trace) > 2 and trace[-1] - trace[-2] < tolerance:
            break

    def reached_logit(x: np.ndarray) -> np.ndarray:
        return newton_ascent(*log_densities(p_data, p_g, x), steps)

    last_rise = abs(trace[-1] - trace[-2])
    top = Estimate(trace[-1], error=trace[-1].error + last_rise, method=trace[-1].method)
    return Ascent(top, Discriminator(reached_logit), steps, trace)


def _value_after(steps: int, p_data: Distribution, p_g: Distribution) -> Estimate:
    """V of the discriminator after ``steps`` Newton steps."""

    def integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
        return value_density(newton_ascent(log_p, log_q, steps), np.exp(log_p), np.exp(log_q))

    return integrate(integrand, p_data, p_g)


def newton_ascent(log_p: np.ndarray, log_q: np.ndarray, steps: int) -> np.ndarray:
    """Logits (n,) after ``steps`` Newton steps up p log D + q log(1 - D) from D = 1/2, at n points.

    No step overshoots: between D = 1/2 and the maximum, D is a concave function of the distance that the logit has
    moved, so the tangent reaches the maximum too early. Where both densities are 0, the logit stays 0.
    """
    logit = np.zeros(log_p.shape)
    log_larger = np.maximum(log_p, log_q)
    positive = log_larger > -np.inf
    # A Newton step is a ratio, so p and q may be divided by the larger of them. Then neither underflows with the other.
    p, q = np.exp(log_p[positive] - log_larger[positive]), np.exp(log_q[positive] - log_larger[positive])
    moving = logit[positive]
    for _ in range(steps):
        D, not_D = special.expit(moving), special.expit(-moving)
        moving += (p * not_D - q * D) / ((p + q) * D * not_D)
    logit[positive] = moving
    return logit

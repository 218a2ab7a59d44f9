"""What is integrated: a function of a point and of the log densities of the distributions there.

The rules of the line and of the plane call it through here, so that a number that is not finite is
an error with the place where it happened, and so that rounding can be measured.
"""

from collections.abc import Callable, Sequence

import numpy as np

from numpygan.distributions import Multivariate, Univariate

# (x, log_p, log_q, ...) -> values; x of shape (n,) on the line, (n, 2) in the plane, all others (n,).
Integrand = Callable[..., np.ndarray]

EPS = np.finfo(float).eps


def call(f: Integrand, x: np.ndarray, log_densities: Sequence[np.ndarray]) -> np.ndarray:
    """``f(x, *log_densities)``, all of whose values (n,) must be finite."""
    if len(x) == 0:
        return np.zeros(0)
    values = np.asarray(f(x, *log_densities))
    if values.shape != (len(x),):
        raise ValueError(f"the integrand returned shape {values.shape}, expected ({len(x)},)")
    wrong = ~np.isfinite(values)
    if wrong.any():
        shown = ", ".join(f"{log_density[wrong][0]:g}" for log_density in log_densities)
        raise ArithmeticError(f"the integrand is not finite at x = {x[wrong][0]}, where the log densities are {shown}")
    return values


def rounding_sensitivity(f: Integrand, distributions: Sequence[Univariate | Multivariate]) -> Integrand:
    """How much ``f`` feels that each log density is known to a few digits less than all.

    Much where ``f`` is the small difference of two of them. Measured, not derived: one log density
    after the other is shifted a little.
    """
    shift = 2.0**-26

    def felt(x: np.ndarray, *log_densities: np.ndarray) -> np.ndarray:
        here = f(x, *log_densities)
        change = np.zeros(len(x))
        for i, (distribution, log_density) in enumerate(zip(distributions, log_densities, strict=True)):
            shifted = log_density + shift * (1 + np.where(np.isfinite(log_density), np.abs(log_density), 0))
            there = f(x, *log_densities[:i], shifted, *log_densities[i + 1 :])
            with np.errstate(invalid="ignore"):  # inf - inf, which ``call`` will see
                change += np.abs(there - here) / shift * distribution.rounding
        return change

    return felt

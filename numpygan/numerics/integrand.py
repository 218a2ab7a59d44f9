"""Integrands: functions of a point and of the log densities of the distributions at that point.

The 1-D and the 2-D quadrature evaluate every integrand by ``call``, which raises an error with the point if a value is
not finite. ``rounding_sensitivity`` measures how rounding errors of the log densities change an integrand.
"""

from collections.abc import Callable, Sequence

import numpy as np

from numpygan.distributions import Distribution, Univariate

# (x, log_p, log_q, ...) -> values; x has shape (n,) in 1-D and (n, 2) in 2-D, all others have shape (n,).
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


def log_densities(p: Distribution, q: Distribution, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log densities (n,) of both distributions at x; at a point mass of either distribution, both log masses.

    A point mass is infinitely more probable than a point of a density, so the density counts as mass 0 there.
    """
    if not (isinstance(p, Univariate) and isinstance(q, Univariate)):
        return p.log_pdf(x), q.log_pdf(x)
    log_masses = p.log_mass(x), q.log_mass(x)
    at_atom = np.maximum(*log_masses) > -np.inf
    log_pdfs = (
        distribution.log_pdf(x) if distribution.has_density else np.full(at_atom.shape, -np.inf)
        for distribution in (p, q)
    )
    log_p, log_q = (np.where(at_atom, mass, pdf) for mass, pdf in zip(log_masses, log_pdfs, strict=True))
    return log_p, log_q


def rounding_sensitivity(f: Integrand, roundings: Sequence[float | np.ndarray]) -> Integrand:
    """An integrand: the change of ``f`` if each log density is off by its relative error, a number or an array (n,).

    The change is large where ``f`` is a small difference of two log densities. It is measured: each log density in turn
    is shifted by a relative 2^-26, and the change of ``f`` is scaled to the error.
    """
    shift = 2.0**-26

    def sensitivity(x: np.ndarray, *log_densities: np.ndarray) -> np.ndarray:
        here = f(x, *log_densities)
        change = np.zeros(len(x))
        for i, (rounding, log_density) in enumerate(zip(roundings, log_densities, strict=True)):
            shifted = log_density + shift * (1 + np.where(np.isfinite(log_density), np.abs(log_density), 0))
            there = f(x, *log_densities[:i], shifted, *log_densities[i + 1 :])
            with np.errstate(invalid="ignore"):  # inf - inf is nan here; ``call`` raises an error for it
                change += np.abs(there - here) / shift * rounding
        return change

    return sensitivity

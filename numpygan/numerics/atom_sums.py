"""Sums over the atoms of distributions; the error includes the atoms that are left out in an infinite tail."""

import math
from collections.abc import Sequence

import numpy as np

from numpygan.distributions import Univariate
from numpygan.numerics.integrand import EPS, Integrand, call, rounding_sensitivity

WRONG_MASS = 1e-6


def sum_over_atoms(f: Integrand, distributions: Sequence[Univariate]) -> tuple[float, float]:
    """Sum of ``f(x, *log_masses)`` over all atoms, and its error."""
    atoms = np.unique(np.concatenate([distribution.atoms for distribution in distributions]))
    log_masses = [distribution.log_mass(atoms) for distribution in distributions]
    _check_masses(distributions)
    carrying = np.max(log_masses, axis=0, initial=-np.inf) > -np.inf
    x, log_masses = atoms[carrying], [log_mass[carrying] for log_mass in log_masses]
    roundings = [distribution.log_mass_rounding(x) for distribution in distributions]
    terms, rounding = call(f, x, log_masses), call(rounding_sensitivity(f, roundings), x, log_masses)
    error = float(rounding.sum() + 8 * EPS * np.abs(terms).sum())
    if any(distribution.tail_mass for distribution in distributions):
        error += tail_of_sum(terms)
    return math.fsum(terms), error


def tail_of_sum(terms: np.ndarray) -> float:
    """The sum of the terms that would follow, if they fall like a power of their number; inf if that diverges."""
    n = terms.size
    last, inner = abs(terms[-1]), abs(terms[n // 2])
    if last == 0:
        return 0.0
    power = math.log(inner / last) / math.log(n / (n // 2 + 1)) if inner > 0 else 0.0
    return 2 * n * last / (power - 1) if power > 1 else math.inf


def _check_masses(distributions: Sequence[Univariate]) -> None:
    for distribution in distributions:
        if distribution.atoms.size and not distribution.has_density:
            mass = np.exp(distribution.log_mass(distribution.atoms)).sum()
            if not abs(mass - 1) <= WRONG_MASS + distribution.tail_mass:
                raise ArithmeticError(f"the point masses of {distribution!r} sum to {mass:.8g}, expected 1")


def expected_mass(distribution: Univariate) -> float:
    """The mass of the continuous part: 1 without the atoms."""
    return 1 - math.fsum(np.exp(distribution.log_mass(distribution.atoms)))

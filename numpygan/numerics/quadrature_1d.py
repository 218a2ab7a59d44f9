"""Quadrature in 1-D: the real line is divided at the landmarks, and every piece is integrated by the tanh-sinh rule.

The tanh-sinh rule converges also if the integrand is singular at an end of a piece. The same nodes integrate the
densities themselves: if the mass of a distribution is not 1, a feature was missed or the density is wrong, and
``integrate_1d`` raises an error.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from numpygan.distributions import Univariate
from numpygan.numerics.atom_sums import expected_mass, sum_over_atoms
from numpygan.numerics.columns_1d import Columns
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.integrand import EPS, Integrand
from numpygan.numerics.pieces_1d import Pieces, pieces

RELATIVE_TOLERANCE = 1e-14  # of the whole integral, for each piece
MASS_TOLERANCE = 1e-12  # of the mass of a distribution, for each piece
STEP = 0.05  # step of the tanh-sinh rule, in s
FARTHEST = 122  # number of steps on each side of s = 0; exp(pi sinh s) reaches 1e304
MOST_ROUNDS = 30  # a piece that does not converge is halved at most this many times
MOST_PIECES = 5_000  # halving ends if there would be more pieces than this
NODES_AT_ONCE = 200_000  # bounds the memory
MOST_MICROSECONDS = 5e6  # of the values of all densities, by what a distribution says of its speed

# A mass that differs from 1 by more than its error and MASS_GAP is integrated again on finer pieces; one that still
# differs by more than its error and WRONG_MASS is an error. A difference between the two is part of the error.
MASS_GAP = 1e-10
WRONG_MASS = 1e-6
QUANTILE_LEVELS = (np.arange(64) + 0.5) / 64  # new landmarks of a distribution whose mass was not found

# Cuts of each piece in a second, independent grid. They are not at round fractions, where a second grid could have the
# nodes of the first.
SECOND_GRID = np.concatenate([[0], (np.arange(1, 8) + 0.1180339887) / 8.2360679775, [1]])


def _tanh_sinh_nodes() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Nodes and weights on (0, 1), y = e / (1 + e), and on (0, inf), y = e, where e = exp(pi sinh s).

    In s it is the trapezoidal rule. Where e is beyond 1e17 the former y is 1: in the middle
    between two cuts, where nothing is singular.
    """
    s = STEP * np.arange(-FARTHEST, FARTHEST + 1)
    e, rate = np.exp(np.pi * np.sinh(s)), STEP * np.pi * np.cosh(s)
    y = expit(np.pi * np.sinh(s))
    inner = e < 1e17
    return (y[inner], (rate * y * (1 - y))[inner]), (e, rate * e)


TO_ONE, TO_INFINITY = _tanh_sinh_nodes()


class Integrals(NamedTuple):
    """Integrals and their errors, each an array (1 + m,): of the integrand and of m densities."""

    values: np.ndarray
    errors: np.ndarray
    unknown: float
    """The part of the error of the integrand that comes from points where a log density is not known."""


def integrate_1d(
    f: Integrand, distributions: Sequence[Univariate], landmarks: Iterable[float] = (), *, verify: bool = False
) -> Estimate:
    """Integral of ``f`` over the real line, plus its sum over the atoms; see :func:`integrate`.

    If ``verify``, it is computed on two different grids, and the error includes their difference.
    """
    value, error = sum_over_atoms(f, distributions)
    method = "sum"
    if any(distribution.has_density for distribution in distributions):
        integral, integral_error = _integral_with_masses(f, distributions, list(landmarks), verify)
        value, error, method = value + integral, error + integral_error, "quadrature"
    if not (np.isfinite(value) and np.isfinite(error)):
        raise ArithmeticError(
            f"the integral does not converge: the value is {value:g} with an error of {error:g}, for "
            + ", ".join(map(repr, distributions))
        )
    return Estimate(value, error=error, method=method)


def check_budget(distributions: Sequence[Univariate], cut: Pieces, points_each: int) -> float:
    """The time in microseconds of so many points in each piece; an error if it is too long to begin with."""
    cost = cut.start.size * points_each * sum(d.microseconds for d in distributions if d.has_density)
    if cost > MOST_MICROSECONDS:
        slowest = max(distributions, key=lambda distribution: distribution.microseconds)
        raise ArithmeticError(
            f"the integral needs {cut.start.size * points_each:,} values of each density, and about "
            f"{slowest.microseconds:g} microseconds for each value of {slowest!r}: {cost / 1e6:.0f} s, allowed are "
            f"{MOST_MICROSECONDS / 1e6:.0f}; estimate the divergence from samples, see numpygan.theory.estimators"
        )
    return cost


def _integral_with_masses(
    f: Integrand, distributions: Sequence[Univariate], landmarks: list[float], verify: bool
) -> tuple[float, float]:
    """The integral and its error, which are returned only if every distribution has mass 1 on the same nodes."""
    columns = Columns(f, distributions)
    expected = np.array([expected_mass(distribution) for distribution in columns.dense])
    for attempt in range(3):
        cut = pieces(distributions, landmarks)
        check_budget(distributions, cut, TO_ONE[0].size)
        found = _integrals(columns, cut if attempt < 2 else cut.parts(SECOND_GRID))
        gaps = np.abs(found.values[1:] - expected)
        allowed = 10 * found.errors[1:] + MASS_GAP
        missed = [d for d, gap, most in zip(columns.dense, gaps, allowed, strict=True) if not gap <= most]
        if not missed:
            break
        if attempt == 0:  # the second attempt has the quantiles, the third another grid
            landmarks = landmarks + [x for distribution in missed for x in _quantiles(distribution)]
    for distribution, mass, right, error in zip(
        columns.dense, found.values[1:], expected, found.errors[1:], strict=True
    ):
        if not abs(mass - right) <= 10 * error + WRONG_MASS:
            raise ArithmeticError(
                f"the density of {distribution!r} has the integral {mass:.8g}, expected {right:.8g}: either it is not "
                "a density, or it has a feature so narrow that it must be among the landmarks of the distribution"
            )
    value, error = float(found.values[0]), float(found.errors[0])
    if found.unknown > 1e-6 * (1 + abs(value)):
        raise ArithmeticError(
            "a log density cannot be computed in double precision where it counts: it underflows where another "
            "distribution still has mass; the distributions are " + ", ".join(map(repr, distributions))
        )
    if verify:
        second = _integrals(columns, cut.parts(SECOND_GRID))
        difference = abs(float(second.values[0]) - value)
        value, error = float(second.values[0]), max(error, float(second.errors[0])) + difference
    return value, error + float(np.maximum(gaps - found.errors[1:], 0).sum()) * (1 + abs(value))


def _quantiles(distribution: Univariate) -> list[float]:
    """Points that divide the mass of a distribution evenly, however narrow its features are."""
    try:
        found = distribution._quantile(QUANTILE_LEVELS)
    except Exception:  # a user's cdf may fail in any way, and the check of the mass then decides
        return []
    return [float(x) for x in found[np.isfinite(found)]]


def _integrals(columns: Columns, todo: Pieces) -> Integrals:
    """Integrals of all columns; pieces on which they do not converge are halved."""
    rounding, unknown = _rounding_errors(columns, todo)
    other_errors = rounding.sum(axis=1) + columns.left_out(todo)
    done = np.zeros((len(other_errors), 0))
    errors = np.zeros(len(other_errors))
    spent, first = 0.0, todo.start.size
    for _ in range(MOST_ROUNDS):
        spent += todo.start.size * TO_ONE[0].size * columns.microseconds
        coarse, fine = rule(columns, todo)
        error = np.abs(fine - coarse)
        allowed = RELATIVE_TOLERANCE * (np.abs(fine).sum(axis=1) + np.abs(done).sum(axis=1))
        allowed[1:] = MASS_TOLERANCE
        bad = (error > np.maximum(allowed[:, None], rounding)).any(axis=0)
        if 2 * bad.sum() > max(MOST_PIECES, first) or spent > MOST_MICROSECONDS:
            break
        done = np.concatenate([done, fine[:, ~bad]], axis=1)
        errors += error[:, ~bad].sum(axis=1)
        if not bad.any():
            break
        todo, rounding = todo.take(bad).halves(), np.repeat(rounding[:, bad] / 2, 2, axis=1)
        fine, error = fine[:, bad], error[:, bad]
    if bad.any():
        done = np.concatenate([done, fine], axis=1)
        errors += error.sum(axis=1)
    values = np.array([math.fsum(row) for row in done])
    return Integrals(values, errors + other_errors + 8 * EPS * np.abs(done).sum(axis=1), unknown)


def rule(columns: Columns, cut: Pieces) -> tuple[np.ndarray, np.ndarray]:
    """Integrals (1 + m, k) over the pieces by two tanh-sinh rules, the second with twice the points.

    Their difference is the reported error. SciPy's rule, ``scipy.integrate.tanhsinh``, reports
    its square, which is too small for integrals that are much smaller than 1. Its checks also take
    longer than the sums.
    """
    coarse, fine = np.empty((2, 1 + len(columns.dense), cut.start.size))
    for some, terms in _weighted(columns.values, cut, every=1):
        coarse[:, some], fine[:, some] = 2 * terms[:, :, ::2].sum(axis=2), terms.sum(axis=2)
    return coarse, fine


def _rounding_errors(columns: Columns, cut: Pieces) -> tuple[np.ndarray, float]:
    """Effect (1 + m, k) of errors of the log densities on each integral; and of unknown ones on the first, in all."""
    effects = np.empty((2 + len(columns.dense), cut.start.size))
    for some, terms in _weighted(columns.roundings, cut, every=4):
        effects[:, some] = terms.sum(axis=2)
    return effects[:-1], float(effects[-1].sum())


def _weighted(values: Callable[..., np.ndarray], cut: Pieces, every: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """In turn for all pieces: indices of some, and their values times the weights, (columns, pieces, nodes)."""
    finite = np.isfinite(cut.stop)
    for group, (node, weight) in ((finite, TO_ONE), (~finite, TO_INFINITY)):
        indices = np.flatnonzero(group)
        at_once = max(1, NODES_AT_ONCE * every // node.size)
        for start in range(0, indices.size, at_once):
            some = indices[start : start + at_once]
            part = cut.take(some)
            length = np.where(np.isfinite(part.stop), part.stop - part.start, 1)[:, None]
            y = part.start[:, None] + length * node[::every]
            with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # far out; ``call`` checks the values
                found = values(y, *(column[:, None] for column in part.frame))
            yield some, found * (every * length * weight[::every])

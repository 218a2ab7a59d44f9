"""Quadrature in 2-D for mixtures of normal distributions, also of many narrow or correlated ones.

The plane is covered by rectangular cells. They are small where a normal distribution is narrow, and there are none
where all components are negligible. Each cell is integrated by a coarse and a fine Gauss-Legendre rule; where the two
disagree, the cell is divided into four.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import elementwise
from scipy.special import roots_legendre

from numpygan.distributions import Multivariate, MultivariateNormal
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.integrand import EPS, Integrand, call, rounding_sensitivity
from numpygan.numerics.level_set_cells import crossed_rules, is_crossed
from numpygan.numerics.relevant_components import group_by_relevant_components

RELATIVE_TOLERANCE = 1e-9  # of the whole integral, for the difference of the two rules
REACH = 9.0  # standard deviations: the mass of a 2-D normal distribution beyond them is 3e-18
CELL = 2.0  # largest half diagonal of a cell, in standard deviations of each distribution that is not negligible in it
COARSE, FINE = 8, 12  # nodes of the two rules in each direction
SAFETY = 4.0  # the error is this multiple of the difference of the two rules, because both can be off at a sharp bend
MOST_ROUNDS = 30
MOST_CELLS = 60_000  # the largest number of cells in one round
POINTS_AT_ONCE = 20_000  # the arrays of a call then fit into the processor's cache
NEGLIGIBLE = 40.0  # an overlap of exp(-40) times the largest is left out


class Rectangles(NamedTuple):
    """Rectangles from center - half to center + half; each field is an array (k, 2)."""

    center: np.ndarray
    half: np.ndarray

    def take(self, which: np.ndarray) -> "Rectangles":
        return Rectangles(self.center[which], self.half[which])

    def quarters(self) -> "Rectangles":
        half = self.half / 2
        corners = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]])
        return Rectangles(np.concatenate([self.center + half * corner for corner in corners]), np.tile(half, (4, 1)))


def integrate_2d(f: Integrand, distributions: Sequence[Multivariate], level_set: Integrand | None = None) -> Estimate:
    """Integral of ``f`` over the plane; see :func:`integrate`."""
    todo = covering_rectangles(distributions)
    if level_set is not None:  # a cell is not found if the curve crosses one of its sides twice and no other
        crossed = is_crossed(_of_points(level_set, distributions), *todo)
        todo = Rectangles(*map(np.concatenate, zip(todo.take(~crossed), todo.take(crossed).quarters(), strict=True)))
    roundings = [distribution.rounding for distribution in distributions]
    rounding_error = math.fsum(_rule(_of_points(rounding_sensitivity(f, roundings), distributions), todo, COARSE // 2))
    done: list[float] = []
    errors: list[float] = []
    for round in range(MOST_ROUNDS):
        fine, error = np.empty(len(todo.center)), np.empty(len(todo.center))
        for which, some in group_by_relevant_components(distributions, *todo):
            fine[which], error[which] = _integrals(f, some, level_set, todo.take(which))
        size = math.fsum(np.abs(done)) + math.fsum(np.abs(fine))
        bad = _worst(error, max(RELATIVE_TOLERANCE * size, rounding_error) - math.fsum(errors))
        if round == MOST_ROUNDS - 1 or 4 * bad.sum() > MOST_CELLS:
            bad[:] = False  # the remaining errors are reported in the result
        done += fine[~bad].tolist()
        errors += error[~bad].tolist()
        if not bad.any():
            break
        todo = todo.take(bad).quarters()
    return Estimate(math.fsum(done), error=math.fsum(errors) + rounding_error + 8 * EPS * size, method="quadrature")


def _of_points(f: Integrand, distributions: Sequence[Multivariate]) -> Callable[[np.ndarray], np.ndarray]:
    """``f`` as a function of points (n, 2) alone."""
    return lambda x: f(x, *(distribution._log_pdf(x) for distribution in distributions))


def _integrals(
    f: Integrand, distributions: Sequence[Multivariate], level_set: Integrand | None, of: Rectangles
) -> tuple[np.ndarray, np.ndarray]:
    """Integrals (k,) of ``f`` over each cell, and their errors (k,)."""

    def g(x: np.ndarray) -> np.ndarray:
        return call(f, x, [distribution._log_pdf(x) for distribution in distributions])

    fine = _rule(g, of, FINE)
    difference = fine - _rule(g, of, COARSE)
    if level_set is not None:
        level = _of_points(level_set, distributions)
        crossed = is_crossed(level, *of)
        coarse, fine[crossed] = crossed_rules(g, level, *of.take(crossed), COARSE, FINE)
        difference[crossed] = fine[crossed] - coarse
    return fine, SAFETY * np.abs(difference)


def _worst(error: np.ndarray, allowed: float) -> np.ndarray:
    """The cells to divide: without them the sum of the errors is at most half of ``allowed``."""
    order = np.argsort(error)
    bad = np.zeros(error.size, dtype=bool)
    bad[order] = np.cumsum(error[order]) > allowed / 2
    return bad


def _rule(g: Callable[[np.ndarray], np.ndarray], of: Rectangles, nodes: int) -> np.ndarray:
    """Integrals (k,) of ``g`` over each cell by the Gauss-Legendre rule of ``nodes`` x ``nodes`` points."""
    u, w = roots_legendre(nodes)
    places = np.stack(np.meshgrid(u, u, indexing="ij"), axis=-1).reshape(-1, 2)
    weights = np.outer(w, w).ravel()
    at_once = max(1, POINTS_AT_ONCE // weights.size)
    integrals = np.empty(len(of.center))
    for start in range(0, len(integrals), at_once):
        some = slice(start, start + at_once)
        x = of.center[some, None] + of.half[some, None] * places  # (cells, nodes^2, 2)
        integrals[some] = g(x.reshape(-1, 2)).reshape(-1, weights.size) @ weights * of.half[some].prod(axis=1)
    return integrals


def covering_rectangles(distributions: Sequence[Multivariate]) -> Rectangles:
    """Rectangles that cover all points where a distribution, or the overlap of two, is not negligible.

    One rectangle around everything is halved again and again: a cell stays if no normal distribution that
    reaches into it is much narrower than the cell, and goes if none reaches into it.
    """
    normals = [normal for distribution in distributions for _, normal in distribution.normals]
    for i, p in enumerate(distributions):
        for q in distributions[i + 1 :]:
            normals += overlaps(p, q)
    mean = np.array([normal.mean for normal in normals])  # (m, 2)
    whiten = np.array([normal.whiten for normal in normals])  # (m, 2, 2)
    spread = REACH * np.array([np.sqrt(np.diag(normal.cov)) for normal in normals])
    low, high = (mean - spread).min(axis=0), (mean + spread).max(axis=0)
    todo, done = Rectangles((low + high)[None] / 2, (high - low)[None] / 2), []
    while len(todo.center):
        # Half the width and height of each cell and its distance, in standard deviations of each normal distribution.
        sides = np.linalg.norm(whiten, axis=1)[:, None] * todo.half  # (m, k, 2)
        offset = todo.center - mean[:, None]
        distance = np.linalg.norm(np.einsum("mij,mkj->mki", whiten, offset), axis=2)
        reached = distance - sides.sum(axis=2) < REACH
        too_large = np.where(reached, sides.sum(axis=2), 0)
        split = too_large.max(axis=0) > CELL
        done.append(todo.take(reached.any(axis=0) & ~split))
        narrowest = too_large.argmax(axis=0)[split]
        todo = todo.take(split)
        longer = sides[:, split][narrowest, np.arange(len(narrowest))].argmax(axis=1)
        half = todo.half.copy()
        half[np.arange(len(half)), longer] /= 2
        step = todo.half - half
        todo = Rectangles(np.concatenate([todo.center - step, todo.center + step]), np.concatenate([half, half]))
    return Rectangles(*(np.concatenate(column) for column in zip(*done, strict=True)))


def overlaps(p: Multivariate, q: Multivariate) -> list[MultivariateNormal]:
    """Normal distributions that sit where ``p`` and ``q``, mixtures of normal distributions that lie apart, still
    share most.

    Of two normal distributions that is around the mean of the distribution proportional to N_p^a N_q^(1-a) for which
    both densities are equal there (the a of Chernoff's bound).
    """
    i, j = (index.ravel() for index in np.indices((len(p.normals), len(q.normals))))
    pairs = _parameters(p, i), _parameters(q, j)

    def between(a: np.ndarray, pair: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
        """Covariances and means of the overlaps, and both log densities at these means."""
        weights = [a[:, None, None] * pairs[0].precision[pair], (1 - a)[:, None, None] * pairs[1].precision[pair]]
        cov = np.linalg.inv(weights[0] + weights[1])
        pulls = [
            np.einsum("kij,kj->ki", w, distribution.mean[pair]) for w, distribution in zip(weights, pairs, strict=True)
        ]
        mean = np.einsum("kij,kj->ki", cov, pulls[0] + pulls[1])
        return cov, mean, [distribution.log_density(mean, pair) for distribution in pairs]

    def difference(a: np.ndarray, pair: np.ndarray) -> np.ndarray:
        log_p, log_q = between(a, pair)[2]
        return log_p - log_q

    root = elementwise.find_root(difference, (np.zeros(i.size), np.ones(i.size)), args=(np.arange(i.size),))
    apart = np.flatnonzero(np.isfinite(root.x))
    if apart.size == 0:
        return []
    cov, mean, (log_shared, _) = between(root.x[apart], apart)
    matters = log_shared > log_shared.max() - NEGLIGIBLE
    return [MultivariateNormal(m, (c + c.T) / 2) for m, c in zip(mean[matters], cov[matters], strict=True)]


class _Parameters(NamedTuple):
    """Parameters of k weighted normal distributions."""

    log_peak: np.ndarray  # (k,)
    mean: np.ndarray  # (k, 2)
    precision: np.ndarray  # (k, 2, 2)

    def log_density(self, x: np.ndarray, which: np.ndarray) -> np.ndarray:
        """Log densities (m,) of the distributions ``which`` (m,), each at its row of ``x`` (m, 2)."""
        offset = x - self.mean[which]
        return self.log_peak[which] - np.einsum("ki,kij,kj->k", offset, self.precision[which], offset) / 2


def _parameters(distribution: Multivariate, which: np.ndarray) -> _Parameters:
    """The parameters of the components ``which`` of ``distribution``."""
    log_peak = np.array(
        [np.log(weight) + normal.log_pdf(normal.mean[None])[0] for weight, normal in distribution.normals]
    )
    mean = np.array([normal.mean for _, normal in distribution.normals])
    precision = np.linalg.inv([normal.cov for _, normal in distribution.normals])
    return _Parameters(log_peak[which], mean[which], precision[which])

"""Divergences of distributions of scipy.stats by SciPy's log densities and an adaptive Gauss-Legendre rule.

It shares no code with the package, which uses the tanh-sinh rule and other formulas for many log densities. A number
has an error; where SciPy's log
density is -inf but should not be, there is no truth (``Unknown``).
"""

import itertools
import math
import time
from typing import Any

import numpy as np
from scipy import optimize

LOW_NODES, LOW_WEIGHTS = np.polynomial.legendre.leggauss(12)
NODES, WEIGHTS = np.polynomial.legendre.leggauss(25)
LEVELS = 10.0 ** -np.arange(1, 15.5, 0.5)
INNER = np.arange(0.1, 0.95, 0.1)
ROUNDS = 60
SMALL = 1e-15
MASS_ERROR = 1e-9
LOG_2 = math.log(2)
NAMES = "kl", "kl_back", "js", "tv"


class Unknown(ArithmeticError):
    """SciPy does not tell enough for a truth."""


def log_pdf(frozen: Any, x: np.ndarray) -> np.ndarray:
    values = np.asarray(frozen.logpdf(x), dtype=float)
    low, high = frozen.support()
    return np.where((x < low) | (x > high) | np.isnan(values), -np.inf, values)


def terms(log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """Integrands (6, n) of KL both ways, JS, TV, and the two masses; kl has p log(p/q) + q - p."""
    p, q = np.exp(log_p), np.exp(log_q)
    some_p, some_q = p > 0, q > 0
    with np.errstate(all="ignore"):
        t = np.where(some_p & some_q, log_p - log_q, 0)
        kl = np.where(some_p, np.where(np.isneginf(log_q), np.where(p < 1e-40, 0, np.inf), p * (log_p - log_q)), 0)
        back = np.where(some_q, np.where(np.isneginf(log_p), np.where(q < 1e-40, 0, np.inf), q * (log_q - log_p)), 0)
        log_m = np.logaddexp(log_p, log_q) - LOG_2
        js = (np.where(some_p, p * (log_p - log_m), 0) + np.where(some_q, q * (log_q - log_m), 0)) / 2
        # Where p is nearly q, the sum above cancels: p t^2 / 8 and the next even term.
        js = np.where(some_p & some_q & (np.abs(t) < 1e-3), (p + q) / 2 * (t * t / 8 - t**4 / 64), js)
        near = some_p & some_q & (np.abs(t) < 1e-3)
        kl = np.where(near, p * (t * t / 2 - t**3 / 6 + t**4 / 24), kl + q - p)
        back = np.where(near, q * (t * t / 2 + t**3 / 6 + t**4 / 24), back + p - q)
    return np.stack([kl, back, js, np.abs(p - q) / 2, p, q])


def cuts(p: Any, q: Any) -> np.ndarray:
    """Points between which both densities are tame: quantiles, and far out in powers of 2."""
    places: list[float] = []
    for frozen in (p, q):
        low, high = frozen.support()
        with np.errstate(all="ignore"):
            places += [*frozen.ppf(LEVELS), *frozen.ppf(INNER), *frozen.isf(LEVELS)]
            steps = float(frozen.isf(0.25) - frozen.ppf(0.25)) * 2.0 ** np.arange(-4, 64)
            places += [x for x in [*(frozen.median() - steps), *(frozen.median() + steps)] if low < x < high]
        places += [end for end in (low, high) if np.isfinite(end)]
    known = np.unique(np.asarray(places, dtype=float)[np.isfinite(places)])
    low, high = min(p.support()[0], q.support()[0]), max(p.support()[1], q.support()[1])
    size = known[-1] - known[0]
    out = size * 2.0 ** np.arange(0, 900)
    extra = [*(known[0] - out if np.isinf(low) else []), *(known[-1] + out if np.isinf(high) else [])]
    return np.unique(np.concatenate([known, extra]))


def check_speed(frozen: Any) -> None:
    """Raise Unknown if a value of the density takes more than 50 microseconds."""
    x = np.linspace(*frozen.ppf([0.3, 0.7]), 50)
    began = time.process_time()
    frozen.logpdf(x)
    took = time.process_time() - began
    if took > 2.5e-3:
        raise Unknown(f"50 values of the density take {1e3 * took:.0f} ms")


def continuous(p: Any, q: Any) -> dict[str, tuple[float, float]]:
    """The four numbers with their errors."""
    check_speed(p)
    check_speed(q)
    with np.errstate(all="ignore"):
        places = cuts(p, q)
        places = np.unique(np.concatenate([places, crossings(p, q, places)]))
        a, b = places[:-1], places[1:]
        total, error = np.zeros(6), np.zeros(6)
        missing = np.zeros(2, dtype=bool)
        for _ in range(ROUNDS):
            values = []
            for nodes, weights in ((LOW_NODES, LOW_WEIGHTS), (NODES, WEIGHTS)):
                x = (a + b)[:, None] / 2 + (b - a)[:, None] / 2 * nodes
                log_p, log_q = (log_pdf(frozen, x.ravel()) for frozen in (p, q))
                found = terms(log_p, log_q)
                missing |= np.isinf(found[:2]).any(axis=1)
                found = np.where(np.isfinite(found), found, 0)
                values.append((found.reshape(6, *x.shape) * weights).sum(axis=2) * (b - a) / 2)
            coarse, fine = values
            gap = np.abs(fine - coarse)
            size = np.abs(fine).sum(axis=1) + np.abs(total)
            bad = (gap > 1e-15 * size[:, None] + 1e-18).any(axis=0) & (gap > 1e-13 * np.abs(fine)).any(axis=0)
            width_left = (b - a) > 8 * np.spacing(np.maximum(np.abs(a), np.abs(b)))
            again = bad & width_left
            total += fine[:, ~again].sum(axis=1)
            error += gap[:, ~again].sum(axis=1)
            # A cell that cannot be halved hides all of its mass.
            for a_, b_ in zip(a[bad & ~width_left], b[bad & ~width_left], strict=True):
                error += 50 * sum(abs(float(frozen.cdf(b_) - frozen.cdf(a_))) for frozen in (p, q)) + 1e-15
            if not again.any():
                break
            if again.sum() > 8_000:
                raise Unknown("too many cells")
            a, b = a[again], b[again]
            middle = (a + b) / 2
            a, b = np.concatenate([a, middle]), np.concatenate([middle, b])
        else:
            total += fine[:, again].sum(axis=1)
            error += gap[:, again].sum(axis=1)
    off = np.abs(total[4:] - 1).max()
    if off > MASS_ERROR + error[4:].max():
        raise Unknown(f"the masses are {total[4:]}")
    results: dict[str, tuple[float, float]] = {}
    for i, name in enumerate(NAMES):
        results[name] = float(total[i]), float(error[i] + off * (1 + abs(total[i])) + 1e-14 * (1 + abs(total[i])))
    for name, first, second, missed in (("kl", p, q, missing[0]), ("kl_back", q, p, missing[1])):
        diverges = tail_diverges(first, second)
        if diverges or beyond(first, second):
            results[name] = math.inf, 0.0
        elif missed:
            results.pop(name)
    return results


def beyond(p: Any, q: Any) -> bool:
    """Whether the support of p is not in that of q."""
    (a, b), (c, d) = p.support(), q.support()
    return bool(a < c or b > d)


def tail_diverges(p: Any, q: Any) -> bool:
    """Whether x p log(p/q) does not fall from one scale to the next, in an infinite tail or at a common end."""
    for side, end in zip((-1, 1), p.support(), strict=True):
        if np.isinf(end):
            x = float(p.median()) + side * (float(p.isf(0.25)) - float(p.ppf(0.25))) * 10.0 ** np.array(
                [6.0, 9.0, 12.0]
            )
            s = 10.0 ** np.array([6.0, 9.0, 12.0])
        elif abs(end) < 1e-12:
            s = 10.0 ** -np.array([20.0, 40.0, 60.0])
            x = end - side * s
        else:
            continue
        with np.errstate(all="ignore"):
            t = log_pdf(p, x) - log_pdf(q, x)
            size = log_pdf(p, x) + np.log(t) + np.log(s)
        if np.isfinite(size).all() and size[2] > -690 and size[2] >= size[1] - 1e-9 and size[1] >= size[0] - 1e-9:
            return True
    return False


def crossings(p: Any, q: Any, places: np.ndarray) -> np.ndarray:
    """Points (k,) where the densities cross, bracketed by 33 points between any two of ``places``."""
    fine = np.unique((places[:-1, None] + np.diff(places)[:, None] * np.linspace(0, 1, 33)).ravel())
    log_p, log_q = log_pdf(p, fine), log_pdf(q, fine)
    sign = np.sign(np.where(np.isneginf(log_p) & np.isneginf(log_q), 0, log_p - log_q))
    some = np.flatnonzero(sign)

    def ratio(x: float) -> float:
        a, b = log_pdf(p, np.array([x]))[0], log_pdf(q, np.array([x]))[0]
        return 0.0 if a == b else float(np.clip(a - b, -1e3, 1e3))

    return np.array(
        [
            optimize.brentq(ratio, fine[i], fine[j], xtol=1e-300, rtol=9e-16, maxiter=3000)
            for i, j in itertools.pairwise(some)
            if sign[i] != sign[j]
        ]
    )


def discrete(p: Any, q: Any) -> dict[str, tuple[float, float]]:
    """The four numbers of two discrete distributions, by sums over a range that leaves out 1e-16 of each."""
    ends = []
    for frozen in (p, q):
        with np.errstate(all="ignore"):
            low, high = frozen.support()
            ends.append(
                (
                    low if np.isfinite(low) else frozen.ppf(1e-16) - 40,
                    high if np.isfinite(high) else frozen.isf(1e-16) + 40,
                )
            )
    low, high = min(end[0] for end in ends), max(end[1] for end in ends)
    if high - low > 3e6:
        raise Unknown("too many points")
    k = np.arange(low, high + 1)
    with np.errstate(all="ignore"):
        log_p, log_q = (np.nan_to_num(frozen.logpmf(k), nan=-np.inf, neginf=-np.inf) for frozen in (p, q))
    found = terms(log_p, log_q)
    results = {}
    tails = 4e-16 * 100
    for i, name in enumerate(NAMES[:3]):
        row = np.where(np.isfinite(found[i]), found[i], 0)
        results[name] = math.fsum(row), tails + 1e-12 * abs(math.fsum(row))
    for i, (name, first, second) in enumerate((("kl", p, q), ("kl_back", q, p))):
        (a, b), (c, d) = first.support(), second.support()
        if a < c or b > d:
            results[name] = math.inf, 0.0
        elif np.isinf(found[i]).any() or np.isinf(b):
            last = np.abs(found[i][-200:])
            if np.isinf(found[i]).any() or last[-1] > 1e-15:
                results.pop(name)  # an underflow, or a tail that counts
    results["tv"] = math.fsum(found[3]), tails + 1e-13
    return results

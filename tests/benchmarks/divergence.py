"""Milliseconds a divergence, over the pairs of distributions whose divergences the tests know to 20 digits.

    python tests/benchmarks/divergence.py [--rounds N] [--markdown]

The other path is ``scipy.integrate.quad`` on the integrand of the definition, over the union of the
supports, at the loosest tolerance that comes as near to the truth as the package does, or to 1e-12 (to 1e-10 where
JS < 1e-6, as in the tests): more than a user of it could know. ``right`` are the pairs where some tolerance does; the
ratio is over these. Pairs of infinite KL and distributions of points, which need no integral, are left out.
"""

import argparse
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import threads
from scipy import integrate
from table import machine, milliseconds, print_table

sys.path.insert(0, str(Path(__file__).parent.parent / "theory"))

from reference import CASES, Case

from numpygan.distributions import Univariate
from numpygan.theory import hellinger, js, kl, total_variation

TOLERANCES = [1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 3e-14]
SUBINTERVALS = 500


class Divergence(NamedTuple):
    ours: Callable[[Univariate, Univariate], float]
    term: Callable[[float, float], float]
    """The integrand of the definition, from the two densities."""
    final: Callable[[float], float]
    """From the integral to the divergence."""


def _p_log_p_over(p: float, q: float) -> float:
    return p * np.log(p / q) if p > 0 else 0.0


def _js_term(p: float, q: float) -> float:
    m = (p + q) / 2
    return (_p_log_p_over(p, m) + _p_log_p_over(q, m)) / 2


DIVERGENCES = {
    "kl_pq": Divergence(kl, _p_log_p_over, float),
    "js": Divergence(js, _js_term, float),
    "tv": Divergence(total_variation, lambda p, q: abs(p - q) / 2, float),
    "hellinger": Divergence(hellinger, lambda p, q: np.sqrt(p * q), lambda affinity: np.sqrt(max(1 - affinity, 0))),
}


class Timed(NamedTuple):
    ours: float
    """Seconds."""
    quad: float
    """Seconds; nan where no tolerance is near enough."""


def naive(divergence: Divergence, case: Case, tolerance: float) -> float:
    """The divergence as its definition says."""
    p, q = case.p, case.q
    low, high = min(p.support[0], q.support[0]), max(p.support[1], q.support[1])

    def integrand(x: float) -> float:
        at = np.array([x])
        return divergence.term(p.pdf(at)[0], q.pdf(at)[0])

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        integral, _ = integrate.quad(integrand, low, high, epsabs=0, epsrel=tolerance, limit=SUBINTERVALS)
    return divergence.final(integral)


def seconds(f: Callable[[], float], rounds: int) -> float:
    """Processor time, the median of ``rounds`` calls."""
    took = []
    for _ in range(rounds):
        started = time.process_time()
        f()
        took.append(time.process_time() - started)
    return float(np.median(took))


def measure(name: str, case: Case, rounds: int) -> Timed:
    """One pair of distributions; SystemExit if the package is wrong about it."""
    divergence, exact = DIVERGENCES[name], getattr(case, name)
    bar = (1e-10 if case.js < 1e-6 else 1e-12) * exact
    error = abs(divergence.ours(case.p, case.q) - exact)
    if error > 2 * bar:
        raise SystemExit(f"{name} of {case.p} and {case.q} is off by {error:.1e}, of {exact}")
    enough = (t for t in TOLERANCES if abs(naive(divergence, case, t) - exact) <= max(error, bar))
    tolerance = next(enough, None)
    ours = seconds(lambda: divergence.ours(case.p, case.q), rounds)
    return Timed(ours, np.nan if tolerance is None else seconds(lambda: naive(divergence, case, tolerance), rounds))


def rows(rounds: int) -> Iterator[list[str]]:
    for name in DIVERGENCES:
        cases = [c for c in CASES if not (c.p.atoms.size or c.q.atoms.size) and 0 < getattr(c, name) < np.inf]
        ours, quad = np.array([measure(name, case, rounds) for case in cases]).T
        right = ~np.isnan(quad)
        yield [
            name,
            str(len(cases)),
            milliseconds(np.median(ours)),
            milliseconds(ours.max()),
            str(right.sum()),
            milliseconds(np.median(ours[right])),
            milliseconds(np.median(quad[right])),
            f"{np.median(quad[right] / ours[right]):.2f}",
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    threads.set_threads(1)
    head = [
        "divergence",
        "pairs",
        "ms, median",
        "ms, worst",
        "quad right",
        "ms there",
        "quad, ms there",
        "quad / numpygan",
    ]
    print(machine(), end="\n\n")
    print_table(head, list(rows(args.rounds)), markdown=args.markdown)


if __name__ == "__main__":
    main()

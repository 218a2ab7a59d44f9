"""Compute the divergences of random pairs to 20 digits with MPFR, for ``tests/theory/honest_errors.jsonl``.

    python tests/benchmarks/truths.py --pairs 1000 --seed 2 --out honest_errors.jsonl

Needs gmpy2, which nothing else does. Tanh-sinh rules of two steps
on intervals, which are halved until both agree; ``--check`` recomputes some pairs with more digits,
other steps and other cuts. A run goes on where the file ends.
"""

import argparse
import itertools
import json
import sys
from pathlib import Path

import gmpy2
from gmpy2 import exp, log, log1p, mpfr, sqrt

sys.path.insert(0, str(Path(__file__).parent))

from exact_distributions import NEVER, Exact, inf, misses_points, tail_is_infinite
from pairs import random_pair

NAMES = ("kl_pq", "kl_qp", "js", "log2_minus_js", "tv", "hellinger")
AGREE = mpfr("1e-17")  # of a rule and that of half its step; the latter then has about twice the digits
LEFT_OUT = ("multivariate", "plane")


def terms(log_p: mpfr, log_q: mpfr) -> list[mpfr]:
    """The integrands, by their definitions; the last is that of the squared Hellinger distance."""
    if log_p < NEVER and log_q < NEVER:
        return [mpfr(0)] * 6
    p = exp(log_p) if log_p > NEVER else mpfr(0)
    q = exp(log_q) if log_q > NEVER else mpfr(0)
    m = (p + q) / 2
    log_m = log(m)
    kl_pq = (p * (log_p - log_q) if log_q > -inf else mpfr(0)) + q - p if p else q
    kl_qp = (q * (log_q - log_p) if log_p > -inf else mpfr(0)) + p - q if q else p
    p_to_m, q_to_m = (p * (log_p - log_m) if p else mpfr(0)), (q * (log_q - log_m) if q else mpfr(0))
    # log 2 - log(p / m) = log((p + q) / p), which does not cancel.
    deficit = (p * log1p(q / p) if p else mpfr(0)) + (q * log1p(p / q) if q else mpfr(0))
    return [kl_pq, kl_qp, (p_to_m + q_to_m) / 2, deficit / 2, abs(p - q) / 2, (sqrt(p) - sqrt(q)) ** 2 / 2]


class Rule:
    """Tanh-sinh nodes and weights on (0, 1) and (0, inf); every second node is the rule of twice the step."""

    def __init__(self, step: mpfr) -> None:
        count = 2 * int(6 / (2 * step))
        self.step = step
        s = [k * step for k in range(-count, count + 1)]
        e = [exp(gmpy2.const_pi() * gmpy2.sinh(t)) for t in s]
        rate = [gmpy2.const_pi() * gmpy2.cosh(t) for t in s]
        # Next to 1, the inner end of a piece, nothing is singular.
        self.finite = [(x / (1 + x), r * x / (1 + x) ** 2) for x, r in zip(e, rate, strict=True) if x < 1e30]
        self.infinite = [(x, r * x) for x, r in zip(e, rate, strict=True)]


def integrate(p: Exact, q: Exact, rule: Rule, jitter: float, wanted: list[int]) -> list[mpfr]:
    places = sorted({x for distribution in (p, q) if distribution.dense for x in distribution.places})
    low = min(distribution.low for distribution in (p, q) if distribution.dense)
    high = max(distribution.high for distribution in (p, q) if distribution.dense)
    ends = {x for distribution in (p, q) if distribution.dense for x in _ends(distribution)}
    places = sorted({x if x in ends or not jitter else x + jitter * mpfr("0.1") * _gap(x, places) for x in places})
    places = [x for x in places if low <= x <= high]
    todo = []  # (anchor, base, width, infinite)
    for a, b in itertools.pairwise(places):
        for anchor, width in ((a, (b - a) / 2), (b, (a - b) / 2)):
            todo += _cut_at_crossings(p, q, anchor, width)
    unit = (places[-1] - places[0]) or mpfr(1)
    for anchor, width in [(places[0], -unit)] * (low == -inf) + [(places[-1], unit)] * (high == inf):
        todo += _cut_at_crossings(p, q, anchor, width, infinite=True)
    total = [mpfr(0)] * 6
    for _ in range(24):
        results = [_apply(p, q, rule, piece) for piece in todo]
        size = [abs(t) + sum(abs(fine[i]) for fine, _ in results) for i, t in enumerate(total)]
        again = []
        for piece, (fine, coarse) in zip(todo, results, strict=True):
            if all(abs(fine[i] - coarse[i]) <= AGREE * size[i] for i in wanted):
                total = [t + f for t, f in zip(total, fine, strict=True)]
            else:
                anchor, base, width, infinite = piece
                if infinite:
                    again += [(anchor, base, width, False), (anchor, base + width, 2 * width, True)]
                else:
                    again += [(anchor, base, width / 2, False), (anchor, base + width / 2, width / 2, False)]
        todo = again
        if not todo:
            return total
        if len(todo) > 200:
            break
    raise ArithmeticError("no convergence")


def _ends(distribution: Exact) -> list[mpfr]:
    if distribution.parts:
        return [x for _, part in distribution.parts for x in _ends(part)]
    corner = [distribution.loc + distribution.scale * distribution.shapes[0]] if distribution.kind == "triang" else []
    corner += [distribution.loc] if distribution.kind == "laplace" else []
    return [x for x in (distribution.low, distribution.high) if abs(x) < inf] + corner


def _gap(x: mpfr, places: list[mpfr]) -> mpfr:
    return min((abs(x - y) for y in places if y != x), default=mpfr(0))


def _apply(p: Exact, q: Exact, rule: Rule, piece: tuple) -> tuple[list[mpfr], list[mpfr]]:
    anchor, base, width, infinite = piece
    fine, coarse = [mpfr(0)] * 6, [mpfr(0)] * 6
    for k, (node, weight) in enumerate(rule.infinite if infinite else rule.finite):
        offset = base + width * node
        values = terms(p.log_pdf(anchor, offset), q.log_pdf(anchor, offset))
        fine = [f + weight * v for f, v in zip(fine, values, strict=True)]
        if k % 2 == 0:
            coarse = [c + weight * v for c, v in zip(coarse, values, strict=True)]
    scale = abs(width) * rule.step
    return [scale * f for f in fine], [2 * scale * c for c in coarse]


def _cut_at_crossings(p: Exact, q: Exact, anchor: mpfr, width: mpfr, infinite: bool = False) -> list[tuple]:
    """The piece, cut where the densities cross: bracketed on a grid, then bisected to 22 digits."""
    if not (p.dense and q.dense):
        return [(anchor, mpfr(0), width, infinite)]

    def t(y: mpfr) -> mpfr:
        log_p, log_q = (distribution.log_pdf(anchor, width * y) for distribution in (p, q))
        return mpfr(0) if log_p == log_q else log_p - log_q

    grid = [mpfr(10) ** -k for k in (30, 12, 6, 4, 3, 2)] + [mpfr(k) / 24 for k in range(1, 25)]
    if infinite:
        grid += [mpfr(2) ** (mpfr(k) / 4) for k in range(1, 100)]
    cuts = [mpfr(0)]
    before = t(grid[0])
    for a, b in itertools.pairwise(grid):
        here = t(b)
        if before * here < 0:
            left, right = a, b
            for _ in range(80):
                middle = (left + right) / 2
                left, right = (middle, right) if t(middle) * before > 0 else (left, middle)
            cuts.append((left + right) / 2)
        before = here
    last = [(anchor, width * cuts[-1], width, True)] if infinite else []
    cuts += [] if infinite else [mpfr(1)]
    return [(anchor, width * a, width * (b - a), False) for a, b in itertools.pairwise(cuts)] + last


def divergences(p: Exact, q: Exact, rule: Rule, jitter: float = 0) -> dict[str, str]:
    infinite = [i for i, pair in enumerate(((p, q), (q, p))) if _is_infinite(*pair)]
    wanted = [i for i in range(6) if i not in infinite]
    total = integrate(p, q, rule, jitter, wanted) if p.dense or q.dense else [mpfr(0)] * 6
    for x in sorted(set(p.atoms) | set(q.atoms)):
        masses = [distribution.atoms.get(x, mpfr(0)) for distribution in (p, q)]
        values = terms(*(log(m) if m else -inf for m in masses))
        total = [t + v for t, v in zip(total, values, strict=True)]
    total[5] = sqrt(total[5])
    for i in infinite:
        total[i] = inf
    return {name: "inf" if v == inf else f"{v:.20g}" for name, v in zip(NAMES, total, strict=True)}


def _is_infinite(p: Exact, q: Exact) -> bool:
    if misses_points(p, q):
        return True
    if not p.dense:
        return False
    if not q.dense:
        return True
    return _misses(p, q) or any(tail_is_infinite(*tails) for tails in zip(p.tails, q.tails, strict=True))


def _intervals(distribution: Exact) -> list[tuple[mpfr, mpfr]]:
    if distribution.parts:
        return [i for _, part in distribution.parts for i in _intervals(part)]
    return [(distribution.low, distribution.high)]


def _misses(p: Exact, q: Exact) -> bool:
    """Whether some interval of p's support is not covered by those of q."""
    for low, high in _intervals(p):
        reached = low
        for a, b in sorted(_intervals(q)):
            if a <= reached:
                reached = max(reached, b)
        if reached < high:
            return True
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--check", type=int, metavar="K", help="only recompute every K-th line, and compare")
    args = parser.parse_args()
    lines = args.out.read_text(encoding="utf-8").splitlines() if args.out.exists() else []
    if args.check:
        compare(lines[:: args.check])
    else:
        compute(args.out, args.seed, args.pairs - len(lines), json.loads(lines[-1])[0] + 1 if lines else 0)


def compute(path: Path, seed: int, wanted: int, first: int) -> None:
    gmpy2.get_context().precision = 170
    rule = Rule(mpfr(1) / 16)
    with path.open("a", encoding="utf-8") as out:
        for index in itertools.count(first):
            if wanted <= 0:
                return
            family, *specs = random_pair(seed, index)
            if family in LEFT_OUT:
                continue
            try:
                values = divergences(*map(Exact, specs), rule)
            except ArithmeticError as error:
                print(f"{index}: {error}: {specs}", file=sys.stderr)
                continue
            print(line_of(index, family, specs, values), file=out, flush=True)
            wanted -= 1


def line_of(index: int, family: str, specs: list, values: dict[str, str]) -> str:
    """A line of JSON: number, family, two specs, and the six numbers with all their digits."""
    numbers = ", ".join("Infinity" if v == "inf" else v for v in values.values())
    return f"{json.dumps([index, family, *specs])[:-1]}, {numbers}]"


def compare(lines: list[str]) -> None:
    gmpy2.get_context().precision = 210
    rule = Rule(mpfr(1) / 33)
    worst = mpfr(0)
    for line in lines:
        index, family, *specs = json.loads(line)[:4]
        known = json.loads(line, parse_float=str, parse_constant=str)[4:]
        again = divergences(*map(Exact, specs), rule, jitter=0.37)
        for name, digits in zip(NAMES, known, strict=True):
            old, new = mpfr(str(digits)), mpfr(again[name])
            off = abs(old - new) / abs(new) if new and abs(new) < inf else mpfr(old != new)
            worst = max(worst, off)
            if off > 1e-18:
                print(f"{index} [{family}] {name}: {old:.20g} in the file, {new:.20g} again, {specs}", flush=True)
    print(f"{len(lines)} pairs, largest relative difference {worst:.1e}")


if __name__ == "__main__":
    main()

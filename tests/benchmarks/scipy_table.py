"""Every univariate distribution of scipy.stats: three choices of parameters, each against three others.

    python tests/benchmarks/scipy_table.py --out FILE [--only NAME ...] [--every K]
    python tests/benchmarks/scipy_table.py --out FILE --summary

KL both ways, JS and TV, against ``gauss_legendre.py``. FILE gets a line of JSON for each pair; a run that was
interrupted goes on after the last line. The summary counts the refusals (an error instead of a number), the calls that
are off by more than ten times their error, and the calls that took more than 5 s of processor time.
"""

import argparse
import json
import math
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).parent))

import gauss_legendre

from numpygan.distributions import from_scipy
from numpygan.theory import js, kl, total_variation

MEASURES = {"kl": kl, "kl_back": lambda p, q: kl(q, p), "js": js, "tv": total_variation}
SECONDS = 5.0
FACTOR = 10.0  # the true error may be so many times the reported one
VARIANTS = ((1.0, 0.0, 1.0), (1.3, 0.5, 1.7), (0.6, -0.3, 0.6))  # factor of the shapes, loc, scale
OTHERS = 17, 41, 73  # the partner of number i is number i + this

# Shapes of the distributions that have some, as in SciPy's documentation.
SHAPES: dict[str, tuple[float, ...]] = {
    "alpha": (3.57,), "argus": (1.0,), "beta": (2.31, 0.627), "betaprime": (5.0, 6.0), "bradford": (0.299,),
    "burr": (10.5, 4.3), "burr12": (10.0, 4.0), "chi": (78.0,), "chi2": (55.0,), "crystalball": (2.0, 3.0),
    "dgamma": (1.1,), "dpareto_lognorm": (3.0, 1.2, 1.5, 2.0), "dweibull": (2.07,), "erlang": (10.0,),
    "exponnorm": (1.5,), "exponpow": (2.7,), "exponweib": (2.89, 1.95), "f": (29.0, 18.0), "fatiguelife": (29.0,),
    "fisk": (3.09,), "foldcauchy": (4.72,), "foldnorm": (1.95,), "gamma": (1.99,),
    "gausshyper": (13.8, 3.12, 2.51, 5.18), "genexpon": (9.13, 16.2, 3.28), "genextreme": (-0.1,),
    "gengamma": (4.42, -3.12), "genhalflogistic": (0.773,), "genhyperbolic": (0.5, 1.5, -0.5),
    "geninvgauss": (2.3, 1.5), "genlogistic": (0.412,), "gennorm": (1.3,), "halfgennorm": (0.675,),
    "genpareto": (0.1,), "gompertz": (0.947,), "invgamma": (4.07,), "invgauss": (0.145,), "invweibull": (10.6,),
    "irwinhall": (10,), "jf_skew_t": (8.0, 4.0), "johnsonsb": (4.32, 3.18), "johnsonsu": (2.55, 2.25),
    "kappa4": (0.1, 0.5), "kappa3": (1.0,), "ksone": (100,), "kstwo": (10,), "laplace_asymmetric": (2.0,),
    "levy_stable": (1.8, -0.5), "loggamma": (0.414,), "loglaplace": (3.25,), "lognorm": (0.954,),
    "loguniform": (0.01, 1.25), "lomax": (1.88,), "mielke": (10.4, 4.6), "nakagami": (4.97,),
    "ncf": (27.0, 27.0, 0.416),
    "nct": (14.0, 0.24), "ncx2": (21.0, 1.06), "norminvgauss": (1.25, 0.5), "pareto": (2.62,), "pearson3": (-2.0,),
    "powerlaw": (1.66,), "powerlognorm": (2.14, 0.446), "powernorm": (4.45,), "rdist": (1.6,),
    "recipinvgauss": (0.63,),
    "rel_breitwigner": (36.5,), "rice": (0.775,), "skewcauchy": (0.5,), "skewnorm": (4.0,),
    "studentized_range": (3.0, 10.0), "t": (2.74,), "trapezoid": (0.2, 0.8), "triang": (0.158,),
    "truncexpon": (4.69,),
    "truncnorm": (0.1, 2.0), "truncpareto": (1.8, 5.3), "truncweibull_min": (2.5, 0.25, 1.75), "tukeylambda": (3.13,),
    "vonmises": (3.99,), "vonmises_line": (3.99,), "weibull_max": (2.87,), "weibull_min": (1.79,),
    "wrapcauchy": (0.03,),
    # discrete
    "bernoulli": (0.3,), "betabinom": (5, 2.3, 0.63), "betanbinom": (5, 9.3, 1.0), "binom": (5, 0.4),
    "boltzmann": (1.4, 19), "dlaplace": (0.8,), "geom": (0.5,), "hypergeom": (30, 12, 6),
    "nchypergeom_fisher": (140, 80, 60, 0.5), "nchypergeom_wallenius": (140, 80, 60, 0.5), "logser": (0.6,),
    "nbinom": (5, 0.5), "planck": (0.51,), "poisson": (0.6,), "randint": (7, 31), "skellam": (15.0, 8.0),
    "zipf": (6.6,), "zipfian": (0.75, 15), "yulesimon": (11.0,), "nhypergeom": (120, 30, 12),
}  # fmt: skip
LEFT_OUT = {"vonmises"}  # SciPy's density has no end, so the independent route has nothing to integrate
Spec = tuple[str, tuple[float, ...], float, float]


def names(*, discrete: bool) -> list[str]:
    """The names of all univariate distributions of the installed SciPy."""
    kind = stats.rv_discrete if discrete else stats.rv_continuous
    found = [name for name in dir(stats) if isinstance(getattr(stats, name), kind)]
    known = [name for name in found if getattr(stats, name).numargs == 0 or name in SHAPES]
    return sorted(set(known) - LEFT_OUT)


def build(spec: Spec) -> Any:
    name, shapes, loc, scale = spec
    of = getattr(stats, name)
    return of(*shapes, loc=loc) if isinstance(of, stats.rv_discrete) else of(*shapes, loc=loc, scale=scale)


def variant(name: str, number: int) -> Spec:
    """Parameters number 0, 1 or 2; if SciPy rejects the changed shapes, those of number 0 stay."""
    factor, loc, scale = VARIANTS[number]
    shapes = SHAPES.get(name, ())
    is_discrete = isinstance(getattr(stats, name), stats.rv_discrete)
    changed = tuple(round(s * factor) if isinstance(s, int) else s * factor for s in shapes)
    if is_discrete:
        loc, scale = 0.0, 1.0
    with np.errstate(all="ignore"):
        spec = (name, changed, loc, scale)
        try:
            good = not np.isnan(build(spec).support()).any() and np.isfinite(build(spec).median())
        except Exception:
            good = False
    return spec if good else (name, shapes, loc, scale)


def all_pairs() -> Iterator[tuple[Spec, Spec]]:
    for discrete in (False, True):
        every = names(discrete=discrete)
        for i, name in enumerate(every):
            for number in range(3):
                for shift in OTHERS:
                    yield variant(name, number), variant(every[(i + shift) % len(every)], (number + shift) % 3)


def measure(p: Spec, q: Spec) -> dict[str, Any]:
    """A line of the table: each number with its error, the truth with its error, and seconds of processor time."""
    line: dict[str, Any] = {"p": p, "q": q}
    frozen = build(p), build(q)
    for name, divergence in MEASURES.items():
        began = time.process_time()
        with np.errstate(all="raise", under="ignore"), warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                value = divergence(*map(from_scipy, frozen))
                line[name] = {"value": float(value), "error": value.error}
            except Exception as error:
                line[name] = {"refused": f"{type(error).__name__}: {error}"}
        line[name]["seconds"] = time.process_time() - began
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            route = gauss_legendre.discrete if hasattr(frozen[0], "pmf") else gauss_legendre.continuous
            for name, (truth, error) in route(*frozen).items():
                line[name] |= {"truth": truth, "truth_error": error}
        except Exception as error:
            line["no_truth"] = f"{type(error).__name__}: {error}"
    return line


def verdict(number: dict[str, Any]) -> str:
    """What the summary counts a call as."""
    if "refused" in number:
        return "refused" if number["refused"].startswith(("ArithmeticError", "ValueError: from_scipy")) else "crashed"
    if "truth" not in number:
        return "no truth"
    value, truth = number["value"], number["truth"]
    if math.isinf(value) or math.isinf(truth):
        return "right" if value == truth else "wrong"
    allowed = FACTOR * number["error"] + number["truth_error"] + 1e-15 * abs(truth)
    if number["error"] > 0.1 * (1 + abs(value)):
        return "an error so large that the number says little"
    if abs(value - truth) <= allowed:
        return "right" if number["truth_error"] <= 1e-7 * (1 + abs(truth)) else "right, but the truth has few digits"
    return "wrong"


def summarize(lines: list[dict[str, Any]]) -> int:
    counts: Counter[str] = Counter()
    slow = 0
    for line in lines:
        for name in MEASURES:
            number = line[name]
            found = verdict(number)
            counts[found] += 1
            slow += number["seconds"] > SECONDS
            if found in ("wrong", "refused", "crashed") or number["seconds"] > SECONDS:
                shown = {key: part for key, part in number.items() if key != "seconds"}
                print(f"{found}: {name} of {line['p']} and {line['q']}, {number['seconds']:.1f} s: {shown}")
    total = counts.total()
    print(f"{len(lines)} pairs, {total} calls, {slow} above {SECONDS:g} s; refused: {counts['refused'] / total:.2%}")
    for found, count in counts.most_common():
        print(f"{count:6}  {found}")
    return int(counts["wrong"] + counts["crashed"] + slow > 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="pairs with these distributions only")
    parser.add_argument("--every", type=int, default=1, metavar="K", help="every K-th pair only")
    parser.add_argument("--summary", action="store_true")
    args = parser.parse_args()
    lines = args.out.read_text(encoding="utf-8").splitlines() if args.out.exists() else []
    if not args.summary:
        done = {json.dumps([line["p"], line["q"]]) for line in map(json.loads, lines)}
        todo = [
            pair
            for pair in list(all_pairs())[:: args.every]
            if json.dumps(pair) not in done and (not args.only or {pair[0][0], pair[1][0]} & set(args.only))
        ]
        with args.out.open("a", encoding="utf-8") as out:
            for p, q in todo:
                print(json.dumps(measure(p, q)), file=out, flush=True)
        lines = args.out.read_text(encoding="utf-8").splitlines()
    return summarize([json.loads(line) for line in lines])


if __name__ == "__main__":
    raise SystemExit(main())

"""Stress: a hundred thousand random and adversarial pairs through every divergence, both ways round.

    python tests/benchmarks/stress.py [--pairs N] [--seed S] [--start I] [--workers W]

No nan, nothing negative, no JS above log 2, no exception (but for the one that ``kl`` documents),
symmetric to the last digit in 1-D and to within the reported errors elsewhere, and the
inequalities between the divergences hold. Each violation is a line with what reproduces it. Ctrl-C
prints the summary so far; ``--start`` goes on from there.
Exit status 1 if there was a violation.
"""

import argparse
import signal
import sys
import time
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from pairs import FAMILIES, build, random_pair
from violations import remember_log_densities, violations

AT_ONCE = 50  # pairs of one task


def check(seed: int, start: int, stop: int) -> tuple[Counter[str], list[str], float]:
    """The pairs ``start`` to ``stop``: how many of each family, what was wrong, and the seconds it took."""
    began = time.perf_counter()
    count: Counter[str] = Counter()
    wrong = []
    with np.errstate(all="raise", under="ignore"), warnings.catch_warnings():
        warnings.simplefilter("error")
        for index in range(start, stop):
            family, p, q = random_pair(seed, index)
            count[family] += 1
            wrong += [
                f"{what}\n    [{family}] python tests/benchmarks/stress.py --seed {seed} --start {index} --pairs 1\n"
                f"    p = {p}\n    q = {q}"
                for what in violations(remember_log_densities(build(p)), remember_log_densities(build(q)))
            ]
    return count, wrong, time.perf_counter() - began


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=int, default=0, help="the first pair's number")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    stop = args.start + args.pairs
    count: Counter[str] = Counter()
    wrong: list[str] = []
    seconds = 0.0
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell has it ignored
    with ProcessPoolExecutor(args.workers, initializer=_leave_interrupts_to_the_parent) as pool:
        tasks = [
            pool.submit(check, args.seed, start, min(start + AT_ONCE, stop))
            for start in range(args.start, stop, AT_ONCE)
        ]
        try:
            for task in as_completed(tasks):
                some, found, took = task.result()
                count, seconds = count + some, seconds + took
                for line in found:
                    print(line, flush=True)
                wrong += found
                if sys.stderr.isatty():
                    print(
                        f"\r{count.total():,} of {args.pairs:,} pairs, {len(wrong)} violations", end="", file=sys.stderr
                    )
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for family in FAMILIES:
        print(f"{count[family]:8,}  {family}")
    total = count.total()
    print(f"{total:8,}  pairs, {len(wrong)} violations, {1e3 * seconds / max(total, 1):.0f} ms of one core a pair")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())

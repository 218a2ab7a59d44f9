"""Where the time of an iteration goes: calls, matrix products, random numbers, and all the passes over arrays.

    python tests/benchmarks/where.py [--threads N] [--sizes 2-32-32:128 ...] [--dtypes float32 float64] [--markdown]

``calls`` is an iteration of the same depth with one unit a layer and one point a batch: all of Python and NumPy but
the numbers. Products and draws are timed by themselves, less what theirs take at that size. What is left of the
step are element-wise passes: activations and their gradients, biases, copies, checks, Adam.
"""

import argparse

import numpy as np
import threads
from interleave import clock_for, interleave
from iteration import Draws, Package, Products, Work, work_of
from table import machine, milliseconds, print_table


def shares(work: Work, **timing) -> list[str]:
    """A row: the step in ms, and of it, in percent, calls, products, draws and the rest."""
    empty = work._replace(hidden=(1,) * len(work.hidden), batch=1)
    runs = {(kind, of): kind(of).run for kind in (Package, Products, Draws) for of in (work, empty)}
    times = {name: found.median for name, found in interleave(runs, **timing).items()}
    step, calls = times[Package, work], times[Package, empty]
    products, draws = (times[kind, work] - times[kind, empty] for kind in (Products, Draws))
    parts = np.array([calls, products, draws, step - calls - products - draws])
    return [str(work), milliseconds(step), *(f"{share:.0f}" for share in 100 * parts / step)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    threads.add_argument(parser)
    parser.add_argument("--sizes", nargs="+", default=["2-32-32:128", "2-128-128:256", "2-512-512:512"])
    parser.add_argument("--dtypes", nargs="+", default=["float32", "float64"], choices=["float32", "float64"])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--slice", type=float, default=0.05, help="seconds of a contender in a round")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    threads.set_threads(args.threads)
    clock = clock_for(args.threads)
    print(f"{machine()}; {args.threads} thread{'s' * (args.threads > 1)}, {clock.__name__}\n")
    works = [work_of(size, dtype) for size in args.sizes for dtype in args.dtypes]
    rows = [shares(work, rounds=args.rounds, slice_seconds=args.slice, clock=clock) for work in works]
    head = ["iteration", "ms", "% calls", "% products", "% draws", "% passes over arrays"]
    print_table(head, rows, markdown=args.markdown)


if __name__ == "__main__":
    main()

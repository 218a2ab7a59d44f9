"""One iteration of Algorithm 1, against the bare matrix products that it needs, PyTorch and JAX.

    python tests/benchmarks/step.py [--threads N] [--sizes 2-32-32:128 ...] [--dtypes float32 float64]
                                    [--skip NAME ...] [--rounds N] [--markdown]

All contenders start from the same weights and learn from the same draws, and NumPy makes these for
everybody while the clock runs; that after a few steps their parameters agree is checked first. A
framework that is not installed is left out. ``torch compiled`` needs a C++ compiler and half a minute for each size.
"""

import argparse
from importlib.util import find_spec

import threads
from duel import duel


def main(doc: str | None = __doc__, gamma: float = 0.0) -> None:
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    threads.add_argument(parser)
    sizes = ["2-32-32:128", "2-64-64:256", "2-128-128:256", "2-256-256-256:512"]
    parser.add_argument("--sizes", nargs="+", default=sizes, help="widths:batch, one or more")
    parser.add_argument("--dtypes", nargs="+", default=["float32", "float64"], choices=["float32", "float64"])
    parser.add_argument("--skip", nargs="+", default=[], help="words; contenders whose name has one are left out")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--slice", type=float, default=0.05, help="seconds of a contender in a round")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    threads.set_threads(args.threads)

    frameworks = [name for name in ("torch", "jax") if name not in args.skip and find_spec(name)]
    for name in {"torch", "jax"} - set(frameworks):
        print(f"{name} is left out: {'not wanted' if name in args.skip else 'not installed'}")
    duel(args, frameworks, gamma=gamma)


if __name__ == "__main__":
    main()

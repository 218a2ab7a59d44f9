"""How times grow with the size of the problem, and that the memory of a run does not.

    python tests/benchmarks/growth.py [step] [divergence] [memory] [--threads N] [--steps 100000] [--markdown]

``slope`` is that of log time over log size: 1 is proportional, 0 does not matter; ``at the end`` is that of the
last two sizes, where what a call costs no longer hides what its numbers cost. Beside the step stand the slopes of
its bare matrix products.
"""

import argparse

import threads
from growth_of_divergences import divergence_rows
from growth_of_memory import memory_rows
from growth_of_steps import step_rows
from interleave import clock_for
from table import machine, print_table

PARTS = ("step", "divergence", "memory")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all if left out")
    threads.add_argument(parser)
    parser.add_argument("--steps", type=int, default=20_000, help="of the run whose memory is watched")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--slice", type=float, default=0.03, help="seconds of a size in a round")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    if unknown := set(args.parts) - set(PARTS):
        parser.error(f"unknown part {', '.join(sorted(unknown))}; known: {', '.join(PARTS)}")
    threads.set_threads(args.threads)
    clock = clock_for(args.threads)
    print(f"{machine()}; {args.threads} thread{'s' * (args.threads > 1)}, {clock.__name__}\n")
    timing = {"rounds": args.rounds, "slice_seconds": args.slice, "clock": clock}
    parts = args.parts or PARTS
    if "step" in parts:
        head = ["a step over", "sizes", "ms", "slope", "at the end", "products'", "at the end"]
        print_table(head, step_rows(**timing), markdown=args.markdown)
    if "divergence" in parts:
        head = ["JS over", "sizes", "ms", "slope", "at the end"]
        print_table(head, divergence_rows(**timing), markdown=args.markdown)
    if "memory" in parts:
        print_table(["what is kept", "steps", "kB first", "kB last"], memory_rows(args.steps), markdown=args.markdown)


if __name__ == "__main__":
    main()

"""Seconds of the whole: ``numpygan check`` (at most 60 on 2 cores) and the tests (at most 5 minutes).

    python tests/benchmarks/whole.py [check] [tests] [--markdown] [-- what goes to pytest]

Without words it times both, each in a process of its own that must succeed.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from table import machine, print_table

ROOT = Path(__file__).parent.parent.parent
COMMANDS = {"check": ["-m", "numpygan", "check"], "tests": ["-m", "pytest"]}
BARS = {"check": 60, "tests": 300}


def measure(name: str, more: list[str]) -> list[str]:
    """Run one command; SystemExit with what it said if it fails."""
    before, started = os.times(), time.perf_counter()
    result = subprocess.run([sys.executable, *COMMANDS[name], *more], cwd=ROOT, capture_output=True, text=True)
    seconds, after = time.perf_counter() - started, os.times()
    if result.returncode:
        raise SystemExit(
            f"{name} ended with status {result.returncode}:\n{result.stdout[-2000:]}{result.stderr[-2000:]}"
        )
    processor = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    last = result.stdout.strip().splitlines()[-1]
    return [name, f"{seconds:.1f}", f"{processor:.1f}", str(BARS[name]), last]


def main() -> None:
    arguments = sys.argv[1:]
    more = arguments[arguments.index("--") + 1 :] if "--" in arguments else []
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="what", help="check or tests; both if left out")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args(arguments[: arguments.index("--")] if more else arguments)
    if unknown := set(args.what) - set(COMMANDS):
        parser.error(f"unknown {', '.join(sorted(unknown))}; known: {', '.join(COMMANDS)}")
    print(machine(), end="\n\n")
    rows = [measure(name, more if name == "tests" else []) for name in args.what or COMMANDS]
    print_table(["what", "seconds", "of processors", "bar", "its last line"], rows, markdown=args.markdown)


if __name__ == "__main__":
    main()

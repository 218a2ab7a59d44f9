"""Run every claim about trained networks as other machines would, and print a table of what held.

Columns: the kernels of OpenBLAS that this CPU can run, with 1 and with 2 threads; first weights that differ by a
relative 1e-12, several times. Exit status: 0 if everything held, 1 if anything failed, 130 after Ctrl-C, which
prints the table of what was finished.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from kernels import runnable_kernels
from rows import KINDS, ROOT, Row, all_rows

EXAMPLE = "example: python tests/other_machines/run.py --only statements gallery --perturbations 200 --log table.jsonl"
PERTURBED = "perturbed"
NOTHING_CHANGED = "first weights perturbed: 0"
LAST_LINES = 6
TIMEOUT = 1800  # seconds a run; one that takes longer has failed
running: set[subprocess.Popen] = set()
stop = threading.Event()


class Machine(NamedTuple):
    """How a run differs from the same run here."""

    column: str
    environment: dict[str, str]
    seed: int | None = None
    """Of the perturbation of the first weights."""


class Result(NamedTuple):
    """How a run ended; ``output`` is its last lines."""

    ok: bool
    output: str


def machines(kernels: list[str], threads: list[int], perturbations: int) -> list[Machine]:
    """The columns of the table, the perturbations one after the other."""
    found = [
        Machine(f"{kernel} x{n}" if kernel else f"x{n}", environment(kernel, n))
        for kernel in kernels or [""]
        for n in threads
    ]
    return found + [Machine(PERTURBED, environment("", 1), seed) for seed in range(perturbations)]


def environment(kernel: str, threads: int) -> dict[str, str]:
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    chosen = {"OPENBLAS_CORETYPE": kernel} if kernel else {}
    return chosen | dict.fromkeys(names, f"{threads}") | {"MPLBACKEND": "agg"}


def run_once(row: Row, machine: Machine) -> Result:
    """Run a row in a process of its own, as on ``machine``."""
    perturbed = [str(Path(__file__).with_name("perturbed.py")), f"{machine.seed}"] if machine.seed is not None else []
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryFile("w+", errors="replace") as output:
        process = subprocess.Popen(
            [sys.executable, *perturbed, *row.arguments],
            cwd=row.folder or empty,
            env=os.environ | machine.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        running.add(process)
        try:
            status = process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        finally:
            running.discard(process)
        output.seek(0)
        lines = [line.rstrip() for line in output if line.strip()]
    return Result(status == 0, "\n".join([*lines[-LAST_LINES:], *([f"status {status}"] if status else [])]))


def run_group(row: Row, group: list[Machine], done: dict[str, Result]) -> Iterator[tuple[Machine, Result]]:
    """A column's runs of a row; perturbations end after the first if there were no weights to perturb."""
    for machine in group:
        if stop.is_set():
            return
        key = key_of(row, machine)
        result = done.get(key) or run_once(row, machine)
        if stop.is_set():  # it was ended by Ctrl-C, which says nothing about it
            return
        yield machine, result
        if machine.seed is not None and result.ok and NOTHING_CHANGED in result.output:
            return


def key_of(row: Row, machine: Machine) -> str:
    return f"{row.kind} {row.name} {machine.column} {machine.seed}"


def cell(results: list[Result], expected: int) -> str:
    """What stands in the table for the runs of a row in a column."""
    failed = sum(not result.ok for result in results)
    if failed:
        return f"{failed} of {len(results)} failed" if expected > 1 else "FAILED"
    if len(results) == 1 < expected and NOTHING_CHANGED in results[0].output:
        return "no weights"
    return "ok" if len(results) == expected else f"{len(results)} ok" if results else "-"


def table(rows: list[Row], columns: dict[str, list[Machine]], results: dict[str, Result]) -> str:
    lines = [["", *columns]]
    for row in rows:
        cells = []
        for group in columns.values():
            finished = [results[key] for key in (key_of(row, machine) for machine in group) if key in results]
            cells.append(cell(finished, len(group)))
        lines.append([f"{row.kind} {row.name}", *cells])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def run_all(rows: list[Row], columns: dict[str, list[Machine]], jobs: int, log: Path | None) -> dict[str, Result]:
    """All runs, by ``jobs`` at a time; each failure is told when it happens. After Ctrl-C, what was finished."""
    results: dict[str, Result] = {}
    done: dict[str, Result] = {}
    if log is not None and log.exists():
        done = {key: Result(ok, output) for key, ok, output in map(json.loads, log.read_text().splitlines())}
    lock = threading.Lock()

    def work(row: Row, group: list[Machine]) -> None:
        for machine, result in run_group(row, group, done):
            key = key_of(row, machine)
            with lock:
                results[key] = result
                if log is not None and key not in done:
                    with log.open("a") as file:
                        file.write(json.dumps([key, *result]) + "\n")
                if not result.ok:
                    seed = "" if machine.seed is None else f", seed {machine.seed}"
                    print(f"FAILED {row.kind} {row.name}: {machine.column}{seed}", flush=True)
                    print("\n".join(f"    {line}" for line in result.output.splitlines()), flush=True)

    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(work, row, group) for row in rows for group in columns.values()]
        try:
            for future in as_completed(futures):
                future.result()
        except KeyboardInterrupt:
            end_all(pool)
        except BaseException:
            end_all(pool)
            raise
    return results


def end_all(pool: ThreadPoolExecutor) -> None:
    """Begin no run any more, and end those that are running."""
    stop.set()
    pool.shutdown(wait=False, cancel_futures=True)
    for process in list(running):
        process.terminate()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0], epilog=EXAMPLE)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS, help="leave out the others")
    parser.add_argument("--match", default="", metavar="NAME", help="only rows whose name contains NAME")
    parser.add_argument("--perturbations", type=int, default=8, metavar="N", help="seeds (default: %(default)s)")
    parser.add_argument(
        "--threads",
        type=int,
        nargs="*",
        default=[1, 2],
        help="of the products (default: 1 2); none: perturbations only",
    )
    parser.add_argument("--kernels", nargs="*", metavar="KERNEL", help="default: all that run here; none: the usual")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="runs at a time (default: %(default)s)")
    parser.add_argument("--log", type=Path, metavar="FILE", help="keep results here; what is in it is not run again")
    parser.add_argument("--lessons", type=Path, default=ROOT / "lessons", metavar="DIR", help="scripts to run instead")
    options = parser.parse_args()
    if options.jobs < 1 or options.perturbations < 0 or min(options.threads, default=1) < 1:
        parser.error("--jobs and --threads must be at least 1, --perturbations at least 0")
    return options


def main() -> int:
    options = parse()
    rows = all_rows(tuple(options.only), options.match, options.lessons)
    if not rows or not (options.threads or options.perturbations):
        sys.exit(f"nothing to run: no row of {', '.join(options.only)} has {options.match!r}, or no column is left")
    kernels, left_out = ([], []) if options.kernels == [] else runnable_kernels()
    if options.kernels is not None:
        if unknown := set(options.kernels) - set(kernels):
            sys.exit(f"cannot run {', '.join(sorted(unknown))} here; choose from: {', '.join(kernels) or 'none'}")
        kernels = options.kernels
    print("\n".join(left_out), flush=True)
    columns: dict[str, list[Machine]] = {}
    for machine in machines(kernels, options.threads, options.perturbations):
        columns.setdefault(machine.column, []).append(machine)
    results = run_all(rows, columns, options.jobs, options.log)
    print(table(rows, columns, results))
    failed = sum(not result.ok for result in results.values())
    print(f"{failed} of {len(results)} runs failed{', interrupted' if stop.is_set() else ''}")
    return 130 if stop.is_set() else int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())

"""Ends of ``numpygan train``: two runs that are started into one folder, and signals at random times.

    python tests/benchmarks/ends.py [--pairs N] [--signals N] [--seed S] [--folder DIR]

Of each pair one run is refused in one line, and the other one is whole. After each Ctrl-C, SIGTERM and SIGKILL (N of
each) the run goes on with ``--resume``, or with ``--out`` if there was no run.json yet, and its files are those of an
uninterrupted run, to the bit. The processes are forks, which begin at once. Exit status 1 at the first violation.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

import numpygan.cli.run_folder
import numpygan.cli.training_session
from numpygan.cli import main as numpygan_main

RUN = ["train", "ring", "--steps", "60", "--every", "20", "--batch", "4", "--g-hidden", "4", "--d-hidden", "4"]
SIGNALS = signal.SIGINT, signal.SIGTERM, signal.SIGKILL
SAME = "checkpoint.npz", "history.csv", "history.npz", *(f"snapshots/step-{step}.npz" for step in (0, 2, 12, 60))


def start(words: list[str], errors: Path) -> int:
    """Run ``numpygan WORDS`` in a fork, its stderr in the file ``errors``; return the process id."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        status = numpygan_main(words)
    except KeyboardInterrupt:  # before the command began, or after it ended
        status = 130
    finally:
        os._exit(status)


def end_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def finish(folder: Path) -> str:
    """Go on with the run in ``folder``; what is wrong with that, or ""."""
    seed = folder.name.rpartition("-")[2]
    how = ["train", "--resume", str(folder)] if (folder / "run.json").exists() else [*RUN, "--seed", seed]
    errors = folder.parent / "errors"
    if "--resume" not in how:
        how += ["--out", str(folder)]
    status = end_of(start(how, errors))
    return "" if status == 0 else f"{' '.join(how)} ended with {status}: {errors.read_text()}"


def files_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in SAME}


def files_if_whole(folder: Path) -> dict[str, bytes]:
    return files_of(folder) if all((folder / name).exists() for name in SAME) else {}


def pair(folder: Path, whole: dict[int, dict[str, bytes]], rng: np.random.Generator) -> str:
    """Start two runs into one folder; what is wrong with that, or ""."""
    out, children = folder / "pair", []
    shutil.rmtree(out, ignore_errors=True)
    for seed in (1, 2):
        children.append(start([*RUN, "--seed", str(seed), "--out", str(out)], folder / f"errors-{seed}"))
        time.sleep(rng.exponential(0.003))
    ends = [end_of(child) for child in children]
    if sorted(ends) != [0, 2]:
        return f"they ended with {ends}"
    winner, loser = (1, 2) if ends[0] == 0 else (2, 1)
    told = (folder / f"errors-{loser}").read_text()
    if told.count("\n") != 1 or not ("is training in" in told or "already contains a run" in told):
        return f"the refused one says {told!r}"
    if json.loads((out / "run.json").read_text())["seed"] != winner or files_of(out) != whole[winner]:
        return "the folder holds a mixture"
    return ""


def interrupt(folder: Path, number: int, seconds: float, counts: Counter, whole: dict[int, dict[str, bytes]]) -> str:
    """End a run by a signal after so many seconds, go on; what is wrong with that, or ""."""
    out, errors = folder / "run-1", folder / "errors-of-the-interrupted"
    shutil.rmtree(out, ignore_errors=True)
    child = start([*RUN, "--seed", "1", "--out", str(out)], errors)
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, number)
    status, told = end_of(child), errors.read_text() if errors.exists() else ""
    begun = "no run.json" if not (out / "run.json").exists() else "begun"
    if begun == "begun" and not (out / "checkpoint.npz").exists():
        begun = "run.json alone"
    counts[begun] += 1
    counts[f"status {status}"] += 1
    # Before the command began, and after it ended, a signal is not handled.
    handled = begun == "begun" and number != signal.SIGKILL and files_if_whole(out) != whole[1]
    allowed = {0, 130} if handled else {0, 130, -number}
    if status not in allowed or told.count("\n") > 1 or (status == 130 and begun == "begun" and not told):
        return f"{signal.Signals(number).name} after {seconds:.4f} s: it ended with {status} and said {told!r}"
    wrong = finish(out)
    if not wrong and files_of(out) != whole[1]:
        wrong = "resumed, the run ended otherwise"
    if not wrong and (out / ".lock").exists():
        wrong = "the lock is left"
    return wrong and f"{signal.Signals(number).name} after {seconds:.4f} s ({begun}): {wrong}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=50)
    parser.add_argument("--signals", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=None, help="where the runs are; a temporary one")
    args = parser.parse_args()
    numpygan.cli.training_session.draw_pictures = lambda *_: []
    numpygan.cli.run_folder.SECONDS = 0.005
    folder = args.folder or Path(tempfile.mkdtemp())
    rng = np.random.default_rng(args.seed)

    whole, began = {}, 0.0
    for seed in (1, 2):
        began = time.monotonic()
        if end_of(start([*RUN, "--seed", str(seed), "--out", str(folder / f"whole-{seed}")], folder / "errors")):
            print((folder / "errors").read_text())
            return 1
        whole[seed] = files_of(folder / f"whole-{seed}")
    seconds = time.monotonic() - began
    for i in range(args.pairs):
        wrong = pair(folder, whole, rng)
        if wrong:
            print(f"pair {i}: {wrong}")
            return 1
    counts: Counter = Counter()
    for i in range(args.signals * len(SIGNALS)):
        wrong = interrupt(folder, SIGNALS[i % len(SIGNALS)], rng.uniform(0, 1.1 * seconds), counts, whole)
        if wrong:
            print(f"signal {i}: {wrong}")
            return 1
    print(f"{args.pairs} pairs; {args.signals} of each signal within {seconds:.2f} s: {dict(sorted(counts.items()))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

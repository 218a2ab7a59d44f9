"""Kills: a run that saves itself after every step is killed at random times, over and over.

    python tests/benchmarks/kills.py [--kills N] [--seed S] [--folder DIR]

After each kill the checkpoint is there and is the state of the uninterrupted run at that step, to the bit; it
goes on to the same end, and the folder holds at most one file besides. One process does the killing, its forks
are killed: a fork begins at once, so most kills hit the middle of a write. Exit status 1 at the first violation.
"""

import argparse
import os
import signal
import tempfile
import time
from pathlib import Path

import numpy as np

from numpygan.distributions import ring
from numpygan.recipes import Run, Settings

SETTINGS = Settings().with_values(
    steps=100,
    batch=4,
    k=1,
    d_hidden=(4,),
    g_hidden=(4,),
    standardized=True,
    d_lr_halfway=0.5,
    g_lr_halfway=0.5,
    average=0.9,
    r1=0.1,
    d_noise=0.5,
)


def new_run() -> Run:
    return Run(ring(), SETTINGS, rng=np.random.default_rng(0), every=5)


def state(run: Run) -> bytes:
    """All that a run is at a step, to the bit."""
    parts = [run.gan.generator.theta, run.gan.discriminator.theta, run.average.network.theta, run.history.table]
    parts += [part for optimizer in run.optimizers for part in (optimizer.m, optimizer.v)]
    return b"".join(part.tobytes() for part in parts) + repr(run.rng.bit_generator.state).encode()


def train(path: Path) -> None:
    """What is killed."""
    run = new_run()
    if path.exists():
        run.load(path)
    for _ in run.iterate():
        run.save(path)


def kill_one(path: Path, seconds: float) -> None:
    """Let a fork train for so long from its first save on."""
    before = path.stat().st_mtime_ns if path.exists() else None
    child = os.fork()
    if child == 0:
        try:
            train(path)
        finally:
            os._exit(0)
    deadline = time.monotonic() + 60
    while (path.stat().st_mtime_ns if path.exists() else None) == before and time.monotonic() < deadline:
        time.sleep(0.0005)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=None, help="where the checkpoint is; a temporary one")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp())
    path = folder / "run.npz"

    whole = new_run()
    states = [state(whole)] + [state(whole) for _ in whole.iterate()]
    rng, cut, steps = np.random.default_rng(args.seed), 0, []
    for kill in range(args.kills):
        kill_one(path, rng.exponential(0.01))
        run = new_run()
        run.load(path)
        steps.append(run.step)
        if state(run) != states[run.step]:
            print(f"kill {kill}: the checkpoint of step {run.step} is not the state of that step")
            return 1
        for _ in run.iterate():
            pass
        if state(run) != states[-1]:
            print(f"kill {kill}: resumed after step {steps[-1]}, the run ended otherwise")
            return 1
        others = [other.name for other in folder.iterdir() if other != path]
        cut += len(others)
        if len(others) > 1:
            print(f"kill {kill}: {len(others)} files are left over: {', '.join(others)}")
            return 1
        if steps[-1] > SETTINGS.steps - 20:
            path.unlink()  # begin again
    print(f"{args.kills} kills, {cut} of them in the middle of a write, after steps {min(steps)} to {max(steps)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

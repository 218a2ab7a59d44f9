"""What test_sweep sends to other processes, which must be able to import it."""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np

from numpygan.distributions import ring
from numpygan.recipes import Run, Settings, sweep

LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Unreadable(Exception):
    """An error that can be pickled and not be read again."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"unreadable {one + two}")


def trained(config: tuple[int, int]) -> bytes:
    """All bits of a short run with a seed and a batch size."""
    seed, batch = config
    settings = Settings().with_values(
        steps=20,
        batch=batch,
        k=1,
        standardized=True,
        d_lr_halfway=0.5,
        g_lr_halfway=0.5,
        average=0.9,
        r1=0.1,
        d_noise=0.5,
    )
    run = Run(ring(), settings, rng=np.random.default_rng(seed), every=5)
    for _ in run.iterate():
        pass
    gan = run.result()
    return gan.generator.theta.tobytes() + gan.discriminator.theta.tobytes() + run.history.table.tobytes()


def behave(how: str) -> object:
    """Do what ``how`` says."""
    if how == "raise":
        raise ValueError("no such distribution")
    if how == "raise what cannot be read":
        raise Unreadable(1, 2)
    if how == "exit":
        sys.exit("enough")
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "leave":
        os._exit(7)
    if how.startswith("die once "):
        been_here = Path(how.removeprefix("die once "))
        if not been_here.exists():
            been_here.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if how == "return what cannot be pickled":
        return lambda: None
    if how == "environment":
        return [*(os.environ.get(name) for name in LIMITS), signal.getsignal(signal.SIGINT)]
    if how == "sweep":
        return list(sweep(str.upper, ["a"]))
    return how.upper()


def stay(folder: str | None) -> None:
    """Say in ``folder`` which process this is, and stay; without a folder, return."""
    if folder is not None:
        (Path(folder) / str(os.getpid())).touch()
        time.sleep(600)

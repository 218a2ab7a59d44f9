"""What a long run keeps: nothing but its history."""

import gc
import tracemalloc
from collections.abc import Callable, Iterator

import numpy as np
from iteration import LR, SEED, Package, Work

from numpygan.nets import Adam
from numpygan.training import train

WORK = Work(hidden=(32, 32), batch=128, dtype=np.float32)
ALLOWED = 64  # kB, of Python's own
ROW = 48  # bytes, of a history of five numbers


def memory_rows(steps: int) -> Iterator[list[str]]:
    """Memory after a tenth of the run and at its end; SystemExit if a step keeps anything."""
    records = Package(WORK)
    first, last = _kept(records.run, steps)
    if last - first > ALLOWED:
        raise SystemExit(f"iterate keeps {1024 * (last - first) / (0.9 * steps):.0f} bytes a step")
    yield ["iterate, its records thrown away", f"{steps:,}", f"{first:.0f}", f"{last:.0f}"]

    gan, rng = WORK.gan(), np.random.default_rng(SEED)
    optimizers = Adam(gan.discriminator, LR), Adam(gan.generator, LR)
    histories = []

    def run(count: int) -> None:
        histories.append(train(gan, WORK.data, steps=count, batch=WORK.batch, rng=rng, optimizers=optimizers))

    first, last = _kept(run, steps)
    if 1024 * (last - first) > ROW * steps + 1024 * ALLOWED:
        raise SystemExit(f"train keeps {1024 * (last - first) / (0.9 * steps):.0f} bytes a step, for 5 numbers")
    yield ["train, a row of five numbers each step", f"{steps:,}", f"{first:.0f}", f"{last:.0f}"]


def _kept(run: Callable[[int], object], steps: int) -> tuple[float, float]:
    """kB that are in use after a tenth of the steps and after all, counted from the start of the run."""
    tracemalloc.start()
    run(steps // 10)
    gc.collect()
    first, _ = tracemalloc.get_traced_memory()
    run(steps - steps // 10)
    gc.collect()
    last, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return first / 1024, last / 1024

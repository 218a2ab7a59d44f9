"""Contenders take turns in one process: what else the machine does hits all of them alike.

Each contender is a function ``run(steps)`` that does at least so many steps and returns how many it did.
A round gives each a slice of the same length, in an order that is shuffled anew; a ratio is taken within
its round, and the median over the rounds is reported.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Run = Callable[[int], int]


class Times(NamedTuple):
    """Of one contender, an entry a round."""

    seconds: np.ndarray
    """Wall time a step."""
    cores: np.ndarray
    """Processor time over wall time: how many threads it kept busy."""

    @property
    def median(self) -> float:
        return float(np.median(self.seconds))


def interleave(contenders: dict[str, Run], *, rounds: int, slice_seconds: float, seed: int = 0) -> dict[str, Times]:
    """Time the contenders in turn."""
    steps = {name: _steps_in(run, slice_seconds) for name, run in contenders.items()}
    rng = np.random.default_rng(seed)
    rows: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name in rng.permutation(list(contenders)).tolist():
            contenders[name](1)  # the caches are warm again when the clock starts
            wall, processor = time.perf_counter(), time.process_time()
            done = contenders[name](steps[name])
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            rows[name].append((wall / done, processor / wall))
    return {name: Times(*np.array(found).T) for name, found in rows.items()}


def _steps_in(run: Run, seconds: float) -> int:
    """How many steps fit in a slice; whatever is compiled at the first call is compiled here."""
    run(1)
    steps = 1
    while True:
        started = time.perf_counter()
        done = run(steps)
        took = time.perf_counter() - started
        if took >= seconds / 4:
            return max(1, round(done * seconds / took))
        steps = 4 * done


def ratio(times: Times, reference: Times) -> str:
    """How many times as long as the reference: the median of the ratios within a round."""
    return f"{np.median(times.seconds / reference.seconds):.2f}"

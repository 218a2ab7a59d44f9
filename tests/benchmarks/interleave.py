"""Contenders take turns in one process: what else the machine does hits all of them alike.

Each contender is a function ``run(steps)`` that does at least so many steps and returns how many it did.
A round gives each a slice of the same length, in an order that is shuffled anew; a ratio is taken within
its round, and the median over the rounds is reported.
"""

import time
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple, TypeVar

import numpy as np

Name = TypeVar("Name", bound=Hashable)
Run = Callable[[int], int]
Clock = Callable[[], float]


class Times(NamedTuple):
    """Of one contender, an entry a round."""

    seconds: np.ndarray
    """A step, by the clock."""
    cores: np.ndarray
    """Processor time over wall time: how many threads it kept busy, or how much of one it was given."""

    @property
    def median(self) -> float:
        return float(np.median(self.seconds))


def clock_for(threads: int) -> Clock:
    """Processor time for one thread, which is wall time less what other programs took away; else wall time."""
    return time.process_time if threads == 1 else time.perf_counter


def interleave(
    contenders: dict[Name, Run], *, rounds: int, slice_seconds: float, clock: Clock, seed: int = 0
) -> dict[Name, Times]:
    """Time the contenders in turn."""
    steps = {name: _steps_in(run, slice_seconds, clock) for name, run in contenders.items()}
    rng = np.random.default_rng(seed)
    rows: dict[Name, list[tuple[float, float]]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name in _shuffled(contenders, rng):
            if steps[name] > 1:
                contenders[name](1)  # the caches are warm again when the clock starts
            started, wall, processor = clock(), time.perf_counter(), time.process_time()
            done = contenders[name](steps[name])
            took, wall, processor = clock() - started, time.perf_counter() - wall, time.process_time() - processor
            rows[name].append((took / done, processor / wall))
    return {name: Times(*np.array(found).T) for name, found in rows.items()}


def _shuffled(names: Iterable[Name], rng: np.random.Generator) -> list[Name]:
    listed = list(names)
    return [listed[i] for i in rng.permutation(len(listed))]


def _steps_in(run: Run, seconds: float, clock: Clock) -> int:
    """How many steps fit in a slice; whatever is compiled at the first call is compiled here."""
    run(1)
    steps = 1
    while True:
        started = clock()
        done = run(steps)
        took = clock() - started
        if took >= seconds / 4:
            return max(1, round(done * seconds / took))
        steps = 4 * done


def ratio(times: Times, reference: Times) -> str:
    """How many times as long as the reference: the median of the ratios within a round."""
    return f"{np.median(times.seconds / reference.seconds):.2f}"

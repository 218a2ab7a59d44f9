"""The failures by their names."""

from collections.abc import Callable
from textwrap import fill
from typing import NamedTuple

import matplotlib.style
import numpy as np
from matplotlib.figure import Figure

from numpygan import arguments
from numpygan.plots.style import TEXT

LETTERS = 13.0  # an inch, in a title


class FailureResult(NamedTuple):
    """The result of a run that should show a failure."""

    number: str
    """A sentence with the measured number and the expected one."""
    value: float
    """The number itself."""
    happened: bool
    """Whether this run shows the failure: training is chaotic, and a seed may do something else."""
    figure: Figure


Make = Callable[[np.random.Generator], FailureResult]


class Failure(NamedTuple):
    """A kind of failure: what it looks like, what helps, and a run that shows it."""

    about: str
    remedy: str
    make: Make


FAILURES: dict[str, Failure] = {}


def failure(name: str, *, about: str, remedy: str) -> Callable[[Make], Make]:
    """Register the decorated function as the failure ``name``."""

    def register(make: Make) -> Make:
        FAILURES[name] = Failure(about, remedy, make)
        return make

    return register


def fail(name: str, *, seed: int = 0) -> FailureResult:
    """Produce the failure ``name``: train for some seconds and draw the result.

    Parameters
    ----------
    name : str
        One of :data:`FAILURES`.
    seed : int
        Seed of all random numbers.

    Returns
    -------
    FailureResult
        Its ``happened`` is False, and its title says so, if the run with this seed did not fail in this way.
    """
    chosen = FAILURES[arguments.known_name("failure", name, FAILURES)]
    rng = np.random.default_rng([arguments.int_at_least("seed", seed, 0), *name.encode()])
    with matplotlib.style.context("default"):
        outcome = chosen.make(rng)
        if not outcome.happened:
            outcome = outcome._replace(number=f"did not happen with seed {seed}: {outcome.number}")
        letters = int(LETTERS * outcome.figure.get_figwidth())
        outcome.figure.suptitle(fill(f"{name}: {outcome.number}", letters), fontsize=TEXT, x=0.01, ha="left")
    return outcome

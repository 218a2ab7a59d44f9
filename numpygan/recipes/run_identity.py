"""Which run it is: what a checkpoint and the run that it fills must have in common.

The seed need not be the same, since all that was drawn is in the checkpoint, and the run takes over the ``origin`` of
the checkpoint, by which the command line tells that it is of the same seed; nor ``every``, which says what is
written down and not what happens; nor ``steps``, unless a part of the recipe is stretched over them.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from numpygan.distributions import Distribution, Empirical
from numpygan.files import one_line
from numpygan.recipes.settings import Settings
from numpygan.recipes.standardization import Standardized

if TYPE_CHECKING:
    from numpygan.recipes.runs import Run

DRAWS, BLOCKS = 10_000, 100
LONGEST = 80  # characters of a distribution in an error message


def identity(run: "Run") -> dict[str, Any]:
    """Texts and numbers that survive JSON. The text of the distribution is for the reader; :func:`draws` compares distributions."""
    distribution = _distribution(run)
    text = _without_address(distribution)
    return {
        "distribution": text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}...",
        # One row among a million may not be drawn in ten thousand draws.
        "points": hashlib.sha256(distribution.points.tobytes()).hexdigest()
        if isinstance(distribution, Empirical)
        else None,
        "settings": _plain(run.settings),
        "bit_generator": run.rng.bit_generator.state["bit_generator"],
        "columns": list(run.history.names),
        "origin": run.origin,
    }


def origin(rng: np.random.Generator) -> str:
    """A hash of the state of ``rng`` at the start of a run: it tells runs of different seeds apart."""
    return hashlib.sha256(json.dumps(rng.bit_generator.state, default=np.ndarray.tolist).encode()).hexdigest()


def draws(run: "Run") -> np.ndarray:
    """What the distribution draws from random numbers that are not the run's: means of blocks of points, (BLOCKS, d).

    To a run, a distribution is what it draws. Its text may be the same for two distributions (``Normal(4, 0.5)``
    shows six digits,
    a mixture of 25 distributions none at all) and another in each process (``<Distribution object at 0x7f...>``).
    """
    distribution = _distribution(run)
    points = np.asarray(distribution.sample(DRAWS, rng=np.random.default_rng(0)), dtype=float)
    return points.reshape(BLOCKS, -1, distribution.dim).mean(axis=1)


def differences(saved: dict[str, Any], drawn: np.ndarray, own: dict[str, Any], own_drawn: np.ndarray) -> Iterator[str]:
    """How a saved run differs from one's own, in words, by the :func:`identity` and the :func:`draws` of each."""
    if saved["points"] != own["points"] or not _alike(drawn, own_drawn):
        yield f"its distribution, {one_line(saved['distribution'])}, does not draw the points of this run's, {own['distribution']}"
    # A setting that is younger than the file had its default, which is always what there was before.
    theirs, ours = {**_plain(Settings()), **saved["settings"]}, own["settings"]
    for name in theirs | ours:
        if theirs.get(name) != ours.get(name) and (name != "steps" or stretched(ours)):
            why = ", and the recipe is stretched over them" if name == "steps" else ""
            yield f"{one_line(name)} is {one_line(theirs.get(name))}, expected {one_line(ours.get(name))}{why}"
    for name in ("bit_generator", "columns"):
        if saved[name] != own[name]:
            yield f"{name} is {one_line(saved[name])}, expected {own[name]}"


def stretched(settings: dict[str, Any]) -> bool:
    """Whether what a step does depends on how many there are in all."""
    given = any(settings[name] is not None for name in ("d_lr_halfway", "g_lr_halfway", "second_half_loss"))
    restarted = settings["restart_from_average"] and settings["average"] > 0
    return given or restarted or any(settings[name] > 0 for name in ("r1", "d_noise", "d_fourier_features"))


def _distribution(run: "Run") -> Distribution:
    """What the run draws from, before it is standardized: of a conditional distribution, the pairs."""
    return run.data.distribution if isinstance(run.data, Standardized) else run.data


def _plain(settings: Settings) -> dict[str, Any]:
    """The settings as a file gives them back: a list for a tuple, a name for a function."""
    plain: dict[str, Any] = json.loads(json.dumps(settings.values(), default=_number_or_name))
    return plain


def _number_or_name(value: Any) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    return getattr(value, "__qualname__", None) or _without_address(value)


def _without_address(value: object) -> str:
    """The text of ``value``; what Python says of an object without one ends in an address, new in each process."""
    return re.sub(r" at 0x[0-9A-Fa-f]+", "", repr(value))


def _alike(drawn: np.ndarray, own: np.ndarray) -> bool:
    """Whether two draws are the same up to the rounding of another machine's sine or matrix product."""
    return drawn.shape == own.shape and np.allclose(drawn, own, rtol=1e-12, atol=1e-9 * np.ptp(own, axis=0))

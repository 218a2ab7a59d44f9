"""What a checkpoint and the run that loads it must have in common.

They may differ in the seed, because the checkpoint holds everything that was drawn; in ``every``, which changes only
what is recorded; and in ``steps``, unless a part of the recipe depends on how many steps there are.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from numpygan.distributions import Distribution, Empirical, EmpiricalConditional, Pairs
from numpygan.files import one_line
from numpygan.recipes.settings import Settings
from numpygan.recipes.standardization import Standardized

if TYPE_CHECKING:
    from numpygan.recipes.runs import Run

SAMPLE_SIZE, BLOCKS = 10_000, 100
LONGEST = 80  # characters of a distribution in an error message


def describe_run(run: "Run") -> dict[str, Any]:
    """Return a description of ``run`` that can be written as JSON.

    The text of the distribution is for error messages; :func:`sample_means` compares distributions.
    """
    distribution = _distribution(run)
    text = _without_address(distribution)
    return {
        "distribution": text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}...",
        "points": _hash_of_points(distribution),
        "settings": _plain(run.settings),
        "bit_generator": run.rng.bit_generator.state["bit_generator"],
        "columns": list(run.history.names),
        "origin": run.origin,
    }


def _hash_of_points(distribution: Distribution) -> str | None:
    """Return a hash of all points of a user's own: ten thousand of them may miss the row in which two files differ."""
    if isinstance(distribution, Pairs) and isinstance(distribution.distribution, EmpiricalConditional):
        arrays = list(distribution.distribution.arrays().values())
    elif isinstance(distribution, Empirical):
        arrays = [distribution.points]
    else:
        return None
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def hash_of_state(rng: np.random.Generator) -> str:
    """Return a hash of the state of ``rng``. At the start of a run, it differs between seeds."""
    return hashlib.sha256(json.dumps(rng.bit_generator.state, default=np.ndarray.tolist).encode()).hexdigest()


def sample_means(run: "Run") -> np.ndarray:
    """Return means (BLOCKS, d) of blocks of points that the distribution of ``run`` draws with seed 0.

    Two runs have the same distribution if these are the same. The text of a distribution does not decide it:
    ``Normal(4, 0.5)`` shows six digits, a mixture of 25 components shows none, and ``<Distribution object at 0x7f...>``
    is another text in each process.
    """
    distribution = _distribution(run)
    points = np.asarray(distribution.sample(SAMPLE_SIZE, rng=np.random.default_rng(0)), dtype=float)
    return points.reshape(BLOCKS, -1, distribution.dim).mean(axis=1)


def differences(saved: dict[str, Any], means: np.ndarray, own: dict[str, Any], own_means: np.ndarray) -> Iterator[str]:
    """Yield a sentence for each difference of a saved and one's own run.

    Both are given by their :func:`describe_run` and :func:`sample_means`.
    """
    if saved["points"] != own["points"] or not _close(means, own_means):
        theirs = one_line(saved["distribution"])
        yield f"its distribution, {theirs}, does not draw the points of this run's, {own['distribution']}"
    # A setting that was added after the file was written had its default value.
    settings, own_settings = {**_plain(Settings()), **saved["settings"]}, own["settings"]
    for name in settings | own_settings:
        if settings.get(name) != own_settings.get(name) and (name != "steps" or depends_on_steps(own_settings)):
            why = ", and a part of the recipe depends on it" if name == "steps" else ""
            value, own_value = one_line(settings.get(name)), one_line(own_settings.get(name))
            yield f"{one_line(name)} is {value}, expected {own_value}{why}"
    for name in ("bit_generator", "columns"):
        if saved[name] != own[name]:
            yield f"{name} is {one_line(saved[name])}, expected {own[name]}"


def depends_on_steps(settings: dict[str, Any]) -> bool:
    """Return whether what happens in a step depends on how many steps the run has."""
    given = any(settings[name] is not None for name in ("d_lr_halfway", "g_lr_halfway", "second_half_loss"))
    restarted = settings["restart_from_average"] and settings["average"] > 0
    return given or restarted or any(settings[name] > 0 for name in ("r1", "d_noise", "d_fourier_features"))


def _distribution(run: "Run") -> Distribution:
    """Return what the run samples before standardization; for a conditional distribution, its pairs."""
    return run.data.distribution if isinstance(run.data, Standardized) else run.data


def _plain(settings: Settings) -> dict[str, Any]:
    """Return the settings as JSON gives them back: a list for a tuple, a name for a function."""
    plain: dict[str, Any] = json.loads(json.dumps(settings.values(), default=_number_or_name))
    return plain


def _number_or_name(value: Any) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    return getattr(value, "__qualname__", None) or _without_address(value)


def _without_address(value: object) -> str:
    """Return the text of ``value`` without a memory address, which is another one in each process."""
    return re.sub(r" at 0x[0-9A-Fa-f]+", "", repr(value))


def _close(means: np.ndarray, own: np.ndarray) -> bool:
    """Return whether two arrays of means are equal up to the rounding of another machine."""
    return means.shape == own.shape and np.allclose(means, own, rtol=1e-12, atol=1e-9 * np.ptp(own, axis=0))

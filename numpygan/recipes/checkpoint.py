"""The state of a run in one file: networks, optimizers, average, step, random numbers, history.

Not in the file: code. The run is built again by the same call, and the file fills it, so that nothing has
to be unpickled; ``identity`` tells when the file is of another run.
"""

import copy
import json
import os
from typing import TYPE_CHECKING, Any

import numpy as np

from numpygan.files import NpzReader, one_line, write_atomically
from numpygan.nets.extras import FourierFeatures, RandomLayer
from numpygan.recipes.run_identity import differences, draws, identity
from numpygan.recipes.standardization import Standardized
from numpygan.training.history import History

if TYPE_CHECKING:
    from numpygan.recipes.runs import Run

VERSION = 1
SMALL = 2**20  # bytes that any entry may have more than expected
DAMAGED_TEXT = ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError


def save(path: str | os.PathLike[str], run: "Run") -> None:
    """Write the state of ``run`` to ``path`` (.npz), atomically."""
    contents = _contents(run)
    write_atomically(path, lambda file: np.savez(file, allow_pickle=False, **contents))


def load(path: str | os.PathLike[str], run: "Run") -> None:
    """Fill ``run`` with the state that ``path`` holds, to the bit; ``run`` is untouched if that fails.

    The run that wrote ``path`` had the same distribution and settings and a measure with the same columns. Its seed and
    ``every`` may have been others: the random numbers go on where they were, rows are added at the new steps.
    So may ``steps``, to go on with more, unless step sizes, penalty or noise shrink over the run.

    Raises
    ------
    ValueError
        If the file cannot be read, is damaged, not of this package, of a newer version, or of another run.
    """
    with NpzReader(path, "checkpoint") as stored:
        contents = _checked(path, run, stored)
    step, *counts = contents["counts"].tolist()
    if step > run.settings.steps:
        raise ValueError(f"{path} has done {step} steps, this run ends after {run.settings.steps}")
    # Not equal: an error or Ctrl-C in the middle of an iteration leaves the optimizers ahead of the iterations.
    if step < 0 or counts[0] < step * run.settings.k or counts[1] < step:
        raise ValueError(f"{path} is damaged: after {step} iterations D has done {counts[0]} steps, G {counts[1]}")
    try:
        states = _checked_states(run, str(contents["random"]))
    except DAMAGED_TEXT as error:
        raise ValueError(f"{path} is damaged: its random numbers cannot go on: {one_line(error)}") from error

    # Nothing can fail from here on.
    for name, target in arrays(run).items():
        target[...] = contents[name]
    for rng, state in zip(generators(run), states, strict=True):
        rng.bit_generator.state = state
    for optimizer, t in zip(run.optimizers, counts, strict=True):
        optimizer.t = t
    run.step, run.history = step, History.of_table(contents["history"])
    run.origin = json.loads(str(contents["identity"])).get("origin", run.origin)


def _checked(path: str | os.PathLike[str], run: "Run", stored: NpzReader) -> dict[str, np.ndarray]:
    """What is ``stored``, if it is of this run; the largest arrays are read last, when it is known that they fit."""
    version = stored.read("version", SMALL) if "version" in stored.names else np.array(None)
    if version.shape != () or version.dtype.kind != "i" or version < 1:
        raise ValueError(
            f"{path} is not a checkpoint of this package: it holds {one_line(', '.join(stored.names)) or 'nothing'}"
        )
    if version > VERSION:
        raise ValueError(f"{path} has version {version}, this numpygan reads up to {VERSION}: update it")
    own = _contents(run)
    missing = sorted(set(own) - set(stored.names))
    if missing:
        raise ValueError(f"{path} is damaged: {', '.join(missing)} missing")
    contents = {name: stored.read(name, SMALL + own[name].nbytes) for name in ("identity", "draws")}
    own_identity = json.loads(str(own["identity"]))
    try:
        saved = json.loads(str(contents["identity"]))
        differ = list(differences(saved, contents["draws"], own_identity, own["draws"]))
        if not isinstance(saved.get("origin", ""), str):
            raise TypeError("origin is no text")
    except DAMAGED_TEXT as error:
        raise ValueError(f"{path} is damaged: its identity is {one_line(contents['identity'])}") from error
    if differ:
        raise ValueError(f"{path} is of another run: {'; '.join(differ)}")
    for name in own:
        rows = run.settings.steps * own[name].dtype.itemsize if name == "history" else 0
        contents[name] = stored.read(name, SMALL + own[name].nbytes + rows)
        _refuse_unlike(path, name, contents[name], own[name])
    return contents


def _contents(run: "Run") -> dict[str, np.ndarray]:
    """What the file of ``run`` holds now; texts are JSON."""
    states = [rng.bit_generator.state for rng in generators(run)]
    return {
        "version": np.array(VERSION),
        "identity": np.array(json.dumps(identity(run))),
        "draws": draws(run),
        "counts": np.array([run.step, *(optimizer.t for optimizer in run.optimizers)], dtype=np.int64),
        "random": np.array(json.dumps(states, default=np.ndarray.tolist)),
        "history": run.history.table,
        **arrays(run),
    }


def _refuse_unlike(path: str | os.PathLike[str], name: str, array: np.ndarray, own: np.ndarray) -> None:
    """Raise ValueError if ``array`` cannot be what :func:`save` wrote where this run has ``own``."""
    shape, dtype = array.shape, array.dtype
    if own.dtype.kind == "U":
        right = shape == () and dtype.kind == "U"
    else:
        right = dtype == own.dtype and (len(shape) == 1 if name == "history" else shape == own.shape)
    if not right:
        raise ValueError(f"{path} is damaged: {name} is {dtype}{list(shape)}, expected {own.dtype}{list(own.shape)}")


def _checked_states(run: "Run", text: str) -> list[dict[str, Any]]:
    """The states of the run's generators, each tried on a copy: one that is half right would be half set."""
    states: list[dict[str, Any]] = json.loads(text)
    for rng, state in zip(generators(run), states, strict=True):
        trial = copy.deepcopy(rng.bit_generator)
        trial.state = state
        if json.loads(json.dumps(trial.state, default=np.ndarray.tolist)) != state:
            raise ValueError(f"{state} is not a state of {rng.bit_generator.state['bit_generator']}")
    return states


def arrays(run: "Run") -> dict[str, np.ndarray]:
    """Every array that changes while ``run`` trains, or that its random start has set: views, to read or to fill."""
    d_optimizer, g_optimizer = run.optimizers
    found = {
        "d_theta": run.gan.discriminator.theta,
        "g_theta": run.gan.generator.theta,
        "g_average": run.average.network.theta,
        "d_m": d_optimizer.m,
        "d_v": d_optimizer.v,
        "g_m": g_optimizer.m,
        "g_v": g_optimizer.v,
    }
    if isinstance(run.data, Standardized):
        found |= {"mean": run.data.mean, "std": run.data.std}
    for layer in run.gan.discriminator.layers:
        if isinstance(layer, FourierFeatures):
            found["waves"] = layer.B
    return found


def generators(run: "Run") -> list[np.random.Generator]:
    """The run's own random generator and those of its random layers, which may be the same."""
    layers = [*run.gan.generator.layers, *run.gan.discriminator.layers]
    return [run.rng, *(layer.rng for layer in layers if isinstance(layer, RandomLayer))]

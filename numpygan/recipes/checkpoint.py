"""A checkpoint: the state of a run in one file.

The file holds arrays and JSON, no code and nothing pickled. To resume, build the run again by the same call; the file
then sets its networks, optimizers, average, step, random generators and history. A file of another run is refused.
"""

import copy
import json
import os
from typing import TYPE_CHECKING, Any

import numpy as np

from numpygan.files import NpzReader, one_line, write_atomically
from numpygan.nets.extras import FourierFeatures, RandomLayer
from numpygan.recipes import first_version
from numpygan.recipes.run_description import describe_run, differences, sample_means
from numpygan.recipes.standardization import Standardized
from numpygan.training.history import History

if TYPE_CHECKING:
    from numpygan.recipes.runs import Run

VERSION = 2  # 1 is that of numpygan 0.1
TOLERANCE = 2**20  # bytes by which an entry may be larger than expected
DAMAGED_TEXT = ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError


def save(path: str | os.PathLike[str], run: "Run") -> None:
    """Write the state of ``run`` to ``path`` (.npz), atomically."""
    contents = _contents(run)
    write_atomically(path, lambda file: np.savez(file, **contents))


def load(path: str | os.PathLike[str], run: "Run") -> None:
    """Set the state of ``run`` to the one in ``path``, bit for bit; if this fails, ``run`` is unchanged.

    The saved run must have the same distribution, the same settings, and a measure with the same columns. Its seed and
    ``every`` may differ, and so may ``steps``, unless a part of the recipe depends on it.

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
    # Counts may be larger: after an error or Ctrl-C within an iteration, an optimizer has done a step more.
    if step < 0 or counts[0] < step * run.settings.k or counts[1] < step:
        raise ValueError(f"{path} is damaged: after {step} iterations D has done {counts[0]} steps, G {counts[1]}")
    try:
        states = _checked_states(run, str(contents["random"]))
    except DAMAGED_TEXT as error:
        raise ValueError(f"{path} is damaged: its random generators cannot be restored: {one_line(error)}") from error

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
    """Return the contents of the file if it is of this run; large arrays are read last, once their sizes are known."""
    version = stored.read("version", TOLERANCE) if "version" in stored.names else np.array(None)
    if version.shape != () or version.dtype.kind != "i" or version < 1:
        raise ValueError(
            f"{path} is not a checkpoint of this package: it holds {one_line(', '.join(stored.names)) or 'nothing'}"
        )
    if version > VERSION:
        raise ValueError(f"{path} has version {version}, this numpygan reads up to {VERSION}: update it")
    own = _contents(run)
    stored_names = {name: first_version.stored_name(name, version) for name in own}
    missing = sorted(set(stored_names.values()) - set(stored.names))
    if missing:
        raise ValueError(f"{path} is damaged: {', '.join(missing)} missing")
    contents = {name: stored.read(name, TOLERANCE + own[name].nbytes) for name in ("identity", "draws")}
    try:
        saved = json.loads(str(contents["identity"]))
        if version == 1:
            saved = first_version.translated_identity(saved)
        differ = list(differences(saved, contents["draws"], json.loads(str(own["identity"])), own["draws"]))
        if not isinstance(saved.get("origin", ""), str):
            raise TypeError("origin is no text")
    except DAMAGED_TEXT as error:
        raise ValueError(f"{path} is damaged: its identity is {one_line(contents['identity'])}") from error
    if differ:
        raise ValueError(f"{path} is of another run: {'; '.join(differ)}")
    for name in own:
        rows = run.settings.steps * own[name].dtype.itemsize if name == "history" else 0
        contents[name] = stored.read(stored_names[name], TOLERANCE + own[name].nbytes + rows)
        _refuse_wrong_shape(path, name, contents[name], own[name])
    return contents


def _contents(run: "Run") -> dict[str, Any]:
    """Return what :func:`save` writes; texts are JSON."""
    states = [rng.bit_generator.state for rng in generators(run)]
    return {
        "version": np.array(VERSION),
        "identity": np.array(json.dumps(describe_run(run))),
        "draws": sample_means(run),
        "counts": np.array([run.step, *(optimizer.t for optimizer in run.optimizers)], dtype=np.int64),
        "random": np.array(json.dumps(states, default=np.ndarray.tolist)),
        "history": run.history.table,
        **arrays(run),
    }


def _refuse_wrong_shape(path: str | os.PathLike[str], name: str, array: np.ndarray, own: np.ndarray) -> None:
    """Raise ValueError if ``array`` has another shape or dtype than the array ``own`` of this run."""
    shape, dtype = array.shape, array.dtype
    if own.dtype.kind == "U":
        right = shape == () and dtype.kind == "U"
    else:
        right = dtype == own.dtype and (len(shape) == 1 if name == "history" else shape == own.shape)
    if not right:
        raise ValueError(f"{path} is damaged: {name} is {dtype}{list(shape)}, expected {own.dtype}{list(own.shape)}")


def _checked_states(run: "Run", text: str) -> list[dict[str, Any]]:
    """Return the states of the random generators, each tried on a copy: a failed assignment may set a part."""
    states: list[dict[str, Any]] = json.loads(text)
    for rng, state in zip(generators(run), states, strict=True):
        trial = copy.deepcopy(rng.bit_generator)
        trial.state = state
        if json.loads(json.dumps(trial.state, default=np.ndarray.tolist)) != state:
            raise ValueError(f"{state} is not a state of {rng.bit_generator.state['bit_generator']}")
    return states


def arrays(run: "Run") -> dict[str, np.ndarray]:
    """Return every array that training changes or that was drawn at the start, as a view of ``run``."""
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
            found["fourier_frequencies"] = layer.B
    return found


def generators(run: "Run") -> list[np.random.Generator]:
    """Return the random generator of the run and those of its random layers, which may be the same object."""
    layers = [*run.gan.generator.layers, *run.gan.discriminator.layers]
    return [run.rng, *(layer.rng for layer in layers if isinstance(layer, RandomLayer))]

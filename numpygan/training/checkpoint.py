"""The state of a run in one file: networks, optimizers, average, step, random numbers, history.

Not in the file: code. The run is built again by the same call, and the file fills it, so that nothing has
to be unpickled; a description of the run in the file tells when it is another one's.
"""

import json
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from numpygan.nets import FourierFeatures, RandomLayer
from numpygan.training.files import write_atomically
from numpygan.training.history import History
from numpygan.training.standardize import Standardized

if TYPE_CHECKING:
    from numpygan.training.run import Run

VERSION = 1


def save(path: str | os.PathLike[str], run: "Run") -> None:
    """Write the state of ``run`` to ``path`` (.npz), atomically."""
    contents = {
        **arrays(run),
        "history": run.history.table,
        "version": np.array(VERSION),
        "description": np.array(describe(run)),
        "random": np.array(json.dumps([rng.bit_generator.state for rng in generators(run)], default=np.ndarray.tolist)),
        "counts": np.array([run.step, *(optimizer.t for optimizer in run.optimizers)]),
    }
    write_atomically(path, lambda file: np.savez(file, allow_pickle=False, **contents))


def load(path: str | os.PathLike[str], run: "Run") -> None:
    """Fill ``run`` with the state that ``path`` holds; ``run`` is untouched if that fails.

    Raises
    ------
    ValueError
        If the file is truncated, not of this package, of a newer version, or of another run.
    """
    contents = _read(path)
    if contents.get("version", VERSION) > VERSION:
        raise ValueError(f"{path} has version {contents['version']}, this numpygan reads up to {VERSION}: update it")
    targets = arrays(run)
    missing = ({"version", "description", "random", "counts", "history"} | set(targets)) - set(contents)
    if "description" in contents and str(contents["description"]) != describe(run):
        raise ValueError(f"{path} is of another run: it holds {contents['description']}, expected {describe(run)}")
    if missing:
        raise ValueError(f"{path} is not a checkpoint of this package: {', '.join(sorted(missing))} missing")
    for name, target in targets.items():
        if contents[name].shape != target.shape:
            raise ValueError(f"{path} is damaged: {name} has shape {contents[name].shape}, expected {target.shape}")
    for name, target in targets.items():
        target[...] = contents[name]
    for rng, state in zip(generators(run), json.loads(str(contents["random"])), strict=True):
        rng.bit_generator.state = state
    run.step, *counts = contents["counts"].tolist()
    for optimizer, t in zip(run.optimizers, counts, strict=True):
        optimizer.t = t
    run.history = History.of_table(contents["history"])


def _read(path: str | os.PathLike[str]) -> dict[str, np.ndarray]:
    """The arrays of an .npz file without pickle."""
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except OSError as error:
        raise ValueError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, EOFError, AttributeError, zipfile.BadZipFile) as error:
        raise ValueError(f"{Path(path)} is not a checkpoint of this package, or it is damaged: {error}") from error


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


def describe(run: "Run") -> str:
    """What a checkpoint must have in common with the run that it fills."""
    settings = ", ".join(f"{name}={value}" for name, value in run.settings.as_json().items())
    return f"{run.law!r} with {settings}, every={run.every}, {run.rng.bit_generator.state['bit_generator']}"

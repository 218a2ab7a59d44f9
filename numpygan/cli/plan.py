"""What a run is to be: its distribution, its settings, its seed. From the command line, or from the ``run.json`` of
another run.

The same plan gives the same run bit for bit on one machine with the same libraries; ``run.json`` is a plan with the
versions of what computes it.
"""

import json
import os
import platform
import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import scipy

from numpygan import __version__, arguments
from numpygan.distributions import Conditional, Distribution, Empirical, named_distribution
from numpygan.evaluation import measures_for
from numpygan.files import one_line
from numpygan.recipes import Run, Settings, first_version, objects_of, settings_for

FORMAT = 2  # of run.json; 1 is that of version 0.1
# What a value of the wrong kind raises, where it is used first.
DAMAGED = ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError
ROWS = 50  # of the history, unless --every says otherwise ...
# Settings that a command names if they are not the usual ones.
SELDOM = "g_hidden", "d_hidden", "activation", "g_slope", "noise", "noise_dim", "r1"
MOST_STEPS = 500  # ... or so many steps would lie between two


@dataclass(frozen=True)
class Plan:
    """A run that can be made again.

    Attributes
    ----------
    name : str
        Of ``distribution``, as it was typed.
    distribution : Distribution or Conditional
    settings : Settings
    recipe : bool
        Whether the settings come from the practical recipe.
    seed, every : int
    """

    name: str
    distribution: Distribution | Conditional
    settings: Settings
    recipe: bool
    seed: int
    every: int

    def run(self) -> Run:
        """A new run, at its start."""
        rng = np.random.default_rng(self.seed)
        return Run(self.distribution, self.settings, rng=rng, every=self.every, measure=measures_for(self.distribution))

    def with_steps(self, steps: int | None) -> "Plan":
        """The same, but ``steps`` long; of its own length for None."""
        return replace(self, settings=with_given(self.settings, {"steps": steps}))

    def command(self, out: Path | None) -> str:
        """What, typed, makes this run again and writes it to ``out``, or to no folder."""
        settings = self.settings.as_json()
        flags = {"steps": "steps", "batch": "batch", "k": "k", "loss": "generator_loss", "d-lr": "d_lr", "g-lr": "g_lr"}
        words = ["numpygan", "train", self.name, *(["--recipe"] if self.recipe else [])]
        for flag, name in flags.items():
            words += [f"--{flag}", str(settings[name])]
        usual = settings_for(self.distribution, recipe=self.recipe).as_json()
        for name in SELDOM:
            if settings[name] != usual[name]:
                value = settings[name]
                text = ",".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)
                words += [f"--{name.replace('_', '-')}", text]
        where = [] if out is None else ["--out", str(out)]
        return shlex.join([*words, "--every", str(self.every), "--seed", str(self.seed), *where])

    def as_json(self, out: Path) -> str:
        """The text of ``run.json``: what :func:`read_plan` reads, the command, and the versions."""
        report = {
            "format": FORMAT,
            "command": self.command(out),
            "distribution": self.name,
            "recipe": self.recipe,
            "seed": self.seed,
            "every": self.every,
            "settings": self.settings.as_json(),
            "numpygan": __version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "matplotlib": matplotlib.__version__,
        }
        return json.dumps(report, indent=1) + "\n"


def is_file_name(name: str) -> bool:
    """Return whether ``name`` is the path of a file of points. No name in the catalog has a dot or a slash."""
    return "." in name or os.sep in name


def distribution_called(name: str) -> Distribution | Conditional:
    """The distribution of the catalog, or the user's own points, that ``name`` means."""
    return Empirical.from_file(name) if is_file_name(name) else named_distribution(name)


def usual_every(steps: int) -> int:
    """Steps between two rows of the history of a run of ``steps``, unless the user says otherwise."""
    return min(max(1, steps // ROWS), MOST_STEPS)


def with_given(settings: Settings, given: dict[str, Any]) -> Settings:
    """``settings`` with what the command line gives in place of its own values; flags with value None give nothing.

    Raises
    ------
    ValueError
        For a number that no run can have, before anything is computed or written.
    """
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    for name in {"steps", "batch", "k", "noise_dim"} & set(values):
        arguments.positive_int(f"--{name.replace('_', '-')}", values[name])
    for name in {"d_lr", "g_lr"} & set(values):
        arguments.positive(f"--{name.replace('_', '-')}", values[name])
    for name in {"g_slope", "r1"} & set(values):
        arguments.not_negative(f"--{name.replace('_', '-')}", values[name])
    if "loss" in values:
        values["generator_loss"] = values.pop("loss")
    return settings.with_values(**objects_of(values))


def read_plan(path: Path, points: Path) -> Plan:
    """The plan in ``path`` (run.json); ``points`` (.npy) holds the distribution if it was a file.

    Raises
    ------
    ValueError
        For a file that is not there, not of this package, or of a newer version of it.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path} is damaged: {one_line(error)}") from error
    version = report.get("format") if isinstance(report, dict) else None
    if not isinstance(version, int):
        raise ValueError(f"{path} is not of a run that can be resumed")
    if version > FORMAT:
        raise ValueError(f"{path} has format {version}, this numpygan reads up to {FORMAT}: update it")
    try:
        report = first_version.translated_report(report)
        name = report["distribution"]
        return Plan(
            name=name,
            distribution=Empirical.from_file(points) if is_file_name(name) else named_distribution(name),
            settings=Settings.from_json(report["settings"]),
            recipe=report["recipe"],
            seed=arguments.int_at_least("seed", report["seed"], 0),
            every=arguments.positive_int("every", report["every"]),
        )
    except DAMAGED as error:
        raise ValueError(f"{path} is damaged: {one_line(error)}") from error

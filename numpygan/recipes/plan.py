"""A plan: everything that decides a run: distribution, settings, seed, and steps between two rows.

``run.json`` in the folder of a run holds its plan and the versions of the libraries. The same plan gives the same run
bit for bit, on one machine with the same libraries.
"""

import json
import math
import os
import platform
import shlex
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from numpygan import __version__, arguments
from numpygan.distributions import Conditional, Distribution, Empirical, EmpiricalConditional, named_distribution
from numpygan.files import NpzReader, one_line
from numpygan.recipes import first_version
from numpygan.recipes.known_settings import settings_for
from numpygan.recipes.runs import Run
from numpygan.recipes.settings import Settings
from numpygan.training.records import Record
from numpygan.training.trainer import Measure

FORMAT = 2  # of run.json; 1 is that of version 0.1
# The errors that reading a damaged run.json can raise.
DAMAGED = ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError
# Settings that the command of a run contains only if they differ from the usual ones.
SELDOM = "g_hidden", "d_hidden", "activation", "g_slope", "noise", "noise_dim", "r1"


@dataclass(frozen=True)
class Plan:
    """Everything that decides a run.

    Attributes
    ----------
    name : str
        The name of ``distribution`` on the command line.
    distribution : Distribution or Conditional
    settings : Settings
    recipe : bool
        Whether the settings come from the practical recipe.
    seed, every : int
    label : str, optional
        The column of the file that is the condition, if it holds labels.
    given : str, optional
        The columns of the file that are the condition, if they are numbers, separated by commas.
    """

    name: str
    distribution: Distribution | Conditional
    settings: Settings
    recipe: bool
    seed: int
    every: int
    label: str | None = None
    given: str | None = None

    def run(self, measure: Measure | None = None) -> Run:
        """Return a new run at its start; ``measure`` gives further columns of its history."""
        rng = np.random.default_rng(self.seed)
        return Run(self.distribution, self.settings, rng=rng, every=self.every, measure=measure)

    def command(self, out: Path | None) -> str:
        """Return the command that makes this run again and writes it to the folder ``out``, or to no folder."""
        settings = self.settings.as_json()
        flags = {"steps": "steps", "batch": "batch", "k": "k", "loss": "generator_loss", "d-lr": "d_lr", "g-lr": "g_lr"}
        words = ["numpygan", "train", self.name]
        words += [] if self.label is None else ["--label", self.label]
        words += [] if self.given is None else ["--given", self.given]
        words += ["--recipe"] if self.recipe else []
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
        """Return the text of ``run.json``: what ``read_plan`` reads, the command, and the versions."""
        report = {
            "format": FORMAT,
            "command": self.command(out),
            "distribution": self.name,
            **{name: column for name, column in (("label", self.label), ("given", self.given)) if column is not None},
            "recipe": self.recipe,
            "seed": self.seed,
            "every": self.every,
            "settings": self.settings.as_json(),
            "numpygan": __version__,
            "python": platform.python_version(),
            **{library: version(library) for library in ("numpy", "scipy", "matplotlib")},
        }
        return json.dumps(report, indent=1) + "\n"


def is_file_name(name: str) -> bool:
    """Return whether ``name`` is the path of a file of points. No name in the catalog has a dot or a slash."""
    return "." in name or os.sep in name


def distribution_called(name: str, *, label: str | None = None, given: str | None = None) -> Distribution | Conditional:
    """Return the distribution with this name in the catalog, or the rows in the file with this name.

    With ``label`` or ``given``, columns of the file are the condition; ``given`` is names separated by commas.
    """
    if label is None and given is None:
        return Empirical.from_file(name) if is_file_name(name) else named_distribution(name)
    if label is not None and given is not None:
        raise ValueError(f"expected either --label or --given, got --label {label} and --given {given}")
    if not is_file_name(name):
        option = "--given" if label is None else "--label"
        raise ValueError(f"{option} names a column of a file, such as data.csv; got the distribution {name}")
    columns = None if given is None else [column.strip() for column in given.split(",")]
    return EmpiricalConditional.from_file(name, label=label, given=columns)


def _copied_distribution(report: dict[str, Any], points: Path) -> Distribution | Conditional:
    """Return the distribution of a ``run.json``; of a file, the copy in the folder of the run."""
    name = report["distribution"]
    if "label" in report or "given" in report:
        return EmpiricalConditional.from_copy(points.with_suffix(".npz"))
    return Empirical.from_file(points) if is_file_name(name) else named_distribution(name)


def read_plan(path: Path, points: Path) -> Plan:
    """Return the plan in ``path`` (run.json).

    ``points`` (.npy) holds the points if the distribution was a file; rows with a condition are beside it, in .npz.

    Raises
    ------
    ValueError
        If the file does not exist, is not of numpygan, or was written by a newer version of numpygan.
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
            distribution=_copied_distribution(report, points),
            settings=Settings.from_json(report["settings"]),
            recipe=report["recipe"],
            seed=arguments.int_at_least("seed", report["seed"], 0),
            every=arguments.positive_int("every", report["every"]),
            label=_text_or_none("label", report),
            given=_text_or_none("given", report),
        )
    except DAMAGED as error:
        raise ValueError(f"{path} is damaged: {one_line(error)}") from error


def _text_or_none(name: str, report: dict[str, Any]) -> str | None:
    value = report.get(name)
    if not isinstance(value, str | None):
        raise TypeError(f"{name} is {value!r}, expected a text")
    return value


def load_run(folder: str | os.PathLike[str], *, measure: Measure | None = None) -> Run:
    """Return the run that ``numpygan train`` saved in ``folder``, at its last checkpoint.

    ``load_run(folder).result()`` is the trained GAN.

    Parameters
    ----------
    folder : path
    measure : callable, optional
        Needed only to train further: a function such as ``measures_for(run.distribution)``, which computes the columns
        of the history that a :class:`~numpygan.training.Record` does not contain. Without it they are nan in new rows.

    Raises
    ------
    ValueError
        If the folder contains no run, or its files are damaged.

    Examples
    --------
    >>> gan = load_run("runs/ring").result()  # doctest: +SKIP
    >>> x = gan.sample(1000, rng=np.random.default_rng(0))  # doctest: +SKIP
    """
    folder = Path(folder)
    plan = read_plan(folder / "run.json", folder / "points.npy")
    checkpoint = folder / "checkpoint.npz"
    with NpzReader(checkpoint, "checkpoint") as stored:
        columns = stored.read("history").dtype.names if "history" in stored.names else None
    others = set(columns or ()) - set(Record._fields)
    run = plan.run(measure or (lambda gan: {name: math.nan for name in columns or () if name in others}))
    run.load(checkpoint)
    return run

"""``numpygan sample``: draw points from a trained generator."""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from numpygan import arguments
from numpygan.cli.command_parser import add_seed, set_action
from numpygan.distributions import Conditional, Distribution, EmpiricalConditional, Labeled
from numpygan.files import check_writable, write_atomically
from numpygan.recipes import load_run
from numpygan.training import sample_given

KINDS = ".csv", ".npy"


def add_sample(sample: argparse.ArgumentParser) -> None:
    """Add the options of ``sample``."""
    set_action(sample, run_sample, "numpygan sample runs/ring --n 1000 --seed 0 --out x.csv")
    sample.add_argument("folder", type=Path, metavar="DIR", help="folder of a run, which numpygan train --out wrote")
    sample.add_argument("--n", type=int, default=1000, metavar="N", help="number of points (default: %(default)s)")
    add_seed(sample)
    sample.add_argument("--out", type=Path, metavar="FILE", help=".csv or .npy file (default: print as .csv)")
    sample.add_argument(
        "--given",
        metavar="C",
        help="condition of a conditional GAN: the number of a class from 0, or numbers such as 0.5,1; for a GAN of "
        "your own file a label, such as species=setosa, or numbers, such as age=30,height=1.8 (default: draw a "
        "condition for each point, and write it beside the point)",
    )


def run_sample(options: argparse.Namespace) -> int:
    """Run ``numpygan sample``: load the run, draw, and write or print the points."""
    n = arguments.int_at_least("--n", options.n, 1)
    rng = np.random.default_rng(arguments.int_at_least("--seed", options.seed, 0))
    if options.out is not None:
        if options.out.suffix.lower() not in KINDS:
            raise ValueError(f"--out must end in .csv or .npy, got {options.out}")
        check_writable(options.out)
    run = load_run(options.folder)
    gan, distribution = run.result(), run.distribution
    if options.given is not None:
        c = condition(options.given, distribution)
        points = sample_given(gan, np.tile(c, (n, 1)), rng=rng).astype(float)
    elif isinstance(distribution, EmpiricalConditional):  # c in double precision, which G may not have
        conditions = distribution.sample_conditions(n, rng=rng)
        points = np.concatenate([sample_given(gan, conditions, rng=rng), conditions], axis=1)
    else:
        points = gan.sample(n, rng=rng).astype(float)  # of a conditional GAN: [x | c]
    names, labels = column_names(distribution, points.shape[1]), []
    if isinstance(distribution, EmpiricalConditional) and distribution.classes and options.given is None:
        numbers = points[:, distribution.dim :].argmax(axis=1)  # of the labels
        points = np.column_stack([points[:, : distribution.dim], numbers])
        labels = [distribution.classes[number] for number in numbers]
    text = as_csv(points, names, labels)
    if options.out is None:
        sys.stdout.write(text)
        return 0
    if options.out.suffix.lower() == ".csv":
        write_atomically(options.out, lambda file: file.write(text.encode()))
    else:
        write_atomically(options.out, lambda file: np.save(file, points))
    print(f"{n:,} points ({', '.join(names)}) of the GAN after {run.step:,} steps are in {options.out}")
    if isinstance(distribution, EmpiricalConditional) and labels and options.out.suffix.lower() == ".npy":
        print(f"{names[-1]}: " + ", ".join(f"{i} is {name}" for i, name in enumerate(distribution.classes)))
    return 0


def condition(text: str, distribution: Distribution | Conditional) -> np.ndarray:
    """Return the condition (c_dim,) that ``--given`` names.

    Examples
    --------
    >>> from numpygan.distributions import ring
    >>> condition("2", Labeled(ring(modes=4)))
    array([0., 0., 1., 0.])
    """
    if not isinstance(distribution, Conditional):
        raise ValueError(f"--given needs a conditional GAN; this one was trained on {distribution!r}")
    if isinstance(distribution, EmpiricalConditional):
        return _own_condition(text, distribution)
    try:
        c = np.array([float(word) for word in text.split(",")])
    except ValueError:
        raise ValueError(f"--given must be numbers separated by commas, got {text!r}") from None
    if isinstance(distribution, Labeled) and c.size == 1:
        label, classes = c[0], distribution.c_dim
        if label not in range(classes):
            raise ValueError(f"--given must be a class from 0 to {classes - 1}, got {text}")
        return np.eye(classes)[int(label)]
    if c.size != distribution.c_dim:
        raise ValueError(f"--given must have {distribution.c_dim} numbers, got {c.size}: {text}")
    distribution.given(c)  # raises ValueError for a condition that cannot occur
    return c


def _own_condition(text: str, rows: EmpiricalConditional) -> np.ndarray:
    """Return the condition that a user calls "setosa", "species=setosa", "1.8,30" or "age=30,height=1.8"."""
    if rows.classes:
        (name,) = rows.given_names
        for prefix in ("", f"{name}=", "label="):
            if text.startswith(prefix) and text.removeprefix(prefix) in rows.classes:
                return rows.condition(text.removeprefix(prefix))
        raise ValueError(f"--given must be {name}=LABEL with one of {', '.join(rows.classes)}, got {text}")
    expected = ",".join(f"{name}=NUMBER" for name in rows.given_names)
    values = [word.rpartition("=") for word in text.split(",")]
    named = {name.strip(): number for name, _, number in values}
    try:
        numbers = [float(number) for *_, number in values]
    except ValueError:
        raise ValueError(f"--given must be {expected}, got {text}") from None
    if all(not name for name, *_ in values) and len(numbers) == len(rows.given_names):
        return rows.condition(numbers)
    if len(named) < len(values) or set(named) != set(rows.given_names):
        raise ValueError(f"--given must be {expected}, got {text}")
    return rows.condition(dict(zip(named, numbers, strict=True)))


def column_names(distribution: Distribution | Conditional, columns: int) -> list[str]:
    """Return the names of the columns: those of a user's own, or x1, x2, ... and then c1, c2, ... for conditions."""
    if isinstance(distribution, EmpiricalConditional):
        return [*distribution.names, *(distribution.given_names if columns > distribution.dim else ())]
    x = [f"x{i + 1}" for i in range(distribution.dim)]
    return [*x, *(f"c{i + 1}" for i in range(columns - distribution.dim))]


def as_csv(points: np.ndarray, names: list[str], labels: Sequence[str] = ()) -> str:
    """Return a header and one line a point, with all digits; with ``labels``, these instead of the last column."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(names)
    if not labels:
        np.savetxt(text, points, fmt="%.17g", delimiter=",")
        return text.getvalue()
    numbers = [[f"{value:.17g}" for value in row] for row in points[:, :-1].tolist()]
    csv.writer(text, lineterminator="\n").writerows([*row, label] for row, label in zip(numbers, labels, strict=True))
    return text.getvalue()

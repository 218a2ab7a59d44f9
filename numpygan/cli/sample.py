"""``numpygan sample``: draw points from a trained generator."""

import argparse
import io
import sys
from pathlib import Path

import numpy as np

from numpygan import arguments
from numpygan.cli.command_parser import add_seed, set_action
from numpygan.distributions import Conditional, Distribution, Labeled
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
        help="condition of a conditional GAN: the number of a class from 0, or numbers such as 0.5,1 (default: draw a "
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
    if options.given is None:
        points = gan.sample(n, rng=rng).astype(float)  # of a conditional GAN: [x | c]
    else:
        c = condition(options.given, distribution)
        points = sample_given(gan, np.tile(c, (n, 1)), rng=rng).astype(float)
    names = column_names(distribution, points.shape[1])
    if options.out is None:
        sys.stdout.write(as_csv(points, names))
        return 0
    if options.out.suffix.lower() == ".csv":
        write_atomically(options.out, lambda file: file.write(as_csv(points, names).encode()))
    else:
        write_atomically(options.out, lambda file: np.save(file, points))
    print(f"{n:,} points ({', '.join(names)}) of the GAN after {run.step:,} steps are in {options.out}")
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


def column_names(distribution: Distribution | Conditional, columns: int) -> list[str]:
    """Return the names of the columns: x1, x2, ... and then c1, c2, ... for conditions."""
    x = [f"x{i + 1}" for i in range(distribution.dim)]
    return [*x, *(f"c{i + 1}" for i in range(columns - distribution.dim))]


def as_csv(points: np.ndarray, names: list[str]) -> str:
    """Return a header and one line a point, with all digits."""
    text = io.StringIO()
    np.savetxt(text, points, fmt="%.17g", delimiter=",", header=",".join(names), comments="")
    return text.getvalue()

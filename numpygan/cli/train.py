"""``numpygan train``: train a GAN on a distribution or on your own points, and write a folder with the results."""

import argparse
import contextlib
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from numpygan import arguments
from numpygan.cli.command_parser import set_action
from numpygan.cli.exit_status import FAILED, INTERRUPTED
from numpygan.cli.given_settings import MOST_STEPS, usual_every, with_given
from numpygan.cli.interruption import Interruption, terminated_like_ctrl_c
from numpygan.cli.measures_text import count_of_steps, describe_rows
from numpygan.cli.run_folder import RunFolder
from numpygan.cli.seeds import seed_list, train_seeds
from numpygan.cli.training_session import TrainingSession
from numpygan.distributions import CATALOG, Empirical, EmpiricalConditional
from numpygan.files import one_line
from numpygan.recipes import ACTIVATIONS, GENERATOR_LOSSES, NOISES, settings_for
from numpygan.recipes.plan import DAMAGED, SELDOM, Plan, distribution_called
from numpygan.training.guards import USUAL_CAUSE

GIVEN = "steps", "batch", "k", "loss", "d_lr", "g_lr", *SELDOM  # options that replace a setting


def add_train(trainer: argparse.ArgumentParser) -> None:
    """Add the options of ``train``, in groups."""
    set_action(trainer, run_train, "numpygan train ring --recipe --seed 1 --out runs/ring")
    trainer.add_argument(
        "distribution",
        nargs="?",
        metavar="DISTRIBUTION",
        help="a name from --list, or a file with one point in each row: .csv, .tsv, .txt, .npy or .npz; "
        "points.csv:x,y takes the columns x and y, points.csv:2,3 the second and the third",
    )
    trainer.add_argument(
        "--label", metavar="COLUMN", help="of a file: train a conditional GAN given the label in this column"
    )
    trainer.add_argument(
        "--given",
        metavar="COLUMN,COLUMN",
        help="of a file: train a conditional GAN that predicts the other columns given these",
    )
    trainer.add_argument("--list", action="store_true", help="print the names of the distributions and stop")

    group = trainer.add_argument_group("the run and its folder")
    group.add_argument(
        "--recipe",
        action="store_true",
        help="switch on what helps in practice: standardized data, decaying step sizes, averaged weights of G; in 1-D "
        "an unfolded first G and noise on D's input; in 2-D R1 and Fourier features for D",
    )
    group.add_argument("--out", type=Path, metavar="DIR", help="folder for history, pictures, checkpoint and settings")
    group.add_argument("--overwrite", action="store_true", help="replace the run that DIR already contains")
    group.add_argument(
        "--resume",
        type=Path,
        metavar="DIR",
        help="continue the interrupted run in DIR; a larger --steps makes it longer",
    )
    group.add_argument("--seed", type=int, metavar="N", help="seed of all random numbers (default: 0)")
    group.add_argument(
        "--seeds", type=seed_list, metavar="N-N", help="train with each of these seeds, such as 0-9, on all cores"
    )
    group.add_argument("--dask", metavar="ADDRESS", help="with --seeds: use the Dask scheduler at this address")

    group = trainer.add_argument_group("Algorithm 1")
    group.add_argument("--steps", type=int, metavar="N", help=f"number of iterations {_default('steps')}")
    group.add_argument("--batch", type=int, metavar="N", help=f"size of a minibatch {_default('batch')}")
    group.add_argument("--k", type=int, metavar="N", help=f"steps of D for each step of G {_default('k')}")
    group.add_argument("--d-lr", type=float, metavar="LR", help=f"step size of Adam for D {_default('d_lr')}")
    group.add_argument("--g-lr", type=float, metavar="LR", help=f"step size of Adam for G {_default('g_lr')}")
    group.add_argument(
        "--loss",
        choices=GENERATOR_LOSSES,
        help="loss of G (default: non-saturating); with --recipe in 2-D only in the first half of the run: the second "
        "half uses the saturating loss",
    )
    group.add_argument(
        "--r1", type=float, metavar="GAMMA", help=f"weight of the gradient penalty R1 at the start {_default('r1')}"
    )

    group = trainer.add_argument_group("networks and noise")
    group.add_argument(
        "--g-hidden", type=_widths, metavar="N,N", help=f"widths of the hidden layers of G {_default('g_hidden')}"
    )
    group.add_argument(
        "--d-hidden", type=_widths, metavar="N,N", help=f"widths of the hidden layers of D {_default('d_hidden')}"
    )
    group.add_argument(
        "--activation", choices=ACTIVATIONS, help="activation of the hidden layers (default: leaky-relu)"
    )
    group.add_argument(
        "--g-slope",
        type=float,
        metavar="S",
        help=f"slope of G's LeakyReLU for negative inputs; 0 is ReLU {_default('g_slope')}",
    )
    group.add_argument(
        "--noise", choices=NOISES, help="distribution of z, with mean 0 and variance 1 (default: normal)"
    )
    group.add_argument("--noise-dim", type=int, metavar="N", help="dimension of z (default: that of x)")

    group = trainer.add_argument_group("what is recorded and drawn")
    group.add_argument(
        "--every",
        type=int,
        metavar="N",
        help=f"steps between two rows of the history (default: a 50th of the run, at most {MOST_STEPS})",
    )
    group.add_argument("--movie", type=Path, metavar="FILE", help="also write a movie of the run, as .html or .gif")
    group.add_argument("--dark", action="store_true", help="draw pictures and movie on a dark background")


def _widths(text: str) -> tuple[int, ...]:
    """Return the widths in a text such as "64,64"; () for "none"."""
    if text == "none":
        return ()
    try:
        widths = tuple(int(word) for word in text.split(","))
    except ValueError:
        widths = (0,)
    if min(widths) < 1:
        raise argparse.ArgumentTypeError(f"expected widths such as 64,64, or the word none, got {text!r}")
    return widths


def _default(name: str) -> str:
    """Return the defaults of a setting in 1-D and 2-D, without the recipe and with it, as a text."""
    line, plane = (CATALOG[distribution].distribution for distribution in ("normal", "ring"))
    plain, recipe = (
        [settings_for(distribution, recipe=on).values()[name] for distribution in (line, plane)] for on in (False, True)
    )
    text = f"{_text(plain[0])} in 1-D, {_text(plain[1])} in 2-D"
    if plain == recipe:
        return f"(default: {text})"
    return f"(default: {text}; --recipe: {_text(recipe[0])} and {_text(recipe[1])})"


def _text(value: float | tuple[int, ...]) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else f"{value:,}"


def run_train(options: argparse.Namespace) -> int:
    """Run ``numpygan train``: train, and write the results, also if the run is interrupted or fails."""
    if options.list:
        for name, entry in CATALOG.items():
            print(f"{name:<18} {entry.about}")
        return 0
    if options.seeds is not None:
        return _train_seeds(options)
    if options.dask is not None:
        raise ValueError("--dask distributes the runs of --seeds; add --seeds, for example --seeds 0-9")
    path = options.out if options.resume is None else options.resume
    with contextlib.nullcontext() if path is None else RunFolder(path) as folder:
        return _train(options, folder)


def _train(options: argparse.Namespace, folder: RunFolder | None) -> int:
    """Train, and write the results into ``folder`` if there is one."""
    # The numbers of a diverging GAN overflow before the run is stopped.
    with np.errstate(over="ignore", invalid="ignore"), terminated_like_ctrl_c():
        with Interruption() as interruption:
            session = _resumed(options, folder) if folder and options.resume else _new(options, folder)
            error = session.train(interruption)
            session.print_summary()
            session.save(error)
        try:
            session.draw(error)
            drawn = True
        except KeyboardInterrupt:  # the run is saved already, so stop at once
            drawn = False
    where = session.folder.path if session.folder is not None else None
    done = f"after {count_of_steps(session.run.step)}"
    if error is not None:
        cause = "" if USUAL_CAUSE in str(error) else f"; {USUAL_CAUSE}"
        kept = "" if session.folder is None else f"; the last checkpoint is that of step {session.folder.saved_step:,}"
        print(f"numpygan: stopped {done}: {error}{cause}{kept}", file=sys.stderr)
        return FAILED
    if session.run.step < session.plan.settings.steps or not drawn:
        command = "" if where is None else f"; continue with: numpygan train --resume {shlex.quote(str(where))}"
        print(f"numpygan: interrupted {done}{command}", file=sys.stderr)
        return INTERRUPTED
    return 0


def _train_seeds(options: argparse.Namespace) -> int:
    """Train with each of ``--seeds``."""
    for name in ("resume", "seed", "movie"):
        if getattr(options, name) is not None:
            raise ValueError(f"--seeds makes several runs, so it cannot be combined with --{name}")
    try:
        return train_seeds(_plan(options), options.seeds, options)
    except KeyboardInterrupt:
        again = "; the same command continues" if options.out is not None else ""
        print(f"\nnumpygan: interrupted{again}", file=sys.stderr)
        return INTERRUPTED


def _new(options: argparse.Namespace, folder: RunFolder | None) -> TrainingSession:
    """Return a new run, whose folder, if any, is created."""
    plan = _plan(options)
    if folder is not None:
        folder.create(options.overwrite)
    session = TrainingSession(plan, folder, movie=options.movie, dark=options.dark)
    session.begin()
    return session


def _plan(options: argparse.Namespace) -> Plan:
    """Return the plan that the options describe."""
    if options.distribution is None:
        raise ValueError(
            "expected the name of a distribution, such as numpygan train ring; numpygan train --list prints the names"
        )
    distribution = distribution_called(options.distribution, label=options.label, given=options.given)
    settings = with_given(
        settings_for(distribution, recipe=options.recipe), {name: getattr(options, name) for name in GIVEN}
    )
    every = usual_every(settings.steps) if options.every is None else options.every
    if isinstance(distribution, Empirical):
        number, columns = distribution.points.shape
        size = f"{options.distribution}: {number:,} points of {columns} column{'s'[: columns != 1]}."
        print(" ".join([size, *distribution.notes]))
    if isinstance(distribution, EmpiricalConditional):
        print(" ".join([f"{options.distribution}: {describe_rows(distribution)}", *distribution.notes]))
    return Plan(
        name=options.distribution,
        distribution=distribution,
        settings=settings,
        recipe=options.recipe,
        seed=arguments.int_at_least("--seed", 0 if options.seed is None else options.seed, 0),
        every=arguments.positive_int("--every", every),
        label=options.label,
        given=options.given,
    )


def _resumed(options: argparse.Namespace, folder: RunFolder) -> TrainingSession:
    """Return the run in ``folder``, at its last checkpoint."""
    others = [
        name
        for name in ("distribution", "label", "given", "out", *GIVEN[1:], "every", "seed")
        if getattr(options, name) is not None
    ]
    others += [name for name in ("overwrite", "recipe") if getattr(options, name)]
    if others:
        flags = ", ".join(
            "DISTRIBUTION" if name == "distribution" else f"--{name.replace('_', '-')}" for name in others
        )
        raise ValueError(f"--resume takes all settings but --steps from {options.resume}; remove {flags}")
    before = folder.read_plan()
    plan = replace(before, settings=with_given(before.settings, {"steps": options.steps}))
    try:
        session = TrainingSession(plan, folder, movie=options.movie, dark=options.dark)
    except DAMAGED as error:  # networks and optimizers check what they are given
        raise ValueError(f"{folder / 'run.json'} is damaged: {one_line(error)}") from error
    session.resume()
    done, steps = session.run.step, plan.settings.steps
    if done > steps:
        raise ValueError(f"--steps must be at least {done:,}, because so many are done already, got {steps:,}")
    if done == steps:
        print(f"all {done:,} steps are done already; add a larger --steps to train longer")
    if plan != before:
        folder.write_plan(plan)
    return session

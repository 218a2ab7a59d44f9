"""``numpygan train``: a run of a GAN on a distribution or on the user's own points, and the folder that it leaves."""

import argparse
import contextlib
import shlex
import sys
from pathlib import Path

import numpy as np

from numpygan import arguments
from numpygan.cli.folder import Folder
from numpygan.cli.interruption import Interruption, terminated_like_ctrl_c
from numpygan.cli.plan import DAMAGED, MOST_STEPS, SELDOM, Plan, distribution_called, usual_every, with_given
from numpygan.cli.session import Session
from numpygan.cli.status import FAILED, INTERRUPTED
from numpygan.cli.verb import does
from numpygan.cli.words import in_steps
from numpygan.distributions import CATALOG
from numpygan.files import one_line
from numpygan.recipes import ACTIVATIONS, GENERATOR_LOSSES, NOISES, settings_for
from numpygan.training.guards import USUAL_CAUSE

GIVEN = "steps", "batch", "k", "loss", "d_lr", "g_lr", *SELDOM  # what replaces a setting


def add_train(trainer: argparse.ArgumentParser) -> None:
    """Let the command line accept ``train``."""
    does(trainer, run_train, "numpygan train ring --recipe --seed 1 --out runs/ring")
    trainer.add_argument(
        "distribution",
        nargs="?",
        metavar="DISTRIBUTION",
        help="a name from --list, or the path of your points: .csv or .npy, a row each",
    )
    trainer.add_argument("--list", action="store_true", help="show the distributions with a line each")
    trainer.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for history, pictures, checkpoint, settings; made if missing"
    )
    trainer.add_argument("--overwrite", action="store_true", help="replace a run that DIR already holds")
    trainer.add_argument(
        "--resume",
        type=Path,
        metavar="DIR",
        help="go on with the run in DIR, where it was interrupted; with --steps, perhaps further than planned",
    )
    trainer.add_argument(
        "--recipe",
        action="store_true",
        help="all that helps in practice: standardized data, shrinking steps, R1, noise, zoom and waves, averaged G",
    )
    trainer.add_argument("--steps", type=int, metavar="N", help=f"iterations of Algorithm 1 {_default('steps')}")
    trainer.add_argument("--batch", type=int, metavar="N", help=f"size of a minibatch {_default('batch')}")
    trainer.add_argument("--k", type=int, metavar="N", help=f"steps of D for each step of G {_default('k')}")
    trainer.add_argument(
        "--loss",
        choices=GENERATOR_LOSSES,
        help="of G (default: non-saturating); with --recipe in 2-D, of the first half",
    )
    trainer.add_argument("--d-lr", type=float, metavar="LR", help=f"Adam's step size for D {_default('d_lr')}")
    trainer.add_argument("--g-lr", type=float, metavar="LR", help=f"Adam's step size for G {_default('g_lr')}")
    trainer.add_argument(
        "--every",
        type=int,
        metavar="N",
        help=f"steps between two rows of the history (default: a 50th of all, at most {MOST_STEPS})",
    )
    trainer.add_argument("--g-hidden", type=_widths, metavar="N,N", help="widths of G's hidden layers, as in 64,64")
    trainer.add_argument("--d-hidden", type=_widths, metavar="N,N", help="widths of D's hidden layers")
    trainer.add_argument("--activation", choices=ACTIVATIONS, help="of the hidden layers (default: leaky-relu)")
    trainer.add_argument(
        "--noise", choices=NOISES, help="distribution of z, of mean 0 and variance 1 (default: normal)"
    )
    trainer.add_argument("--noise-dim", type=int, metavar="N", help="coordinates of z (default: as many as x has)")
    trainer.add_argument("--g-slope", type=float, metavar="S", help="of G's LeakyReLU below 0; 0 is ReLU")
    trainer.add_argument("--r1", type=float, metavar="GAMMA", help="weight of the gradient penalty, at the start")
    trainer.add_argument(
        "--movie", type=Path, metavar="FILE", help="also write the run as a movie: .html plays in any browser, or .gif"
    )
    trainer.add_argument("--dark", action="store_true", help="pictures and movie on a dark ground")
    trainer.add_argument("--seed", type=int, metavar="N", help="of everything random (default: 0)")


def _widths(text: str) -> tuple[int, ...]:
    """The widths in "64,64"; none in "none"."""
    if text == "none":
        return ()
    try:
        widths = tuple(int(word) for word in text.split(","))
    except ValueError:
        widths = (0,)
    if min(widths) < 1:
        raise argparse.ArgumentTypeError(f"expected widths such as 64,64, or none, got {text!r}")
    return widths


def _default(name: str) -> str:
    """The values of a setting on the line and in the plane, without the recipe and with it."""
    line, plane = (CATALOG[distribution].distribution for distribution in ("normal", "ring"))
    plain, recipe = (
        [settings_for(distribution, recipe=on).values()[name] for distribution in (line, plane)] for on in (False, True)
    )
    text = f"{plain[0]:,} on the line, {plain[1]:,} in the plane"
    return f"(default: {text})" if plain == recipe else f"(default: {text}; --recipe: {recipe[0]:,} and {recipe[1]:,})"


def run_train(options: argparse.Namespace) -> int:
    """``numpygan train``: train, and leave a folder with all that came of it, however the run ends."""
    if options.list:
        for name, entry in CATALOG.items():
            print(f"{name:<18} {entry.about}")
        return 0
    path = options.out if options.resume is None else options.resume
    with contextlib.nullcontext() if path is None else Folder(path) as folder:
        return _train(options, folder)


def _train(options: argparse.Namespace, folder: Folder | None) -> int:
    """Train in ``folder``, or without one."""
    # Of a GAN about to explode.
    with np.errstate(over="ignore", invalid="ignore"), terminated_like_ctrl_c():
        with Interruption() as interruption:
            session = _resumed(options, folder) if folder and options.resume else _new(options, folder)
            error = session.train(interruption)
            session.tell()
            session.save(error)
        try:
            session.draw(error)
            drawn = True
        except KeyboardInterrupt:  # at once, for all that took long is saved
            drawn = False
    where = session.folder.path if session.folder is not None else None
    done = f"after {in_steps(session.run.step)}"
    if error is not None:
        cause = "" if USUAL_CAUSE in str(error) else f"; {USUAL_CAUSE}"
        kept = "" if session.folder is None else f"; the checkpoint is of step {session.folder.saved_step:,}"
        print(f"numpygan: stopped {done}: {error}{cause}{kept}", file=sys.stderr)
        return FAILED
    if session.run.step < session.plan.settings.steps or not drawn:
        command = "" if where is None else f"; go on with: numpygan train --resume {shlex.quote(str(where))}"
        print(f"numpygan: interrupted {done}{command}", file=sys.stderr)
        return INTERRUPTED
    return 0


def _new(options: argparse.Namespace, folder: Folder | None) -> Session:
    """A run at its start, which makes its folder if it is to have one."""
    if options.distribution is None:
        raise ValueError("expected the name of a distribution; numpygan train --list shows them")
    distribution = distribution_called(options.distribution)
    settings = with_given(
        settings_for(distribution, recipe=options.recipe), {name: getattr(options, name) for name in GIVEN}
    )
    every = usual_every(settings.steps) if options.every is None else options.every
    plan = Plan(
        name=options.distribution,
        distribution=distribution,
        settings=settings,
        recipe=options.recipe,
        seed=arguments.int_at_least("--seed", 0 if options.seed is None else options.seed, 0),
        every=arguments.positive_int("--every", every),
    )
    if folder is not None:
        folder.create(options.overwrite)
    session = Session(plan, folder, movie=options.movie, dark=options.dark)
    session.begin()
    return session


def _resumed(options: argparse.Namespace, folder: Folder) -> Session:
    """The run of a folder, where its last checkpoint is."""
    others = [
        name for name in ("distribution", "out", *GIVEN[1:], "every", "seed") if getattr(options, name) is not None
    ]
    others += [name for name in ("overwrite", "recipe") if getattr(options, name)]
    if others:
        flags = ", ".join(
            "DISTRIBUTION" if name == "distribution" else f"--{name.replace('_', '-')}" for name in others
        )
        raise ValueError(f"--resume takes everything but --steps from {options.resume}: leave out {flags}")
    before = folder.read_plan()
    plan = before.with_steps(options.steps)
    try:
        session = Session(plan, folder, movie=options.movie, dark=options.dark)
    except DAMAGED as error:  # networks and optimizers check what they are given
        raise ValueError(f"{folder / 'run.json'} is damaged: {one_line(error)}") from error
    session.resume()
    done, steps = session.run.step, plan.settings.steps
    if done > steps:
        raise ValueError(f"--steps must be at least {done:,}, which are done, got {steps:,}")
    if done == steps:
        print(f"nothing left to do: all {done:,} steps are done")
    if plan != before:
        folder.write_plan(plan)
    return session

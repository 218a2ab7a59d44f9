"""``numpygan train``: a run on a law of the line, and the folder that it leaves."""

import argparse
import copy
import json
import platform
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import scipy

from numpygan import __version__, arguments
from numpygan.cli.progress import Progress
from numpygan.cli.status import FAILED, INTERRUPTED
from numpygan.cli.verb import add_seed, add_verb
from numpygan.distributions import CATALOG, Univariate, named_law
from numpygan.nets import non_saturating, saturating
from numpygan.plots import Moment, figure_1, save_figure
from numpygan.training import Run, Settings, exact_measures, write_atomically

LOSSES = {"non-saturating": non_saturating, "saturating": saturating}


def add_train(verbs: Any) -> None:
    """Let the command line accept ``train``."""
    default = Settings()
    trainer = add_verb(
        verbs,
        "train",
        run_train,
        "train a GAN on a law of the line and measure it exactly",
        "numpygan train normal --steps 5000 --seed 1 --out runs/normal",
    )
    trainer.add_argument("law", nargs="?", metavar="LAW", help=f"one of {', '.join(CATALOG)}")
    trainer.add_argument("--list", action="store_true", help="show the laws with a line each")
    trainer.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for history, picture and settings; made if missing"
    )
    trainer.add_argument("--overwrite", action="store_true", help="replace a run that DIR already holds")
    trainer.add_argument(
        "--steps", type=int, default=default.steps, help="iterations of Algorithm 1 (default: %(default)s)"
    )
    trainer.add_argument("--batch", type=int, default=default.batch, help="size of a minibatch (default: %(default)s)")
    trainer.add_argument(
        "--k", type=int, default=default.k, help="steps of D for each step of G (default: %(default)s)"
    )
    trainer.add_argument("--loss", choices=LOSSES, default="non-saturating", help="of G (default: %(default)s)")
    trainer.add_argument(
        "--d-lr", type=float, default=default.d_lr, help="Adam's step size for D (default: %(default)s)"
    )
    trainer.add_argument(
        "--g-lr", type=float, default=default.g_lr, help="Adam's step size for G (default: %(default)s)"
    )
    trainer.add_argument(
        "--every", type=int, default=50, help="steps between two rows of the history (default: %(default)s)"
    )
    add_seed(trainer)


def run_train(options: argparse.Namespace) -> int:
    """``numpygan train``: train, then write the history, Figure 1 and what reproduces the run."""
    if options.list:
        for name, entry in CATALOG.items():
            print(f"{name:<18} {entry.about}")
        return 0
    if options.law is None:
        raise ValueError("expected the name of a law; numpygan train --list shows them")
    data = named_law(options.law)
    if not isinstance(data, Univariate):
        raise ValueError(f"expected a law of the line, whose measures are exact, got {options.law!r}: {data!r}")
    settings = replace(
        Settings(),
        steps=options.steps,
        batch=options.batch,
        k=options.k,
        d_lr=options.d_lr,
        g_lr=options.g_lr,
        generator_loss=LOSSES[options.loss],
    )
    rng = np.random.default_rng(arguments.int_at_least("--seed", options.seed, 0))
    run = Run(data, settings, rng=rng, every=options.every, measure=lambda gan: exact_measures(gan, data))
    gan = run.gan
    recorder = run
    if options.out is not None:
        _open_folder(options.out, options.overwrite)
        _write_settings(options)

    moments, progress, started = [Moment(0, copy.deepcopy(gan))], Progress(), time.monotonic()
    step = 0
    stopped: BaseException | None = None
    try:
        with np.errstate(over="ignore", invalid="ignore"):  # of measuring a GAN that is about to explode
            for record in run.iterate():
                step = record.step
                if step in (options.steps // 25, options.steps // 5, options.steps):
                    moments.append(Moment(step, copy.deepcopy(gan)))
                left = (time.monotonic() - started) / step * (options.steps - step)
                js = f"JS {recorder.history['js'][-1]:.4f}" if len(recorder.history) else "JS not measured yet"
                progress.say(f"step {step:,} of {options.steps:,}  {js}  {left:.0f} s left")
    except KeyboardInterrupt as interruption:
        stopped = interruption
        if step > moments[-1].step:
            moments.append(Moment(step, copy.deepcopy(gan)))
    except (ArithmeticError, ValueError) as error:  # of the training, or of measuring what is left of a GAN
        stopped = error
    progress.clear()
    if options.out is not None:
        recorder.history.save(options.out / "history.npz")
        recorder.history.save_csv(options.out / "history.csv")
    last = moments[-1]
    measures = exact_measures(last.gan, data)
    print(
        f"after {last.step:,} steps: JS = {measures['js']:.4f} (0 to 0.6931), V(D,G) = {measures['v_exact']:.5g}, "
        f"C(G) = {measures['c']:.4f} (-1.3863 at best)"
    )
    if options.out is not None:
        figure = figure_1(data, moments)
        save_figure(figure, options.out / "figure_1.png")
        save_figure(figure, options.out / "figure_1.svg")
        print(f"history.npz, history.csv, figure_1.png, figure_1.svg and run.json are in {options.out}")
    if isinstance(stopped, KeyboardInterrupt):
        print(f"numpygan: interrupted after {step:,} steps", file=sys.stderr)
        return INTERRUPTED
    if stopped is not None:
        print(f"numpygan: stopped after {step:,} steps: {stopped}", file=sys.stderr)
        return FAILED
    return 0


def _open_folder(folder: Path, overwrite: bool) -> None:
    """Make ``folder``; refuse one that holds a run, and one that cannot be written, before hours are spent."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / ".writable", lambda file: None)
        (folder / ".writable").unlink()
    except OSError as error:
        raise ValueError(f"cannot write to {folder}: {error.strerror or error}") from error
    if (folder / "run.json").exists() and not overwrite:
        raise ValueError(f"{folder} already holds a run; choose another folder, or add --overwrite")


def _write_settings(options: argparse.Namespace) -> None:
    """Write ``run.json``: every setting and version that this run depends on, and the command that repeats it."""
    names = ("steps", "batch", "k", "loss", "d_lr", "g_lr", "every", "seed")
    settings = {name: getattr(options, name) for name in names}
    flags = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in settings.items())
    # Of a run that is being replaced: a crash must not leave a mixture of two.
    for name in ("history.npz", "history.csv", "figure_1.png", "figure_1.svg"):
        (options.out / name).unlink(missing_ok=True)
    report = {
        "command": f"numpygan train {options.law} {flags} --out {options.out}",
        "law": options.law,
        **settings,
        "numpygan": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "matplotlib": matplotlib.__version__,
    }
    write_atomically(options.out / "run.json", lambda file: file.write((json.dumps(report, indent=1) + "\n").encode()))

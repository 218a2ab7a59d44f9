"""``numpygan gallery``: failures on demand, each with its number and its picture."""

import argparse
import shlex
from pathlib import Path

import numpy as np

from numpygan import arguments
from numpygan.cli.progress import Progress
from numpygan.cli.status import FAILED
from numpygan.cli.verb import add_seed, does
from numpygan.files import refuse_unwritable
from numpygan.plots import dark, fix_layout, save_figure
from numpygan.plots.failures import FAILURES, fail


def add_gallery(gallery: argparse.ArgumentParser) -> None:
    """Let the command line accept ``gallery``."""
    does(gallery, run_gallery, "numpygan gallery mode-collapse --out pictures")
    gallery.add_argument("names", nargs="*", metavar="NAME", help=f"all of them by default: {', '.join(FAILURES)}")
    gallery.add_argument("--list", action="store_true", help="show the failures with a line each")
    gallery.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="for the pictures (default: here)")
    gallery.add_argument("--dark", action="store_true", help="pictures on a dark ground")
    add_seed(gallery)


def run_gallery(options: argparse.Namespace) -> int:
    """``numpygan gallery``: for each failure its number, what one sees, what helps, and its picture."""
    if options.list:
        for name, failure in FAILURES.items():
            print(f"{name:<20} {failure.about}")
        return 0
    names = dict.fromkeys(arguments.known_name("failure", name, FAILURES) for name in options.names or FAILURES)
    seed = arguments.int_at_least("--seed", options.seed, 0)
    options.out.mkdir(parents=True, exist_ok=True)
    refuse_unwritable(options.out / ".writable")
    progress, status = Progress(), 0
    for name in names:
        progress.say(f"training until {name} happens")
        with np.errstate(over="ignore", invalid="ignore"):
            outcome = fail(name, seed=seed)
        progress.clear()
        figure = dark(outcome.figure) if options.dark else outcome.figure
        fix_layout(figure)
        for kind in ("png", "svg"):
            save_figure(figure, options.out / f"{name}.{kind}")
        print(f"{name}: {outcome.number}")
        if not outcome.happened:
            print("  try another seed: this run does not show it")
            status = FAILED
        print(f"  what one sees: {FAILURES[name].about}")
        print(f"  what helps: {FAILURES[name].remedy}")
        where = shlex.join(["numpygan", "gallery", name, "--seed", f"{seed}", "--out", str(options.out)])
        print(f"  again: {where}", flush=True)
    return status

"""``numpygan gallery``: produce failures of GANs, each with a number and a picture."""

import argparse
import shlex
from pathlib import Path

import numpy as np

from numpygan import arguments
from numpygan.cli.command_parser import add_seed, set_action
from numpygan.cli.exit_status import FAILED
from numpygan.cli.progress import Progress
from numpygan.files import check_writable
from numpygan.plots import dark, fix_layout, save_figure
from numpygan.plots.failures import FAILURES, fail


def add_gallery(gallery: argparse.ArgumentParser) -> None:
    """Add the options of ``gallery``."""
    set_action(gallery, run_gallery, "numpygan gallery mode-collapse --out pictures")
    gallery.add_argument(
        "names", nargs="*", metavar="NAME", help=f"failures to produce (default: all): {', '.join(FAILURES)}"
    )
    gallery.add_argument("--list", action="store_true", help="print the names of the failures and stop")
    gallery.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="folder for the pictures (default: the current one)"
    )
    gallery.add_argument("--dark", action="store_true", help="draw the pictures on a dark background")
    add_seed(gallery)


def run_gallery(options: argparse.Namespace) -> int:
    """Run ``numpygan gallery``: print the number of each failure and advice, and save its picture."""
    if options.list:
        for name, failure in FAILURES.items():
            print(f"{name:<20} {failure.about}")
        return 0
    names = dict.fromkeys(arguments.known_name("failure", name, FAILURES) for name in options.names or FAILURES)
    seed = arguments.int_at_least("--seed", options.seed, 0)
    options.out.mkdir(parents=True, exist_ok=True)
    check_writable(options.out / ".writable")
    progress, status = Progress(), 0
    for name in names:
        progress.show(f"training for {name}")
        with np.errstate(over="ignore", invalid="ignore"):
            outcome = fail(name, seed=seed)
        progress.clear()
        figure = dark(outcome.figure) if options.dark else outcome.figure
        fix_layout(figure)
        for kind in ("png", "svg"):
            save_figure(figure, options.out / f"{name}.{kind}")
        print(f"{name}: {outcome.number}")
        if not outcome.happened:
            print("  this run does not show the failure; try another --seed")
            status = FAILED
        print(f"  what you see: {FAILURES[name].about}")
        print(f"  what helps: {FAILURES[name].remedy}")
        where = shlex.join(["numpygan", "gallery", name, "--seed", f"{seed}", "--out", str(options.out)])
        print(f"  repeat: {where}", flush=True)
    return status

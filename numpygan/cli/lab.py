"""``numpygan lab``: the lab in a window."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np

from numpygan import arguments
from numpygan.cli.plan import Plan, usual_every
from numpygan.cli.verb import add_seed, does
from numpygan.files import write_atomically
from numpygan.lab import Lab, Model
from numpygan.lab.choices import DISTRIBUTIONS, OWN

NO_WINDOW = (
    "the lab needs a window, and there is no display here: run it on a desktop, over ssh -X, or in a notebook after "
    "%matplotlib widget (ipympl); numpygan train DISTRIBUTION --movie run.html makes a movie without one"
)


def add_lab(lab: argparse.ArgumentParser) -> None:
    """Let the command line accept ``lab``."""
    does(lab, run_lab, "numpygan lab two-moons --dark")
    lab.add_argument(
        "distribution",
        nargs="?",
        default="ring",
        metavar="DISTRIBUTION",
        help=f"to begin with: {', '.join(DISTRIBUTIONS)}",
    )
    lab.add_argument("--dark", action="store_true", help="on a dark ground")
    lab.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="where Save puts points of your own (default: here)"
    )
    add_seed(lab)


def run_lab(options: argparse.Namespace) -> int:
    """``numpygan lab``: open the window, and wait until it is closed."""
    arguments.known_name("distribution of the lab", options.distribution, DISTRIBUTIONS)
    seed = arguments.int_at_least("--seed", options.seed, 0)
    refuse_without_window()
    import matplotlib.pyplot as plt

    with matplotlib.rc_context({"toolbar": "None"}):
        lab = open_lab(
            plt.figure("numpygan lab", figsize=Lab.SIZE), options.distribution, seed, options.dark, options.out
        )
        plt.show()
    lab.timer.stop()
    return 0


def open_lab(figure: Any, distribution: str = "ring", seed: int = 0, dark: bool = False, out: Path = Path()) -> Lab:
    """The lab on ``figure``: in a notebook, ``lab = open_lab(plt.figure(figsize=(12, 7.4)))``. Keep the result."""

    def save(model: Model) -> str:
        words = command(model, out)
        print(words, flush=True)
        note = "" if model.repeatable else " (from its start: you have changed or stepped something on the way)"
        return f"{words}{note}"

    return Lab(figure, distribution=distribution, seed=seed, dark=dark, save=save)


def command(model: Model, out: Path) -> str:
    """The ``numpygan train`` command of the model's run; points that were placed are written to a new file in ``out``.

    With nothing that shrinks over a run, a run of the steps done so far is the run as it is now, to the bit.
    """
    settings = model.run.settings
    if settings.recipe.r1 == 0 and model.step > 0:
        settings = settings.with_values(steps=model.step)
    name = model.choices.distribution
    if name == OWN:
        path = next(path for path in (out / f"points-{i}.npy" for i in range(1, 10**6)) if not path.exists())
        write_atomically(path, lambda file: np.save(file, model.points))
        name = str(path) if os.sep in str(path) else path.name
    plan = Plan(name, model.distribution, settings, recipe=False, seed=model.seed, every=usual_every(settings.steps))
    return plan.command(None)


def refuse_without_window() -> None:
    """Raise ValueError, which says what to do, where no window can be opened."""
    import matplotlib.pyplot as plt

    try:
        if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            raise ImportError("no display")
        plt.switch_backend(matplotlib.rcParams["backend"])
        figure = plt.figure()
        has_window = figure.canvas.manager is not None and plt.get_backend().lower() not in NO_GUI
        plt.close(figure)
    except (ImportError, RuntimeError) as error:
        raise ValueError(NO_WINDOW) from error
    if not has_window:
        raise ValueError(
            f"the lab needs a window, and matplotlib's backend {plt.get_backend()} has none: install a GUI for it "
            "(python -m pip install PySide6-Essentials, or your system's python3-tk), and unset MPLBACKEND"
        )


NO_GUI = frozenset({"agg", "cairo", "pdf", "pgf", "ps", "svg", "template"})

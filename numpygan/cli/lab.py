"""``numpygan lab``: open the interactive window."""

import argparse
import contextlib
import os
import sys
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.backend_bases import NonGuiException

from numpygan import arguments
from numpygan.cli.command_parser import add_seed, set_action
from numpygan.cli.given_settings import usual_every
from numpygan.files import write_atomically
from numpygan.lab import Lab, Model
from numpygan.lab.choices import DISTRIBUTIONS, FEW, OWN
from numpygan.lab.theme import DARK, LIGHT
from numpygan.recipes import settings_for
from numpygan.recipes.plan import Plan

NO_WINDOW = (
    "the lab needs a window, but there is no display here: run it on a desktop, over ssh -X, or in a notebook after "
    "%matplotlib widget (ipympl); without a display, numpygan train DISTRIBUTION --movie run.html makes a movie"
)


def add_lab(lab: argparse.ArgumentParser) -> None:
    """Add the options of ``lab``."""
    set_action(lab, run_lab, "numpygan lab two-moons --dark")
    lab.add_argument(
        "distribution",
        nargs="?",
        metavar="DISTRIBUTION",
        help=f"first distribution (default: the preset 'learns', on wide-ring): {', '.join(DISTRIBUTIONS)}",
    )
    lab.add_argument("--dark", action="store_true", help="use a dark background")
    lab.add_argument(
        "--out",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder in which Save writes your own points (default: the current one)",
    )
    add_seed(lab)


def run_lab(options: argparse.Namespace) -> int:
    """Run ``numpygan lab``: open the window and wait until it is closed."""
    if options.distribution is not None:
        arguments.known_name("distribution of the lab", options.distribution, DISTRIBUTIONS)
    seed = arguments.int_at_least("--seed", options.seed, 0)
    refuse_without_window()
    import matplotlib.pyplot as plt

    with matplotlib.rc_context({"toolbar": "None"}):
        figure = plt.figure("numpygan lab", figsize=Lab.SIZE)
        show_that_it_starts(figure, options.dark)
        lab = open_lab(figure, options.distribution, seed, options.dark, options.out)
        plt.show()
    lab.timer.stop()
    return 0


def show_that_it_starts(figure: Any, dark: bool) -> None:
    """Open the window with a word in it, because the first drawing of the lab takes a second."""
    theme = DARK if dark else LIGHT
    figure.set_facecolor(theme.paper)
    text = figure.text(0.5, 0.5, "The lab is starting …", ha="center", fontsize=16, color=theme.ink)
    with contextlib.suppress(NonGuiException):  # of a backend that opens its window later
        figure.canvas.manager.show()
        figure.canvas.draw()
        figure.canvas.flush_events()
    text.remove()


def open_lab(
    figure: Any, distribution: str | None = None, seed: int = 0, dark: bool = False, out: Path = Path()
) -> Lab:
    """Return the lab on ``figure``; in a notebook, ``lab = open_lab(plt.figure(figsize=(12, 7.4)))``; keep ``lab``."""

    def save(model: Model) -> str:
        words = command(model, out) if has_command(model) else program(model)
        print(words, flush=True)
        note = (
            ""
            if model.repeatable
            else " (from the start, with the current choices: you changed something during the run)"
        )
        return f"{words}{note}"

    return Lab(figure, distribution=distribution, seed=seed, dark=dark, save=save)


def command(model: Model, out: Path) -> str:
    """Return the ``numpygan train`` command of the run; points placed by hand are written to a new file in ``out``.

    If nothing decays over the run, a run of the steps done so far gives the current networks, bit for bit.
    """
    settings = model.run.settings
    if settings.recipe.r1 == 0 and model.step > 0:
        settings = settings.with_values(steps=model.step)
    name = model.choices.distribution
    if name in (OWN, FEW):
        path = next(path for path in (out / f"points-{i}.npy" for i in range(1, 10**6)) if not path.exists())
        write_atomically(path, lambda file: np.save(file, model.points))
        name = str(path) if os.sep in str(path) else path.name
    plan = Plan(name, model.distribution, settings, recipe=False, seed=model.seed, every=usual_every(settings.steps))
    return plan.command(None)


def has_command(model: Model) -> bool:
    """Return whether ``numpygan train`` has an option for each setting that differs from the usual ones."""
    settings, usual = model.run.settings.as_json(), settings_for(model.distribution).as_json()
    return all(settings[name] == usual[name] for name in ("betas", "average"))


def program(model: Model) -> str:
    """Return Python that makes the run, for settings that have no option of ``numpygan train``."""
    if model.preset:
        return (
            f"model = numpygan.lab.Model(seed={model.seed}); model.use_preset({model.preset!r}); "
            f"model.step_both({model.step})"
        )
    settings, usual = model.run.settings.with_values(steps=model.step).as_json(), settings_for(model.distribution)
    changed = {name: value for name, value in settings.items() if value != usual.as_json()[name]}
    return (
        "from numpygan.recipes import Run, Settings, settings_for; "
        f"data = numpygan.distributions.named_distribution({model.choices.distribution!r}); "
        f"run = Run(data, Settings.from_json(settings_for(data).as_json() | {changed}), "
        f"rng=numpy.random.default_rng({model.seed})); list(run.iterate())"
    )


def refuse_without_window() -> None:
    """Raise ValueError with advice if no window can be opened."""
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
            f"the lab needs a window that matplotlib's backend {plt.get_backend()} cannot open: install a GUI "
            "library (python -m pip install PySide6-Essentials, or python3-tk of your system) and unset MPLBACKEND"
        )


NO_GUI = frozenset({"agg", "cairo", "pdf", "pgf", "ps", "svg", "template"})

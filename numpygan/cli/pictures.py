"""The pictures of a run: those for its kind of distribution, and its history."""

import sys
from collections.abc import Callable, Iterator

import matplotlib.style
import numpy as np
from matplotlib.figure import Figure

from numpygan.cli.progress import Progress
from numpygan.cli.run_folder import RunFolder
from numpygan.distributions import Conditional, Empirical, EmpiricalConditional, Univariate
from numpygan.plots import (
    Snapshot,
    anatomy_figure,
    can_draw_conditions,
    conditional_figure,
    conditions_figure,
    dark,
    figure_1,
    fix_layout,
    histogram_figure,
    history_figure,
    own_rows_figure,
    own_rows_given_figure,
    plane_figure,
    save_figure,
)
from numpygan.recipes.plan import Plan
from numpygan.training import History

Draw = Callable[[], Figure]


def draw_pictures(
    plan: Plan, history: History, snapshots: list[Snapshot], folder: RunFolder, on_dark: bool
) -> list[str]:
    """Draw the pictures of a run as .png and .svg in ``folder``; return the names of the files."""
    names, progress = [], Progress()
    try:
        with matplotlib.style.context("default"):  # the user's own style is not used
            for name, draw in _pictures(plan, history, snapshots):
                progress.show(f"drawing {name}")
                try:
                    figure = dark(draw()) if on_dark else draw()
                except (ArithmeticError, ValueError) as error:  # the numbers of a diverged GAN cannot be drawn
                    progress.clear()
                    print(f"numpygan: {name} cannot be drawn: {error}", file=sys.stderr)
                    continue
                fix_layout(figure)
                for kind in ("png", "svg"):
                    save_figure(figure, folder / f"{name}.{kind}")
                    names.append(f"{name}.{kind}")
    finally:
        progress.clear()
    return names


def _pictures(plan: Plan, history: History, snapshots: list[Snapshot]) -> Iterator[tuple[str, Draw]]:
    """Yield the name of each picture, and a function that draws it."""
    distribution, rng = plan.distribution, np.random.default_rng(plan.seed)
    if isinstance(distribution, Univariate):
        yield "figure_1", lambda: figure_1(distribution, snapshots)
    elif isinstance(distribution, EmpiricalConditional):
        yield "points", lambda: own_rows_figure(distribution, snapshots, rng=rng)
        yield "given", lambda: own_rows_given_figure(distribution, snapshots[-1], rng=rng)
    elif isinstance(distribution, Conditional):
        if can_draw_conditions(distribution):
            yield "points", lambda: conditions_figure(distribution, snapshots, rng=rng)
            yield "given", lambda: conditional_figure(distribution, snapshots[-1], rng=rng)
    elif distribution.dim > 1:
        yield "points", lambda: plane_figure(distribution, snapshots, rng=rng)
        if distribution.dim == 2:
            loss = plan.settings.generator_loss
            yield "anatomy", lambda: anatomy_figure(distribution, snapshots[-1], generator_loss=loss, rng=rng)
    elif isinstance(distribution, Empirical):
        yield "points", lambda: histogram_figure(distribution.points, snapshots)
    if len(history):
        yield "history", lambda: history_figure(history, distribution)

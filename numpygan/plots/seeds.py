"""One picture of many runs that differ only in their seeds: a thin line for each run, and the median."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from numpygan.distributions import Conditional, Distribution
from numpygan.evaluation import perfect_share
from numpygan.plots.history import scale_by_log
from numpygan.plots.layout import bound, panels
from numpygan.plots.modes import count_modes
from numpygan.plots.style import GREEN, INK, JS_NAME, PERFECT, PURPLE, SMALL
from numpygan.training import History

DISTANCES = "js", "js_mean", "js_sample", "js_sample_mean"
SHARES = "share", "share_mean"


def seeds_figure(
    histories: Sequence[History], distribution: Distribution | Conditional, *, width: float | None = None
) -> Figure:
    """JS, and the share of points within 3 sigma of a mode if it was measured, of every run over the steps.

    Parameters
    ----------
    histories : sequence of History
        One for each run; all with the same columns.
    distribution : Distribution or Conditional
    width : float, optional
        Width of the figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    if not histories or not all(len(history) for history in histories):
        raise ValueError("expected at least one history, each with at least one row")
    names = histories[0].names
    measured = [name for kind in (DISTANCES, SHARES) for name in kind if name in names][:2]
    columns = measured or ["v"]
    figure, row = panels(len(columns), size=(4.6, 3.8), width=width)
    for axes, name in zip(row, columns, strict=True):
        _runs(axes, histories, name, GREEN if name in SHARES else PURPLE)
        axes.set_xlabel("step")
    if columns[0] in DISTANCES:
        scale_by_log(row[0])
        bound(row[0], np.log(2), "log 2")
        if "js_floor" in names:
            row[0].plot(histories[0]["step"], histories[0]["js_floor"], label="a perfect generator", **PERFECT)
        row[0].set(ylabel=f"{JS_NAME}, nats", ylim=(None, 1.2))
    if columns[-1] in SHARES:
        modes = f" of {count_modes(distribution)} modes" if "modes" in names else ""
        row[-1].axhline(perfect_share(distribution.dim), label="a perfect sampler", **PERFECT)
        row[-1].set(ylabel=f"share of points within 3 sigma{modes}", ylim=(-0.02, 1.04))
    for axes in row:
        axes.legend(frameon=False, fontsize=SMALL, loc="lower left", bbox_to_anchor=(0, 1))
    return figure


def _runs(axes: Axes, histories: Sequence[History], name: str, color: str) -> None:
    """Draw a thin line for each run, and the median over the runs at the steps that all of them have."""
    for i, history in enumerate(histories):
        label = f"{len(histories)} runs, one for each seed" if i == 0 else None
        axes.plot(history["step"], history[name], color=color, linewidth=0.7, alpha=0.6, label=label)
    rows = min(len(history) for history in histories)
    median = np.median([history[name][:rows] for history in histories], axis=0)
    axes.plot(histories[0]["step"][:rows], median, color=INK, linewidth=2.0, label="their median")

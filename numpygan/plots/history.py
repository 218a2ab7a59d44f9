"""The history of a run: the measures, V beside C(G), and the gradient norms of both players, over the steps."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from numpygan.distributions import Conditional, Distribution, EmpiricalConditional
from numpygan.evaluation import perfect_share
from numpygan.plots.layout import bound, panels
from numpygan.plots.modes import count_modes
from numpygan.plots.style import (
    BLUE,
    C_NAME,
    COMPARED,
    CRITERION,
    DIVERGENCE,
    GAP,
    GREEN,
    JS_NAME,
    PERFECT,
    SECOND_DIVERGENCE,
    SMALL,
    V_NAME,
    VALUE,
)
from numpygan.training import History

# What a column of the history is called in the legend, and how it is drawn.
FLOOR = "js_floor"  # the column with what a perfect generator would have
JS: dict[str, tuple[str, dict[str, Any]]] = {
    "js": ("exact", DIVERGENCE),
    "js_mean": ("exact, mean over the conditions", DIVERGENCE),
    "js_worst": ("exact, worst condition", SECOND_DIVERGENCE),
    "js_sample": ("from samples", DIVERGENCE),
    "js_sample_mean": ("from samples, mean over the conditions", DIVERGENCE),
    "js_sample_worst": ("from samples, worst condition", SECOND_DIVERGENCE),
    FLOOR: ("a perfect generator", PERFECT),
}
OWN_ROWS: dict[str, tuple[str, dict[str, Any]]] = {
    "js_sample": ("from held-out rows", DIVERGENCE),
    "js_sample_mean": ("from held-out rows, mean over the labels", DIVERGENCE),
    "js_sample_worst": ("from held-out rows, worst label", SECOND_DIVERGENCE),
    FLOOR: ("the rows for training", PERFECT),
}
SHARES: dict[str, tuple[str, dict[str, Any]]] = {
    "share": ("points within 3 sigma of a mode", {"color": GREEN}),
    "share_mean": ("points within 3 sigma, mean over the conditions", {"color": GREEN}),
    "share_worst": ("points within 3 sigma, worst condition", {"color": GREEN, "linestyle": "--"}),
}
VALUES: dict[str, tuple[str, dict[str, Any]]] = {
    "c": (f"{C_NAME}, of the best D", CRITERION),
    "c_sample": (f"{C_NAME}, of the best D, on fresh points", CRITERION),
    "v_exact": (f"{V_NAME}, exact", VALUE),
    "v_sample": (f"{V_NAME}, on fresh points", VALUE),
    "v_train": (f"{V_NAME}, on the points of training", {**VALUE, "linestyle": ":"}),
    "v": (f"{V_NAME}, on a minibatch", VALUE),
}
GRADIENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "d_gradient": ("of V, for D", VALUE),
    "g_gradient": ("of G's loss, for G", {"color": GREEN}),
}
PANEL = 4.4, 3.8  # inches
NARROW_PANEL = 2.9, 3.4  # of three side by side
LOWEST_VALUE = -4.0  # V has no lower end, and a D that is very wrong for a short time would flatten all the rest
FEW = 20  # rows, each of which is marked


def history_figure(history: History, distribution: Distribution | Conditional, *, width: float | None = None) -> Figure:
    """Draw one panel for each kind of number: JS, modes, V, gradient norms.

    Parameters
    ----------
    history : History
        With at least one row.
    distribution : Distribution or Conditional
        The distribution that the GAN was trained on.
    width : float, optional
        Width of the figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Nothing is shown or saved.
    """
    if not len(history):
        raise ValueError("expected a history with at least one row, got none")
    kinds = [(_js, JS), (_modes, SHARES), (_values, VALUES), (_gradients, GRADIENTS)]
    kinds = [(draw, columns) for draw, columns in kinds if set(columns) & set(history.names)]
    size = NARROW_PANEL if len(kinds) == 3 else PANEL
    figure, row = panels(
        len(kinds), columns=2 if len(kinds) == 4 else None, size=size, width=width, narrowest=PANEL[0] / size[0]
    )
    for axes, (draw, _) in zip(row, kinds, strict=True):
        draw(axes, history, distribution)
        axes.set_xlabel("step")
        axes.legend(frameon=False, fontsize=SMALL, loc="lower left", bbox_to_anchor=(0, 1))  # above, not on a curve
    return figure


def _draw(axes: Axes, history: History, columns: dict[str, tuple[str, dict[str, Any]]]) -> None:
    mark = "." if len(history) <= FEW else None
    for name in columns:
        if name in history.names:
            label, look = columns[name]
            axes.plot(history["step"], history[name], label=label, marker=mark, **look)


def _js(axes: Axes, history: History, distribution: Distribution | Conditional) -> None:
    own = isinstance(distribution, EmpiricalConditional)
    _draw(axes, history, JS | OWN_ROWS if own else JS)
    scale_by_log(axes)
    bound(axes, np.log(2), "log 2")
    axes.set(ylabel=f"{JS_NAME}, nats", ylim=(None, 1.2))


def _modes(axes: Axes, history: History, distribution: Distribution | Conditional) -> None:
    if "modes" in history.names:
        total = count_modes(distribution)
        axes.plot(history["step"], history["modes"] / total, label=f"modes found, of {total}", **COMPARED[2])
    _draw(axes, history, SHARES)
    perfect = perfect_share(distribution.dim)
    axes.axhline(perfect, label=f"points of a perfect sampler: {perfect:.1%}", **PERFECT)
    axes.set(ylabel="share", ylim=(-0.02, 1.04))


def values_measured(names: Sequence[str]) -> list[str]:
    """Return the columns of :data:`VALUES` among ``names``; V on a minibatch only if there is no better one."""
    better = {"v_exact", "v_sample"} & set(names)
    return [name for name in VALUES if name in names and not (name == "v" and better)]


def distances_measured(names: Sequence[str]) -> list[str]:
    """Return the columns of :data:`JS` among ``names``, without the value of a perfect generator."""
    return [name for name in JS if name in names and name != FLOOR]


def gap_polygons(table: np.ndarray) -> list[np.ndarray]:
    """Return the outline (2 rows, 2) of the area between V(D, G) and C(G) in the table of a history, or ``[]``."""
    names = table.dtype.names or ()
    for best, v in (("c", "v_exact"), ("c_sample", "v_sample")):
        if {best, v} <= set(names) and len(table) > 1:
            upper, lower = (np.stack([table["step"], table[name]], axis=1) for name in (best, v))
            return [np.concatenate([upper, lower[::-1]])]
    return []


def _values(axes: Axes, history: History, distribution: Distribution | Conditional) -> None:
    chosen = values_measured(history.names)
    if gap := gap_polygons(history.table):
        axes.add_collection(PolyCollection(gap, label="what a better D could still gain", **GAP))
    _draw(axes, history, {name: VALUES[name] for name in chosen})
    bound(axes, -np.log(4), "-log 4", below=True, look=PERFECT)
    lowest = min(history[name].min() for name in chosen)
    bottom, top = axes.get_ylim()
    axes.set(ylabel="nats", ylim=(min(max(bottom, LOWEST_VALUE), -1.65), max(top, -1.0)))
    if lowest < LOWEST_VALUE:
        axes.text(0.02, 0.03, f"↓ to {lowest:.3g}", transform=axes.transAxes, color=BLUE)


def _gradients(axes: Axes, history: History, distribution: Distribution | Conditional) -> None:
    _draw(axes, history, GRADIENTS)
    scale_by_log(axes)
    axes.set(ylabel="norm of the gradient, nats")


def scale_by_log(axes: Axes, *, subs: tuple[int, ...] = (1, 2, 5)) -> None:
    """Make the y axis logarithmic, with plain numbers at the ticks, also for less than one decade."""
    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(subs=subs, numticks=12))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:g}"))
    axes.yaxis.set_minor_formatter(NullFormatter())

"""A conditional GAN of a user's own file: its rows beside those of the data, for labels and for columns of numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from numpygan.distributions import EmpiricalConditional
from numpygan.plots.layout import legend_below, panels
from numpygan.plots.modes import mode_colors
from numpygan.plots.plane import POINTS, point_panels
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.style import GREEN, INK, TEXT
from numpygan.plots.window import Window, scatter, window_of
from numpygan.training import sample_given

MOST_PANELS = 12
GIVEN = 5  # conditions that are numbers
NEAREST = 0.05  # share of the rows that are drawn for a condition that is a number ...
FEWEST_NEAREST = 20  # ... and their least number
BINS = 20
LOW_TO_HIGH = "cividis"
DOT: dict[str, Any] = {"marker": "o", "markersize": 4, "linewidth": 0}


def own_rows_figure(
    rows: EmpiricalConditional, snapshots: Sequence[Snapshot], *, rng: np.random.Generator, width: float | None = None
) -> Figure:
    """Draw the rows of the data, then rows of G at each snapshot.

    The axes are the first two columns of x, and the color is the condition. If x is one column, it is drawn over the
    condition.

    Parameters
    ----------
    rows : EmpiricalConditional
    snapshots : sequence of Snapshot
        Their GANs have the units of ``rows``.
    rng : numpy.random.Generator
        Draws the generated rows, and moves points of one label apart.
    width : float, optional
        Width of the figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Nothing is shown or saved.
    """
    if not snapshots:
        raise ValueError("expected at least one snapshot, got none")
    figure, axes_row = point_panels(1 + len(snapshots), width)
    pairs = [_all_rows(rows), *(each.gan.sample(POINTS, rng=rng).astype(float) for each in snapshots)]
    places = [_places(rows, xc, rng) for xc in pairs]
    window, names = window_of(places[0]), _axis_names(rows)
    scale = Normalize(*np.quantile(pairs[0][:, rows.dim], [0.01, 0.99]).tolist())
    titles = ["data", *(f"generated, after {snapshot.step:,} steps" for snapshot in snapshots)]
    for axes, xc, place, title in zip(axes_row, pairs, places, titles, strict=True):
        color = _colors(rows, xc[:, rows.dim :], scale, INK if title == "data" else GREEN)
        scatter(axes, place, window, color)
        axes.set(xlabel=names[0], ylabel=names[1])
        axes.set_title(title, fontsize=TEXT)
        if rows.dim == 1 and rows.classes:
            axes.set_xticks(range(rows.c_dim), labels=rows.classes, rotation=30 if rows.c_dim > 3 else 0)
    if rows.classes:
        legend_below(figure, _label_key(rows))
    elif rows.dim > 1:
        bar = figure.colorbar(ScalarMappable(scale, LOW_TO_HIGH), ax=axes_row, shrink=0.6, aspect=30, pad=0.01)
        bar.set_label(rows.given_names[0])
    else:
        legend_below(figure, [Line2D([], [], color=INK, label="data", **DOT), _generated("generated")])
    return figure


def own_rows_given_figure(
    rows: EmpiricalConditional, snapshot: Snapshot, *, rng: np.random.Generator, width: float | None = None
) -> Figure:
    """Draw one panel for each label (at most 12), or for 5 rows' conditions: rows of G given it, and of the data.

    No row of the data need have a condition that consists of numbers. So the rows with the nearest conditions are
    drawn: a twentieth of all, at least 20.

    Parameters
    ----------
    rows, snapshot, rng, width
        As for :func:`own_rows_figure`.
    """
    data = _all_rows(rows)
    if rows.classes:
        conditions = np.eye(rows.c_dim)[:MOST_PANELS]
    else:
        order = np.argsort(data[:, rows.dim], kind="stable")  # by the first column of the condition
        levels = (np.arange(GIVEN) + 0.5) / GIVEN
        conditions = data[order[(levels * len(data)).astype(int)], rows.dim :]
    figure, axes_row = panels(len(conditions), columns=GIVEN, size=(2.9, 3.1), width=width, narrowest=0.9)
    window = window_of(data[:, :2]) if rows.dim > 1 else None
    for axes, c in zip(axes_row, conditions, strict=True):
        near = _rows_near(rows, data, c)
        x_fake = sample_given(snapshot.gan, np.tile(c, (max(len(near), 200), 1)), rng=rng).astype(float)
        if window is None:
            _draw_histograms(axes, data[:, 0], near[:, 0], x_fake[:, 0])
            axes.set(xlabel=rows.names[0], ylabel="density")
        else:
            _draw_points(axes, near, x_fake, window)
            axes.set(xlabel=rows.names[0], ylabel=rows.names[1])
        axes.set_title(rows.condition_text(c).replace(", ", "\n"), fontsize=9)
    figure.suptitle(f"given each condition, after {snapshot.step:,} steps", fontsize=TEXT, x=0.01, ha="left")
    label = "data" if rows.classes else f"data: the {len(near)} rows with the nearest condition"
    legend_below(figure, [Line2D([], [], color=INK, label=label, **DOT), _generated("generated given the condition")])
    return figure


def _all_rows(rows: EmpiricalConditional) -> np.ndarray:
    """Return all rows [x | c], those for training and those held out."""
    return np.concatenate([np.append(rows.x, rows.x_held_out, axis=0), np.append(rows.c, rows.c_held_out, axis=0)], 1)


def _places(rows: EmpiricalConditional, xc: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return where rows [x | c] are drawn, of shape (n, 2)."""
    if rows.dim > 1:
        return xc[:, :2]
    if not rows.classes:
        return xc[:, 1::-1]
    aside = rng.uniform(-0.3, 0.3, size=len(xc))
    return np.stack([xc[:, 1:].argmax(axis=1) + aside, xc[:, 0]], axis=1)


def _axis_names(rows: EmpiricalConditional) -> tuple[str, str]:
    return (rows.names[0], rows.names[1]) if rows.dim > 1 else (rows.given_names[0], rows.names[0])


def _colors(rows: EmpiricalConditional, c: np.ndarray, scale: Normalize, plain: str) -> Any:
    if rows.classes:
        return mode_colors(c.argmax(axis=1))
    return ScalarMappable(scale, LOW_TO_HIGH).to_rgba(c[:, 0]) if rows.dim > 1 else plain


def _label_key(rows: EmpiricalConditional) -> list[Artist]:
    """Return a legend of the labels; colors repeat after eight."""
    colors = mode_colors(np.arange(rows.c_dim)).tolist()
    named = list(zip(rows.classes, colors, strict=True))[:MOST_PANELS]
    key: list[Artist] = [Line2D([], [], color=color, label=name, **DOT) for name, color in named]
    return key


def _generated(text: str) -> Line2D:
    return Line2D([], [], color=GREEN, label=text, **DOT)


def _rows_near(rows: EmpiricalConditional, data: np.ndarray, c: np.ndarray) -> np.ndarray:
    """Return the x of the rows with the label c, or with the nearest conditions, each column by its std."""
    if rows.classes:
        return np.concatenate(rows.rows_of(c))
    std = rows.c.std(axis=0)
    distance = (((data[:, rows.dim :] - c) / np.where(std > 0, std, 1)) ** 2).sum(axis=1)
    count = min(len(data), max(FEWEST_NEAREST, round(NEAREST * len(data))))
    return data[np.argsort(distance, kind="stable")[:count], : rows.dim]


def _draw_points(axes: Axes, x: np.ndarray, x_fake: np.ndarray, window: Window) -> None:
    scatter(axes, x_fake[:, :2], window, GREEN)
    axes.scatter(x[:, 0], x[:, 1], s=5, c=INK, linewidths=0, alpha=0.7, rasterized=True)


def _draw_histograms(axes: Axes, every: np.ndarray, x: np.ndarray, x_fake: np.ndarray) -> None:
    edges = np.histogram_bin_edges(every, bins=BINS)
    for values, color, fill in ((x_fake, GREEN, True), (x, INK, False)):
        heights, _ = np.histogram(values, bins=edges)
        heights = heights / (len(values) * np.diff(edges))
        axes.stairs(heights, edges, fill=fill, color=color, alpha=0.5 if fill else 1.0)
    beyond = float(((x_fake < edges[0]) | (x_fake > edges[-1])).mean())
    if beyond > 0.01:
        axes.text(0.02, 0.95, f"{beyond:.0%} outside", transform=axes.transAxes, fontsize=8)

"""A conditional GAN at a few steps: its points for each condition, beside the data."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from numpygan.distributions import AngleToPoint, Conditional, Labeled, SecondGivenFirst
from numpygan.plots.layout import legend_in_free_cell
from numpygan.plots.modes import draw_modes, mode_colors, normal_components
from numpygan.plots.plane import POINTS, point_panels
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.style import DATA, GREEN, INK, SMALL, SPREAD_KEY, TEXT, TURN
from numpygan.plots.window import scatter, window_of

LEVELS = 0.1, 0.5, 0.9  # of the quantiles of x given c
CURVE_POINTS = 60
MOST_NAMES = 30  # labels that are written beside their modes


def can_draw_conditions(distribution: Conditional) -> bool:
    """Whether :func:`conditions_figure` has a picture for ``distribution``."""
    return isinstance(distribution, (SecondGivenFirst, AngleToPoint)) or (
        isinstance(distribution, Labeled) and distribution.dim == 2
    )


def conditions_figure(
    distribution: Conditional, snapshots: Sequence[Snapshot], *, rng: np.random.Generator, width: float | None = None
) -> Figure:
    """Draw pairs (x, c) of the data, then of G at each snapshot; c is a label, an angle or the first coordinate.

    Parameters
    ----------
    distribution : Labeled (2-D), SecondGivenFirst or AngleToPoint
    snapshots : sequence of Snapshot
        Their GANs have the units of ``distribution``.
    rng : numpy.random.Generator
        Draws the points.
    width : float, optional
        Width of the figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Nothing is shown or saved.
    """
    if not snapshots:
        raise ValueError("expected at least one snapshot, got none")
    if not can_draw_conditions(distribution):
        raise TypeError(f"expected 2-D points with labels, SecondGivenFirst or AngleToPoint, got {distribution!r}")
    figure, row = point_panels(1 + len(snapshots), width)
    pairs = [np.concatenate(distribution.sample(POINTS, rng=rng), axis=1)]
    pairs += [snapshot.gan.sample(POINTS, rng=rng).astype(float) for snapshot in snapshots]
    titles = ["data", *(f"generated, after {snapshot.step:,} steps" for snapshot in snapshots)]
    for axes, title in zip(row, titles, strict=True):
        axes.set_title(title, fontsize=TEXT)
    if isinstance(distribution, SecondGivenFirst):
        _draw_parts(figure, row, distribution, pairs)
    elif isinstance(distribution, Labeled):
        _draw_labels(figure, row, distribution, pairs)
    else:
        _draw_angles(figure, row, pairs)
    return figure


def _draw_parts(figure: Figure, row: list[Axes], distribution: SecondGivenFirst, pairs: list[np.ndarray]) -> None:
    """Draw x against c, and the exact quantiles of the data."""
    window = window_of(pairs[0][:, ::-1])
    c = np.linspace(window.low[0], window.high[0], CURVE_POINTS)
    quantiles = np.array([distribution.given([each]).quantile(LEVELS) for each in c])
    for axes, xc in zip(row, pairs, strict=True):
        scatter(axes, xc[:, ::-1], window, INK if axes is row[0] else GREEN)
        axes.plot(c, quantiles, **DATA)
        axes.set(xlabel="c, the first coordinate", ylabel="x, the second")
    text = ", ".join(f"{level:.0%}" for level in LEVELS)
    key = [Line2D([], [], label=f"{text} quantiles of the data's x given c, exact", **DATA)]
    legend_in_free_cell(figure, row, key)


def _draw_labels(figure: Figure, row: list[Axes], distribution: Labeled, pairs: list[np.ndarray]) -> None:
    """Draw the 2-D points x in the color of the requested label."""
    window = window_of(pairs[0][:, :2])
    for axes, xc in zip(row, pairs, strict=True):
        draw_modes(axes, normal_components(distribution))
        scatter(axes, xc[:, :2], window, mode_colors(xc[:, 2:].argmax(axis=1)))
    if distribution.c_dim <= MOST_NAMES:
        for label, mode in enumerate(normal_components(distribution)):
            place, color = (float(mode.mean[0]), float(mode.mean[1])), mode_colors(np.array(label))
            row[0].annotate(
                f"{label}", place, xytext=(5, 5), textcoords="offset points", fontsize=SMALL, color=color.tolist()
            )
    key = [Line2D([], [], label="3 sigma of a mode; colors: the requested label", **SPREAD_KEY)]
    legend_in_free_cell(figure, row, key)


def _draw_angles(figure: Figure, row: list[Axes], pairs: list[np.ndarray]) -> None:
    """Draw the 2-D points x in the color of the requested angle."""
    window, turn = window_of(pairs[0][:, :2]), Normalize(-np.pi, np.pi)
    for axes, xc in zip(row, pairs, strict=True):
        scatter(axes, xc[:, :2], window, TURN(turn(xc[:, 2])))
    bar = figure.colorbar(ScalarMappable(turn, TURN), ax=row, shrink=0.6, aspect=30, pad=0.01)
    bar.set_ticks([-np.pi, 0, np.pi], labels=["$-\\pi$", "0", "$\\pi$"])
    bar.set_label("c, the requested angle, radians")

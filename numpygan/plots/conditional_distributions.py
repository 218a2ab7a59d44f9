"""Points that a conditional GAN generates for each condition, with the density of the data for that condition."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution, Labeled, MultivariateNormal, Univariate
from numpygan.evaluation import mode_scores, modes_of, perfect_share
from numpygan.evaluation.conditional_measures import representative_conditions
from numpygan.plots.contours import contour_lines
from numpygan.plots.layout import legend_in_free_cell, panels
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.stages.line_stage import CURVE_POINTS
from numpygan.plots.style import DATA, GENERATED, GREEN, GUIDE, P_DATA, P_G, SMALL, TEXT, halo
from numpygan.plots.window import Window, outside_in_words, window_of
from numpygan.theory import PushForward, js
from numpygan.training import ConditionalGenerator, ConditionedNoise, sample_given

PANEL = 2.9, 3.1  # inches
SMALL_PANEL = 2.2, 2.5  # of four in a row
POINTS = 500  # given each condition
MOST_PANELS = 12
COLUMNS = 3
PIXELS = 160
SHARES = 0.5, 0.9, 0.989  # of a normal distribution's mass lies within the lines; the last is 3 sigma
BINS = 25


def conditional_figure(
    distribution: Conditional,
    snapshot: Snapshot,
    conditions: npt.ArrayLike | None = None,
    *,
    rng: np.random.Generator,
    width: float | None = None,
) -> Figure:
    """Draw one panel for each condition: generated points and the density of the data.

    Parameters
    ----------
    distribution : Conditional
        1-D or 2-D; its distribution given c must have a density.
    snapshot : Snapshot
        Its GAN is conditional and has the units of ``distribution``.
    conditions : array_like of shape (k, c_dim), optional
        By default every label (the first 12), or 5 quantiles of a condition that is one number.
    rng : numpy.random.Generator
        Draws the points.
    width : float, optional
        Width of the figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Nothing is shown or saved. The title of each panel is the exact JS given c in 1-D, and in 2-D the share of the
        points within 3 sigma of the mode of c.
    """
    if distribution.dim > 2:
        raise ValueError(f"expected 1-D or 2-D points, got {distribution.dim} columns")
    if conditions is None:
        conditions = representative_conditions(distribution, rng=rng)[0][:MOST_PANELS]
    told = arguments.rows("conditions", np.asarray(conditions, dtype=float), distribution.c_dim)
    columns, size = (4, SMALL_PANEL) if len(told) % 4 == 0 else (COLUMNS, PANEL)
    figure, row = panels(len(told), columns=columns, size=size, width=width, narrowest=0.9)
    names = [_name(distribution, c) for c in told]
    window = None
    if distribution.dim == 2:
        window = window_of(distribution.sample(POINTS * 4, rng=rng)[0])
    for axes, c, name in zip(row, told, names, strict=True):
        x_fake = sample_given(snapshot.gan, np.tile(c, (POINTS, 1)), rng=rng).astype(float)
        if window is None:
            _draw_line(axes, distribution, snapshot, c, x_fake[:, 0], name)
        else:
            _draw_plane(axes, distribution, c, x_fake, window, name)
    figure.suptitle(f"given each condition, after {snapshot.step:,} steps", fontsize=TEXT, x=0.01, ha="left")
    legend_in_free_cell(figure, row, _key(distribution))
    return figure


def _name(distribution: Conditional, c: np.ndarray) -> str:
    if isinstance(distribution, Labeled):
        return f"label {int(c.argmax())}"
    return f"c = {', '.join(f'{each:.2f}' for each in c)}"


def _draw_plane(
    axes: Axes, distribution: Conditional, c: np.ndarray, x_fake: np.ndarray, window: Window, name: str
) -> None:
    given = distribution.given(c)
    axes.scatter(x_fake[:, 0], x_fake[:, 1], s=4, c=GREEN, alpha=0.6, linewidths=0, rasterized=True)
    if words := outside_in_words(window, x_fake, brief=True):
        axes.text(0.02, 0.02, words, transform=axes.transAxes, fontsize=SMALL, path_effects=halo(1))
    for line in _density_lines(given, window):
        axes.plot(*line.T, **{**DATA, "linewidth": 1.0})
    axes.set_title(_scored(name, given, x_fake), fontsize=SMALL)
    window.frame(axes)
    axes.set(xlabel="$x_1$", ylabel="$x_2$")


def _density_lines(given: Distribution, window: Window) -> list[np.ndarray]:
    """Return density levels: their contours contain ``SHARES`` of a normal distribution; for another, half the peak."""
    modes = modes_of(given)
    if modes:
        turn = np.linspace(0, 2 * np.pi, 91)
        circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        radii = np.sqrt(-2 * np.log1p(-np.array(SHARES)))
        return [
            m.mean + r * circle @ m.cholesky.T for _, m in modes if isinstance(m, MultivariateNormal) for r in radii
        ]
    x1, x2 = window.ticks(PIXELS)
    density = given.pdf(np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)).reshape(PIXELS, PIXELS)
    return contour_lines(x1, x2, density, float(density.max()) / 2)


def _scored(name: str, given: Distribution, x_fake: np.ndarray) -> str:
    return f"{name}: {mode_scores(given, x_fake).share:.1%}" if modes_of(given) else name


def _draw_line(
    axes: Axes, distribution: Conditional, snapshot: Snapshot, c: np.ndarray, x_fake: np.ndarray, name: str
) -> None:
    given, gan = distribution.given(c), snapshot.gan
    low, high = given.quantile([0.001, 0.999])  # type: ignore[attr-defined]
    margin = 0.3 * (high - low)
    x = np.linspace(low - margin, high + margin, CURVE_POINTS)
    density = given.pdf(x)
    inside = x_fake[(x_fake > x[0]) & (x_fake < x[-1])]
    heights, edges = np.histogram(inside, bins=BINS, range=(x[0], x[-1]))
    heights = heights / (len(x_fake) * (edges[1] - edges[0]))
    axes.stairs(heights, edges, fill=True, color=GUIDE, alpha=0.35)
    axes.plot(x, density, **DATA)
    title = name
    if isinstance(gan.generator, ConditionalGenerator) and isinstance(gan.noise, ConditionedNoise):
        noise = gan.noise.noise
        if isinstance(noise, Univariate) and isinstance(given, Univariate):
            p_g = PushForward(gan.generator.given(c), noise)
            axes.plot(x, np.minimum(p_g.pdf(x), 10 * density.max()), **GENERATED)
            title = f"{name}: JS = {js(given, p_g):.4f}"
    axes.set(xlabel="x", ylabel="density given c", xlim=(x[0], x[-1]), ylim=(0, 2.0 * float(density.max())))
    axes.set_title(title, fontsize=SMALL)


def _key(distribution: Conditional) -> list[Line2D]:
    if distribution.dim == 1:
        return [
            Line2D([], [], label=f"{P_DATA} given c", **DATA),
            Line2D([], [], label=f"{P_G} given c, exact", **GENERATED),
            Line2D([], [], color=GUIDE, alpha=0.5, linewidth=6, label="generated points"),
        ]
    dot: dict[str, Any] = {"marker": "o", "markersize": 4, "linewidth": 0}
    key = [Line2D([], [], color=GREEN, label="generated given c", **dot)]
    words = ", ".join(f"{share:.1%}".replace(".0%", "%") for share in SHARES)
    key.append(Line2D([], [], label=f"{words}\nof the data given c", **{**DATA, "linewidth": 1.0}))
    key.append(Line2D([], [], linewidth=0, label=f"title: share within\n3 sigma (perfect: {perfect_share(2):.1%})"))
    return key

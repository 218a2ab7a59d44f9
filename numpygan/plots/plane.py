"""A 2-D GAN at a few steps: its points and those of the data, on the logit of D.

For more than two dimensions the first two coordinates are shown, without D.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from numpygan.distributions import Distribution
from numpygan.evaluation import mode_scores, modes_of
from numpygan.plots.contours import contour_lines
from numpygan.plots.layout import legend_in_free_cell, panels
from numpygan.plots.modes import draw_empty_modes, draw_modes, draw_noise, mode_colors, nearest_mode, normal_components
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.style import EMPTY_MODE, GREEN, GUIDE, INK, LOGIT, NO_MODE, SPREAD_KEY, TEXT
from numpygan.plots.window import Window, scatter, window_of
from numpygan.training import GAN

POINTS = 2000
COLUMNS = 3
PANEL = 2.9, 3.2  # inches
LARGE_PANEL = 4.2, 4.2  # of a picture of two columns
PIXELS = 120
MOST = 5.0  # logits: beyond them the color does not change; D = 0.993


def plane_figure(
    distribution: Distribution, snapshots: Sequence[Snapshot], *, rng: np.random.Generator, width: float | None = None
) -> Figure:
    """Draw the data, then the points of G at each snapshot on D's logit.

    The last panel shows the noise, colored by mode, if the distribution has modes; otherwise data and generated points
    together.

    Parameters
    ----------
    distribution : Distribution
        At least 2-D.
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
    if distribution.dim < 2:
        raise ValueError(f"expected a distribution of at least two dimensions, got {distribution!r}")
    modes = normal_components(distribution) if distribution.dim == 2 else []
    last = snapshots[-1]
    with_noise = len(modes) > 1 and last.gan.noise.dim == 2
    figure, panel = point_panels(2 + len(snapshots), width)
    of_data, *of_snapshots, at_last = panel
    x = distribution.sample(POINTS, rng=rng)[:, :2]
    window = window_of(x)
    scatter(of_data, x, window, mode_colors(nearest_mode(modes, x)[0]) if with_noise else INK)
    of_more = "" if distribution.dim == 2 else f", 2 of its {distribution.dim} coordinates"
    of_data.set_title("data, by mode" if with_noise else f"data{of_more}", fontsize=TEXT)
    for axes, snapshot in zip(of_snapshots, snapshots, strict=True):
        x_fake = snapshot.gan.sample(POINTS, rng=rng)[:, :2].astype(float)
        draw_modes(axes, modes)
        scatter(axes, x_fake, window, GREEN, rim=True)
        draw_empty_modes(axes, modes, x_fake)
        axes.set_title(f"after {snapshot.step:,} steps{_in_words(distribution, x_fake)}", fontsize=TEXT)
    if with_noise:
        draw_noise(at_last, last.gan, modes)
        at_last.set_title("noise z, by the mode of G(z)", fontsize=TEXT)
    else:
        scatter(at_last, x, window, INK)
        scatter(at_last, x_fake, window, GREEN)
        at_last.set_title(f"both, after {last.step:,} steps", fontsize=TEXT)
    if distribution.dim == 2:
        images = [_draw_logit(axes, each.gan, window) for axes, each in zip(of_snapshots, snapshots, strict=True)]
        bar = figure.colorbar(images[0], ax=[*of_snapshots, at_last], extend="both", shrink=0.6, aspect=30, pad=0.01)
        bar.set_label("logit of D: < 0 for generated, > 0 for data")
    key = _key(bool(modes), distribution.dim == 2, with_noise)
    legend_in_free_cell(figure, panel, key)
    return figure


def point_panels(count: int, width: float | None) -> tuple[Figure, list[Axes]]:
    """Return panels for 2-D points in rows of three, or of two where rows of three would leave two cells empty."""
    if count in (2, 4):
        return panels(count, columns=2, size=LARGE_PANEL, width=width)
    return panels(count, columns=COLUMNS, size=PANEL, width=width, narrowest=0.85)


def _in_words(distribution: Distribution, x_fake: np.ndarray) -> str:
    """Return which share of the points is within 3 sigma of a mode; for a distribution without modes, nothing."""
    if distribution.dim != 2 or not modes_of(distribution):
        return ""
    scores = mode_scores(distribution, x_fake)
    return f":\n{scores.share:.0%} of the points on a mode"


def _draw_logit(axes: Axes, gan: GAN, window: Window) -> AxesImage:
    """Draw D's logit as the background, and the line where D = 1/2."""
    x1, x2 = window.ticks(PIXELS)
    x = np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)
    logits = gan.discriminator.forward(x).reshape(PIXELS, PIXELS).astype(float)
    image = axes.imshow(
        logits, origin="lower", extent=window.extent, cmap=LOGIT, vmin=-MOST, vmax=MOST, interpolation="bilinear"
    )
    window.frame(axes)  # imshow has one of its own
    axes.add_collection(LineCollection(contour_lines(x1, x2, logits, 0), colors=GUIDE, linewidths=0.6))
    return image


def _key(modes: bool, logit: bool, noise: bool) -> list[Artist]:
    dot: dict[str, Any] = {"marker": "o", "markersize": 4, "linewidth": 0}
    key: list[Artist] = [Line2D([], [], color=GREEN, label="generated points", **dot)]
    if not noise:
        key.insert(0, Line2D([], [], color=INK, label="data", **dot))
    if logit:
        key.append(Line2D([], [], color=GUIDE, linewidth=0.6, label="D = 1/2"))
    if modes:
        key.append(Line2D([], [], label="3 sigma of a mode", **SPREAD_KEY))
        key.append(Line2D([], [], label="mode without a point", **EMPTY_MODE))
    if noise:
        key.append(Patch(facecolor=NO_MODE, edgecolor=GUIDE, label="z that reaches no mode"))
    return key

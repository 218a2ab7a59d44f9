"""A GAN trained on a user's own 1-D points: their histogram and the exact density of G, at a few steps."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from numpygan import arguments
from numpygan.evaluation import generated_distribution
from numpygan.plots.layout import legend_in_free_cell, panels
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.stages.line_stage import TALLEST
from numpygan.plots.style import BLUE, DISCRIMINATOR, GENERATED, GUIDE, P_G, TEXT

BINS = 30
CURVE_POINTS = 600


def histogram_figure(x: np.ndarray, snapshots: Sequence[Snapshot], *, width: float | None = None) -> Figure:
    """Draw the histogram of the data, the exact p_g, and D, at each snapshot.

    Parameters
    ----------
    x : ndarray of shape (n,) or (n, 1)
        The data.
    snapshots : sequence of Snapshot
    width : float, optional
        Width of the figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Nothing is shown or saved.
    """
    if not snapshots:
        raise ValueError("expected at least one snapshot, got none")
    data = arguments.points("x", x)
    low, high = float(data.min()), float(data.max())
    margin = 0.25 * (high - low) or 1.0
    at = np.linspace(low - margin, high + margin, CURVE_POINTS)
    heights, edges = np.histogram(data, bins=BINS, density=True)
    densities = [generated_distribution(snapshot.gan).pdf(at) for snapshot in snapshots]
    tallest = float(heights.max())
    top = 1.15 * max([tallest, *(min(float(density.max()), TALLEST * tallest) for density in densities)])
    figure, row = panels(len(snapshots), columns=2, width=width)
    for axes, snapshot, density in zip(row, snapshots, densities, strict=True):
        axes.stairs(heights, edges, fill=True, color=GUIDE, alpha=0.5, label=f"data: {data.size:,} points")
        axes.plot(at, density, label=f"{P_G}, exact", **GENERATED)
        axes.set(xlim=(at[0], at[-1]), ylim=(0, top), xlabel="x", ylabel="density")
        axes.set_title(f"after {snapshot.step:,} steps", fontsize=TEXT)
        probability = axes.twinx()
        logits = snapshot.gan.discriminator.forward(at[:, None])[:, 0].astype(float)
        probability.plot(at, expit(logits), label="$D$, trained", **DISCRIMINATOR)
        probability.set(ylim=(-0.02, 1.02), yticks=[0, 0.5, 1], ylabel="$D(x)$")
        probability.yaxis.label.set_color(BLUE)
        probability.spines["top"].set_visible(False)
    handles = [*axes.get_legend_handles_labels()[0], *probability.get_lines()]
    legend_in_free_cell(figure, row, handles)
    return figure

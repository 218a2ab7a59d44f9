"""Figure 1 of Goodfellow et al. (2014), which is a sketch there, from the numbers of a real run."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from numpygan.distributions import Univariate
from numpygan.plots.style import DATA, DISCRIMINATOR, GENERATED, NOISE, OPTIMAL
from numpygan.theory import PushForward, js, optimal_discriminator
from numpygan.training import GAN, discriminator_function, generated_law

ARROWS = 25
CURVE_POINTS = 600
# Where a density is steep or singular a curve would leave the panel; it may be so many times as high as the data's.
TALLEST = 2.5
# A generator far off its data is followed so far, in widths of the data.
FARTHEST = 4.0


class Moment(NamedTuple):
    """A GAN as it was after ``step`` iterations (a copy, which later training does not change)."""

    step: int
    gan: GAN


def figure_1(data: Univariate, moments: Sequence[Moment], *, width: float = 12.0) -> Figure:
    """Data density, exact p_g, trained D and best D*, and the lines from z to G(z), at a few moments.

    Parameters
    ----------
    data : Univariate
    moments : sequence of Moment
        One panel each, left to right.
    width : float
        Of the figure, in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Nothing is shown or saved.

    References
    ----------
    Goodfellow et al. (2014), Figure 1.
    """
    if not moments:
        raise ValueError("expected at least one moment, got none")
    columns = len(moments) if width >= 9 else min(2, len(moments))
    rows = -(-len(moments) // columns)
    figure = Figure(figsize=(width, 0.6 + 3.8 * rows), layout="constrained")
    grid = figure.add_gridspec(2 * rows, columns, height_ratios=[3, 1.2] * rows)
    laws = [generated_law(moment.gan) for moment in moments]
    window = _window(data, laws)
    x = np.linspace(*window, CURVE_POINTS)
    top = 1.15 * max([data.pdf(x).max(), *(min(p_g.pdf(x).max(), TALLEST * data.pdf(x).max()) for p_g in laws)])
    for i, (moment, p_g) in enumerate(zip(moments, laws, strict=True)):
        row, column = divmod(i, columns)
        upper = figure.add_subplot(grid[2 * row, column])
        lower = figure.add_subplot(grid[2 * row + 1, column])
        probability = upper.twinx()
        _draw_densities(upper, x, data, p_g, top)
        _draw_discriminators(probability, x, data, p_g, moment.gan)
        _draw_noise(lower, p_g, window)
        upper.set_title(f"after {moment.step:,} steps: JS = {js(data, p_g):.4f}", fontsize=10)
        upper.set_ylabel("density" if column == 0 else "")
        lower.set_ylabel("z to x = G(z)" if column == 0 else "")
        probability.set_ylabel("D(x)" if column == columns - 1 else "")
        if column != columns - 1:
            probability.set_yticklabels([])
        if i == 0:
            handles = upper.get_lines() + probability.get_lines()[:2]
    figure.legend(handles=handles, loc="outside upper center", ncols=len(handles) if width >= 9 else 2, frameon=False)
    return figure


def _window(data: Univariate, laws: Sequence[PushForward]) -> tuple[float, float]:
    """The part of the x axis that holds the bulk of the data and, within reason, of every p_g."""
    low, high = data.quantile([0.003, 0.997])
    most = FARTHEST * (high - low)
    for law in laws:
        left, right = law.quantile([0.003, 0.997])
        low, high = max(min(low, left), low - most), min(max(high, right), high + most)
    margin = 0.05 * (high - low)
    return float(low - margin), float(high + margin)


def _draw_densities(axes: Axes, x: np.ndarray, data: Univariate, p_g: PushForward, top: float) -> None:
    axes.plot(x, data.pdf(x), label="data density $p_{data}$", **DATA)
    axes.plot(x, p_g.pdf(x), label="generated density $p_g$ (exact)", **GENERATED)
    axes.set(xlim=(x[0], x[-1]), ylim=(0, top))
    axes.set_xlabel("x", labelpad=1)


def _draw_discriminators(axes: Axes, x: np.ndarray, data: Univariate, p_g: PushForward, gan: GAN) -> None:
    axes.plot(x, discriminator_function(gan.discriminator, data, p_g)(x), label="trained D", **DISCRIMINATOR)
    axes.plot(x, optimal_discriminator(data, p_g)(x), label="best D*", **OPTIMAL)
    axes.axhline(0.5, color="0.8", linewidth=0.6, zorder=0)
    axes.set(ylim=(-0.02, 1.02), yticks=[0, 0.5, 1])


def _draw_noise(axes: Axes, p_g: PushForward, window: tuple[float, float]) -> None:
    """Lines from z, on the lower edge, to x = G(z), on the upper one."""
    z = p_g.noise.quantile((np.arange(ARROWS) + 0.5) / ARROWS)
    low, high = p_g.noise.quantile([0.003, 0.997])
    at = window[0] + (z - low) / (high - low) * (window[1] - window[0])
    images = np.asarray(p_g.generator.forward(z[:, None]), dtype=float)[:, 0]
    axes.plot(np.stack([at, images]), np.array([[0.0], [1.0]]).repeat(ARROWS, axis=1), **NOISE)
    ticks = [t for t in range(-2, 3) if low < t < high]
    axes.set(xlim=window, ylim=(0, 1), yticks=[])
    axes.set_xticks(
        [window[0] + (t - low) / (high - low) * (window[1] - window[0]) for t in ticks], [f"{t}" for t in ticks]
    )
    axes.set_xlabel("z", labelpad=1)

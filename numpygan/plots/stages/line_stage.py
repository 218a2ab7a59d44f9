"""A 1-D GAN as in Figure 1 of Goodfellow et al. (2014): densities, D and D*, and lines from z to G(z).

p_g is the exact density of G(z). For a user's own numbers, a histogram replaces the data density, and there is no D*.
"""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from scipy.special import expit

from numpygan.distributions import Distribution, Empirical, Univariate
from numpygan.evaluation import generated_distribution
from numpygan.nets import GeneratorLoss, non_saturating
from numpygan.plots.descent import descent_directions
from numpygan.plots.stages.stage import LAYERS, Stage
from numpygan.plots.style import (
    BEST_D,
    BLUE,
    DATA,
    DISCRIMINATOR,
    GENERATED,
    GUIDE,
    NOISE,
    OPTIMAL,
    P_DATA,
    P_G,
    PULL,
    SMALL,
)
from numpygan.theory import optimal_discriminator
from numpygan.training import GAN

LINES = 25
CURVE_POINTS = 600
BULK = 0.003  # of the data on each side may lie outside
LIKELY = 4001  # equally likely z, whose images tell near enough where the bulk of p_g is; its exact quantile is dear
BINS = 30
LONGEST_ARROW = 0.12  # of the width of the window
# Where a density is steep or singular a curve would leave the panel; it may be so many times as high as the data's.
TALLEST = 2.5
# A generator far off its data is followed so far, in widths of the data.
FARTHEST = 4.0


def line_window(data: Distribution, gans: Sequence[GAN]) -> tuple[float, float]:
    """Return an interval with most of the data and, within limits, of the points of each of ``gans``."""
    low, high = _bulk(data)
    most = FARTHEST * (high - low)
    for gan in gans:
        assert isinstance(gan.noise, Univariate)
        z = gan.noise.quantile((np.arange(LIKELY) + 0.5) / LIKELY)
        x = gan.generator.forward(z[:, None])
        if not np.isfinite(x).all():
            raise ValueError("the generator returns points that are not finite")
        left, right = np.quantile(x, [BULK, 1 - BULK])
        low, high = max(min(low, left), low - most), min(max(high, right), high + most)
    margin = 0.05 * (high - low)
    return float(low - margin), float(high + margin)


def _bulk(data: Distribution) -> tuple[float, float]:
    if isinstance(data, Univariate):
        low, high = data.quantile([BULK, 1 - BULK]).tolist()
        return low, high
    if not isinstance(data, Empirical):
        raise TypeError(f"expected a 1-D distribution or 1-D points, got {data!r}")
    low, high = float(data.points.min()), float(data.points.max())
    margin = 0.1 * (high - low) or 1.0  # a histogram's last bars should not touch the frame
    return low - margin, high + margin


class LineStage(Stage):
    """``data`` and a 1-D GAN on two axes: densities and D above, lines from z to G(z) below.

    Parameters
    ----------
    upper, lower : Axes
        Both x axes show the same interval.
    data : Univariate, or Empirical of one column
    noise : Univariate
        The noise of the GANs.
    window : tuple of two floats
        See :func:`line_window`.
    top : float, optional
        Upper end of the density axis; by default 1.5 times the largest data density.
    generator_loss : function
        The arrows show where this loss falls.
    visible : collection of str
        The layers that are visible at first.

    Attributes
    ----------
    probability : Axes
        The twin axes of ``upper`` on which D is drawn.
    """

    def __init__(
        self,
        upper: Axes,
        lower: Axes,
        data: Distribution,
        noise: Univariate,
        *,
        window: tuple[float, float],
        top: float | None = None,
        generator_loss: GeneratorLoss = non_saturating,
        visible: Collection[str] = tuple(LAYERS),
    ) -> None:
        self.upper, self.lower, self.data, self.generator_loss = upper, lower, data, generator_loss
        self.grid = np.linspace(*window, CURVE_POINTS)
        self.probability = upper.twinx()
        layers: dict[str, list[Any]] = {}
        tallest = self._draw_data(layers)
        (self.p_g,) = upper.plot([], [], label=f"{P_G}, exact", **GENERATED)
        layers["samples"] = [self.p_g]
        (self.D,) = self.probability.plot([], [], label="$D$, trained", **DISCRIMINATOR)
        layers["D"] = [self.D]
        if isinstance(data, Univariate):
            (self.best,) = self.probability.plot([], [], label=f"{BEST_D}, the best D", **OPTIMAL)
            layers["D*"] = [self.best]
        self.probability.axhline(0.5, color=GUIDE, linewidth=0.5, alpha=0.5, zorder=0)
        self.probability.set(ylim=(-0.02, 1.02), yticks=[0, 0.5, 1], ylabel="$D(x)$")
        self.probability.yaxis.label.set_color(BLUE)  # the axis of D, on the right
        self.probability.spines["top"].set_visible(False)
        for axes in (upper, lower):
            axes.spines["top"].set_visible(False)
        lower.spines["right"].set_visible(False)
        upper.set(xlim=window, ylim=(0, top or 1.5 * tallest), ylabel="density")
        upper.set_xlabel("x", labelpad=1)
        layers["manifold"] = [self._draw_noise(noise, window)]
        layers["arrows"] = self._draw_arrows()
        super().__init__(layers, visible)

    def _draw_data(self, layers: dict[str, list[Any]]) -> float:
        """Draw the data density and return its largest value."""
        if isinstance(self.data, Univariate):
            density = self.data.pdf(self.grid)
            layers["data"] = [*self.upper.plot(self.grid, density, label=P_DATA, **DATA)]
            return float(density.max())
        assert isinstance(self.data, Empirical)
        heights, edges = np.histogram(self.data.points, bins=BINS, density=True)
        label = f"data: {self.data.points.size:,} points"
        layers["data"] = [self.upper.stairs(heights, edges, fill=True, color=GUIDE, alpha=0.5, label=label)]
        return float(heights.max())

    def _draw_noise(self, noise: Univariate, window: tuple[float, float]) -> LineCollection:
        """Draw lines from z, on the lower edge, to x = G(z), on the upper edge."""
        self.z = noise.quantile((np.arange(LINES) + 0.5) / LINES)
        low, high = noise.quantile([BULK, 1 - BULK])

        def place(z: np.ndarray) -> np.ndarray:
            return window[0] + (z - low) / (high - low) * (window[1] - window[0])

        self._feet = place(self.z)
        ticks = np.array([t for t in range(-2, 3) if low < t < high])
        self.lower.set(xlim=window, ylim=(0, 1), yticks=[], ylabel="$x = G(z)$")
        self.lower.set_xticks(place(ticks), [f"{t}" for t in ticks])
        self.lower.set_xlabel("z", labelpad=1)
        self.ways = LineCollection([], colors=[NOISE["color"]], linewidths=NOISE["linewidth"])
        self.lower.add_collection(self.ways)
        return self.ways

    def _draw_arrows(self) -> list[Any]:
        """Draw arrows at the upper ends of the lines."""
        look: dict[str, Any] = {"angles": "xy", "scale_units": "xy", "scale": 1, "units": "width", "zorder": 5, **PULL}
        self._arrows = self.lower.quiver(np.zeros(LINES), np.ones(LINES), *np.zeros((2, LINES)), clip_on=False, **look)
        place = self.lower.transAxes
        self._scale = self.lower.text(0.01, 0.06, "", transform=place, fontsize=SMALL, va="bottom", zorder=6)
        return [self._arrows, self._scale]

    def places(self, x: np.ndarray) -> np.ndarray:
        bottom, top = self.upper.get_ylim()
        return np.column_stack([x, np.full(len(x), bottom + 0.03 * (top - bottom))])

    def key(self) -> list[Artist]:
        return [self.layers[name][0] for name in ("data", "samples", "D", "D*") if self.shows(name)]

    def _show(self, gan: GAN) -> None:
        p_g = generated_distribution(gan)
        x_fake = gan.generator.forward(self.z[:, None]).astype(float)
        if self.renews("samples"):
            self.p_g.set_data(self.grid, p_g.pdf(self.grid))
        if self.renews("D"):
            self.D.set_data(self.grid, expit(gan.discriminator.forward(self.grid[:, None])[:, 0].astype(float)))
        if self.renews("D*") and isinstance(self.data, Univariate):
            self.best.set_data(self.grid, optimal_discriminator(self.data, p_g)(self.grid))
        if self.renews("manifold"):
            ends = np.stack([self._feet, x_fake[:, 0]], axis=1)
            self.ways.set_segments(list(np.stack([ends, np.tile([0.0, 1.0], (LINES, 1))], axis=2)))
        if self.renews("arrows"):
            pull = descent_directions(gan.discriminator, x_fake, self.generator_loss)[:, 0]
            longest = float(np.abs(pull).max())
            reach = LONGEST_ARROW * float(self.grid[-1] - self.grid[0])
            self._arrows.set_offsets(np.stack([x_fake[:, 0], np.ones(LINES)], axis=1))
            self._arrows.set_UVC(pull * (reach / longest if longest > 0 else 0), np.zeros(LINES))
            self._scale.set_text(f"longest arrow: {longest:.2g} nats per unit")

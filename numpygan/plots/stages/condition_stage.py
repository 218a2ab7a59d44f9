"""A conditional GAN: its pairs (x, c) in front of those of the data, in the color of the condition."""

from collections.abc import Collection
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from numpygan.distributions import Conditional, Labeled, SecondGivenFirst
from numpygan.plots.modes import mode_colors
from numpygan.plots.stages.stage import LAYERS, Stage
from numpygan.plots.style import GREEN, GUIDE, SMALL, TURN
from numpygan.plots.window import outside_in_words, window_of
from numpygan.training import GAN, ConditionedNoise

POINTS = 1000


class ConditionStage(Stage):
    """2-D points with labels or angles, or one coordinate given the other, on ``axes``.

    Parameters
    ----------
    axes : Axes
    distribution : Labeled (2-D), AngleToPoint or SecondGivenFirst
    noise : ConditionedNoise
        The noise of the GANs; z and c are the same in all frames.
    rng : numpy.random.Generator
        Draws the points.
    """

    def __init__(
        self,
        axes: Axes,
        distribution: Conditional,
        noise: ConditionedNoise,
        *,
        rng: np.random.Generator,
        visible: Collection[str] = tuple(LAYERS),
    ) -> None:
        self.distribution = distribution
        self.zc = noise.sample(POINTS, rng=rng)
        pairs = np.concatenate(distribution.sample(POINTS, rng=rng), axis=1)
        c = self.zc[:, noise.noise.dim :]
        places = self.places(pairs)
        self.window = window_of(places)
        behind = axes.scatter(places[:, 0], places[:, 1], s=5, c=GUIDE, alpha=0.4, linewidths=0)
        points = axes.scatter([], [], s=8, alpha=0.8, linewidths=0)
        points.set_facecolor(self._colors(c))
        self._words = axes.text(0.02, 0.02, "", transform=axes.transAxes, fontsize=SMALL)
        super().__init__({"data": [behind], "samples": [points, self._words]}, visible)
        self.window.frame(axes)
        names = ("c, the first coordinate", "x, the second") if distribution.dim == 1 else ("$x_1$", "$x_2$")
        axes.set(xlabel=names[0], ylabel=names[1])

    def places(self, x: np.ndarray) -> np.ndarray:
        return x[:, 1::-1] if self.distribution.dim == 1 else x[:, :2]

    def key(self) -> list[Artist]:
        dot: dict[str, Any] = {"marker": "o", "markersize": 4, "linewidth": 0}
        given = (
            "generated points" if isinstance(self.distribution, SecondGivenFirst) else "generated, in the color of c"
        )
        every = {"data": Line2D([], [], color=GUIDE, label="data", **dot)}
        every["samples"] = Line2D([], [], color=GREEN, label=given, **dot)
        return [artist for name, artist in every.items() if self.shows(name)]

    def _colors(self, c: np.ndarray) -> Any:
        if isinstance(self.distribution, SecondGivenFirst):
            return GREEN
        if isinstance(self.distribution, Labeled):
            return mode_colors(c.argmax(axis=1))
        return TURN((c[:, 0] + np.pi) / (2 * np.pi))

    def _show(self, gan: GAN) -> None:
        places = self.places(gan.generator.forward(self.zc).astype(float))
        points, words = self.layers["samples"]
        points.set_offsets(places)
        words.set_text(outside_in_words(self.window, places, brief=True))

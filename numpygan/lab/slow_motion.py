"""What slow motion adds to the stage: some points of the minibatch, G's gradient at them, and what a step has moved.

A step is small, so what it has moved is shown beside its state before: the old line D = 1/2 (in 1-D the old D), and
the old p_g, with the way of each point drawn longer than it is.
"""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from numpygan.lab.phases import CaptionedPhase
from numpygan.nets import Network
from numpygan.plots.descent import descent_directions
from numpygan.plots.stages import LineStage, PlaneStage, Stage
from numpygan.plots.style import GREEN, GUIDE, INK, PULL, halo
from numpygan.training.records import DISCRIMINATOR

SHOWN = 60  # points of each kind
LONGEST = 0.12  # of the width of the window: the longest arrow, and the longest way
FACTORS = 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000
BEFORE: dict[str, Any] = {"color": GUIDE, "linestyle": (0, (1, 1)), "linewidth": 2.6, "alpha": 0.8}


class SlowMotion:
    """The artists of slow motion on ``stage``.

    Attributes
    ----------
    artists : list of Artist
        All of them, from back to front.
    note : list of str
        What is shown, in words, a line each.
    """

    def __init__(self, stage: Stage, axes: Any) -> None:
        self.stage, self.axes = stage, axes
        self.note: list[str] = []
        look: dict[str, Any] = {"linestyle": "none", "markeredgewidth": 1.6, "zorder": 7, "path_effects": halo(1.2)}
        (self.data,) = axes.plot([], [], marker="+", markersize=9, color=INK, **look)
        (self.fake,) = axes.plot([], [], marker="x", markersize=7, color=GREEN, **look)
        (self.old_points,) = axes.plot([], [], marker="o", markersize=5, fillstyle="none", color=GREEN, **look)
        self.ways = axes.add_collection(LineCollection([], colors=GREEN, linewidths=1.2, zorder=6.5))
        self.old_line = axes.add_collection(
            LineCollection([], colors=BEFORE["color"], linestyles=[BEFORE["linestyle"]], linewidths=2.2, zorder=6)
        )
        self.arrows = self._quiver()
        self.artists: list[Artist] = [
            self.old_line, self.ways, self.old_points, self.data, self.fake, self.arrows
        ]  # fmt: skip
        self.old_curves: list[Any] = []
        if isinstance(stage, LineStage):
            (old_d,), (old_p_g,) = stage.probability.plot([], [], **BEFORE), stage.upper.plot([], [], **BEFORE)
            self.old_curves = [old_d, old_p_g]
            self.artists = [*self.old_curves, *self.artists]
        self._hidden: list[Any] = []
        self._before: dict[str, Any] = {}

    def _quiver(self) -> Any:
        nowhere = np.zeros((2, SHOWN))
        return self.axes.quiver(
            *nowhere, *nowhere, angles="xy", scale_units="xy", scale=1, units="width", zorder=8, **PULL
        )

    def key(self) -> list[Artist]:
        """Return the legend entries of the points of a minibatch."""
        return [
            Line2D([], [], marker="+", markersize=8, linestyle="none", color=INK, label="x of this minibatch"),
            Line2D(
                [], [], marker="x", markersize=6, linestyle="none", color=self.fake.get_color(),
                label="G(z) of this minibatch",
            ),
        ]  # fmt: skip

    def remember(self) -> None:
        """Keep what the stage shows now, before the next phase changes it."""
        if isinstance(self.stage, LineStage):
            self._before = {
                "D": np.column_stack(self.stage.D.get_data()), "p_g": np.column_stack(self.stage.p_g.get_data())
            }  # fmt: skip
        elif isinstance(self.stage, PlaneStage) and "D" in self.stage.layers:
            self._before = {"D": [np.array(segment) for segment in self.stage.undecided.get_segments()]}

    def show(self, phase: CaptionedPhase | None, discriminator: Network) -> None:
        """Show ``phase``, or nothing; the fixed generated points of the stage are hidden meanwhile."""
        self._clear()
        if phase is None:
            return
        self._hide("samples" if not isinstance(self.stage, LineStage) else "", "arrows")
        for mark, x in ((self.data, phase.x), (self.fake, phase.x_fake)):
            if x is not None:
                mark.set_data(*self.stage.places(x[:SHOWN]).T)
        m = 0 if phase.x_fake is None else len(phase.x_fake)
        kinds = "of each kind " if phase.x is not None else ""
        self.note = [f"{min(SHOWN, m)} of the {m} points {kinds}are drawn"]
        if phase.what == "gradient" and phase.player != DISCRIMINATOR:
            self._show_gradient(phase, discriminator)
        elif phase.what == "step" and phase.player == DISCRIMINATOR:
            self._show_old_d()
        elif phase.what == "step":
            self._show_old_p_g(phase)
        self.note.append("yellow: the parts of the GAN, and the line of Algorithm 1, that run now")
        if phase.what == "gradient":
            self.note.append("thick arrows between the boxes: the gradient flows back")

    def _show_gradient(self, phase: CaptionedPhase, discriminator: Network) -> None:
        assert phase.x_fake is not None
        x = phase.x_fake[:SHOWN]
        loss = getattr(self.stage, "generator_loss", None)
        if loss is None:
            return
        pull = descent_directions(discriminator, x, loss)
        longest = float(np.linalg.norm(pull, axis=1).max())
        arrows = np.zeros((SHOWN, 2))
        arrows[: len(x), : pull.shape[1]] = pull[:, :2] * (LONGEST * self._width / longest if longest > 0 else 0)
        places = np.zeros((SHOWN, 2))
        places[: len(x)] = self.stage.places(x)
        self.arrows.set_offsets(places)
        self.arrows.set_UVC(*arrows.T)
        self.arrows.set_visible(True)
        self.note.append(f"arrows: where L falls; the longest is {longest:.2g} nats per unit of x")

    def _show_old_d(self) -> None:
        if self.old_curves and "D" in self._before:
            self.old_curves[0].set_data(*self._before["D"].T)
            self.note.append("dotted: D before this step")
        elif "D" in self._before and self.stage.shows("D"):
            self.old_line.set_segments(self._before["D"])
            self.note.append("dotted: the line D = 1/2 before this step")

    def _show_old_p_g(self, phase: CaptionedPhase) -> None:
        assert phase.x_fake is not None
        if self.old_curves and "p_g" in self._before:
            self.old_curves[1].set_data(*self._before["p_g"].T)
            self.note.append("dotted: $p_g$ before this step")
            return
        if phase.x_before is None:
            return
        old, new = (self.stage.places(x[:SHOWN]) for x in (phase.x_before, phase.x_fake))
        way = new - old
        longest = float(np.linalg.norm(way, axis=1).max())
        factor = max([f for f in FACTORS if f * longest <= LONGEST * self._width], default=1)
        self.old_points.set_data(*old.T)
        self.fake.set_data(*(old + factor * way).T)
        self.ways.set_segments(list(np.stack([old, old + factor * way], axis=1)))
        longer = f", drawn {factor} times as long" if factor > 1 else ""
        self.note.append(f"circles: before this step; lines: their way{longer}")

    @property
    def _width(self) -> float:
        low, high = self.axes.get_xlim()
        return float(high - low)

    def _hide(self, *layers: str) -> None:
        for name in layers:
            for artist in self.stage.layers.get(name, []):
                if artist.get_visible():
                    artist.set_visible(False)
                    self._hidden.append(artist)

    def _clear(self) -> None:
        for artist in self._hidden:
            artist.set_visible(True)
        self._hidden, self.note = [], []
        for mark in (self.data, self.fake, self.old_points, *self.old_curves):
            mark.set_data([], [])
        self.ways.set_segments([])
        self.old_line.set_segments([])
        self.arrows.set_visible(False)

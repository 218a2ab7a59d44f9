"""The view of the lab: the stage, the curves and the texts. Only what has changed is drawn again.

There are three layers: static artists are drawn once and kept as pixels; the curves are drawn for each new row;
everything else is drawn in each frame on a copy of these pixels. D* takes as long as all the rest, so it is updated
less often.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from numpygan.distributions import Distribution, Univariate
from numpygan.lab.model import ERRORS, Model
from numpygan.lab.phases import CaptionedPhase
from numpygan.plots.dark_mode import dark as on_dark_ground
from numpygan.plots.dark_mode import repaint
from numpygan.plots.history import JS
from numpygan.plots.stages import LAYERS, Curves, Stage, stage_on
from numpygan.plots.style import BLUE, INK, ORANGE, VERMILION

# Places in the figure: left, bottom, width, height.
STAGE = (0.055, 0.215, 0.405, 0.665)
LINE_STAGE = (0.07, 0.215, 0.36, 0.665)  # there is a scale on its right, too
LEFT_PART = 0.49  # of the figure: the part that changes between two measurements
VALUES = (0.535, 0.59, 0.215, 0.255)
DISTANCE = (0.535, 0.215, 0.215, 0.255)
HALF = 3.0  # of the window in which points are placed
SELDOM = 6  # frames between two updates of D* during a run, because D* takes as long as all the rest


class View:
    """Draws a :class:`Model` on ``figure``.

    Attributes
    ----------
    stage : Stage or None
        None while the user places points.
    axes : list of Axes
        Those of the stage, then those of the curves.
    """

    def __init__(self, figure: Figure, model: Model, *, dark: bool = False) -> None:
        self.figure, self.model, self.dark = figure, model, dark
        self._repainted = False
        self.visible = set(LAYERS) - {"arrows"}
        self.stage: Stage | None = None
        self.axes: list[Axes] = []
        self._background: Any = None  # all that stands still
        self._with_curves: Any = None  # and the curves, which stand still between two measurements
        self._rows = -1
        self._frames = 0
        self.title = figure.text(0.055, 0.965, "", fontsize=11, va="center")
        self.count = figure.text(0.215, 0.965, "", fontsize=11, va="center")
        self.measured = figure.text(0.39, 0.965, "", fontsize=11, va="center")
        self.equation = figure.text(0.535, 0.945, "", fontsize=10, va="center")
        self.message = figure.text(0.045, 0.03, "", fontsize=10, va="center")
        self.words = [self.count, self.measured, self.equation, self.message]
        self._told: tuple[str, ...] = ()
        for text in self.words:
            text.set_animated(True)
        figure.canvas.mpl_connect("draw_event", self._on_draw)
        self.rebuild()

    @property
    def canvas(self) -> FigureCanvasBase:
        return self.figure.canvas

    # -- what is there

    def rebuild(self) -> None:
        """Create new axes for another distribution, other networks, or a new run."""
        model = self.model
        self._clear()
        before = set(self.figure.axes)
        left, bottom, width, height = LINE_STAGE if self._on_line else STAGE
        grid = self.figure.add_gridspec(1, 1, left=left, bottom=bottom, right=left + width, top=bottom + height)
        self.stage = stage_on(
            self.figure, grid[0], model.distribution, [model.gan()], rng=np.random.default_rng([model.seed, 2]),
            generator_loss=model.run.settings.generator_loss, visible=self.visible,
        )  # fmt: skip
        values, distance = self.figure.add_axes(VALUES), self.figure.add_axes(DISTANCE)
        self._rows = -1
        self.curves = Curves(values, distance, model.history.names, steps=500)
        self.axes = [axes for axes in self.figure.axes if axes not in before]
        self._add_marks(self.axes[0])
        self.title.set_text(model.choices.distribution)
        self._add_key()
        self._finish()
        self.show()

    @property
    def _on_line(self) -> bool:
        return isinstance(self.model.distribution, Distribution) and self.model.distribution.dim == 1

    def sketch(self, points: np.ndarray, dim: int) -> None:
        """Show a window for placing points, with the points so far, (n, dim)."""
        self._clear()
        axes = self.figure.add_axes(STAGE)
        x = points if dim == 2 else np.column_stack([points, np.linspace(0.02, 0.2, len(points)) * HALF])
        axes.scatter(x[:, 0], x[:, 1], s=6, c=INK, alpha=0.6, linewidths=0)
        low = -HALF if dim == 2 else 0
        axes.set(xlim=(-HALF, HALF), ylim=(low, HALF), xlabel="$x_1$" if dim == 2 else "x")
        if dim == 2:
            axes.set(ylabel="$x_2$", aspect="equal")
        else:
            axes.set_yticks([])
        self.axes = [axes]
        self._finish()
        self.canvas.draw_idle()

    def _clear(self) -> None:
        for axes in self.axes:
            axes.remove()
        self.axes, self.stage = [], None
        for text in (self.title, self.count, self.measured, self.equation):
            text.set_text("")

    def _add_key(self) -> None:
        """Add the legend of the visible layers above the stage."""
        assert self.stage is not None
        key = self.axes[0].legend(
            handles=self.stage.key(), loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=3, fontsize=8, frameon=False,
            borderpad=0.2, labelspacing=0.3, columnspacing=1.2,
        )  # fmt: skip
        if self._repainted:
            repaint(key)

    def switch(self, layer: str, on: bool) -> None:
        """Show or hide a layer."""
        (self.visible.add if on else self.visible.discard)(layer)
        if self.stage is not None and layer in self.stage.layers:
            self.stage.skipped = frozenset()
            self.stage.switch(layer, on)
            self._add_key()
        elif self.stage is not None:
            self.message.set_text(f"{layer}: not known for this distribution and this noise.")
        self.draw_everything()

    def _finish(self) -> None:
        """Apply the theme, and exclude the changing artists from the static background."""
        if self.dark:
            if not self._repainted:
                on_dark_ground(self.figure)
                self._repainted = True
            else:
                for axes in self.axes:
                    repaint(axes)
        for artist in self.moving:
            artist.set_animated(True)
        self._background = None

    def _add_marks(self, axes: Axes) -> None:
        """Create the marks of the minibatch in slow motion."""
        look: dict[str, Any] = {"linestyle": "none", "markeredgewidth": 1.2, "zorder": 7, "clip_on": True}
        (real,) = axes.plot([], [], marker="+", markersize=8, color=ORANGE, **look)
        (fake,) = axes.plot([], [], marker="x", markersize=6, color=VERMILION if self._on_line else BLUE, **look)
        self.marks = [real, fake]

    @property
    def moving(self) -> list[Artist]:
        """Return the artists that change during a run, from back to front, without the texts."""
        return [] if self.stage is None else [*self.curves.artists, *self.stage.artists, *self.marks]

    @property
    def _seldom(self) -> frozenset[str]:
        """Return the layers that are not updated in this frame."""
        slow = (
            self.stage is not None
            and not isinstance(self.model.distribution, Univariate)
            and self._frames % SELDOM != 0
        )
        return frozenset({"D*"}) if slow else frozenset()

    @property
    def known(self) -> Collection[str]:
        """The layers of the stage; all layers if there is no stage yet."""
        return LAYERS if self.stage is None else self.stage.layers

    # -- what has changed

    def show(self, phase: CaptionedPhase | None = None, *, quick: bool = False) -> None:
        """Update everything; ``phase`` is the last phase of slow motion.

        During a run (``quick``), D* is updated only in some frames.
        """
        model = self.model
        if self.stage is not None:
            self._frames += 1
            self.stage.skipped = self._seldom if quick else frozenset()
            try:
                with np.errstate(all="ignore"):  # of a GAN about to explode, which its run will tell
                    self.stage.show(model.gan())
            except ERRORS as error:
                model.stop(error)
            if self._rows != len(model.history):
                self.curves.show(model.history.table)
                self.measured.set_text(self._measured())
            self._make_room()
            self._mark(phase)
            self.count.set_text(f"step {model.step:,} of {model.run.settings.steps:,}")
        if phase is not None:
            self.equation.set_text(f"{phase.about}\n{phase.equation}")
        elif not quick:
            self.equation.set_text("")
        self.message.set_text(model.message)
        self.draw()

    def say(self, text: str) -> None:
        """Show ``text`` at the bottom."""
        self.message.set_text(text)
        self.draw()

    def _measured(self) -> str:
        table = self.model.history.table
        name = next((name for name in JS if name in self.model.history.names), None)
        return "" if name is None else f"JS = {table[name][-1]:.4f}"

    def _make_room(self) -> None:
        """Lengthen the axis of the steps if necessary, which means drawing everything."""
        end = self.curves.values.get_xlim()[1]
        if self.model.step > end:
            for axes in (self.curves.values, self.curves.distance):
                axes.set_xlim(0, 2 * end)
            self._background = None

    def _mark(self, phase: CaptionedPhase | None) -> None:
        for mark, x in zip(self.marks, (None, None) if phase is None else (phase.x, phase.x_fake), strict=True):
            places = np.empty((0, 2)) if x is None or self.stage is None else self.stage.places(x)
            mark.set_data(places[:, 0], places[:, 1])

    # -- drawing

    def draw(self) -> None:
        """Draw a frame: the changing artists on a copy of the rest, or everything if the canvas cannot copy."""
        if self._background is None or not self.canvas.supports_blit:
            self.canvas.draw_idle()
            return
        told = tuple(text.get_text() for text in self.words[1:])
        everywhere = told != self._told or self._rows != len(self.model.history) or self.stage is None
        self._told = told
        self._draw_moving()
        self.canvas.blit(self.figure.bbox if everywhere else self._left_part)

    @property
    def _left_part(self) -> Bbox:
        (left, bottom), (right, top) = self.figure.bbox.get_points()
        return Bbox.from_extents(left, bottom, left + LEFT_PART * (right - left), top)

    @property
    def needs_everything(self) -> bool:
        """Whether the window draws the whole next frame when it is idle."""
        return self._background is None

    def draw_everything(self) -> None:
        """Draw the static artists, too."""
        self._background = None
        self.canvas.draw_idle()

    def _on_draw(self, event: Any) -> None:
        if self.canvas.supports_blit:
            self._background = self.canvas.copy_from_bbox(self.figure.bbox)  # type: ignore[attr-defined]
            self._with_curves = None
        self._draw_moving()

    def _draw_moving(self) -> None:
        canvas: Any = self.canvas
        if self.stage is None or not canvas.supports_blit:
            if self._background is not None:
                canvas.restore_region(self._background)
            self._draw([*self.moving, *self.words])
            return
        if self._with_curves is None or self._rows != len(self.model.history):
            canvas.restore_region(self._background)
            self._draw([*self.curves.artists, self.measured])
            self._with_curves, self._rows = canvas.copy_from_bbox(self.figure.bbox), len(self.model.history)
        else:
            canvas.restore_region(self._with_curves)
        self._draw([*self.stage.artists, *self.marks, self.count, self.equation, self.message])

    def _draw(self, artists: list[Artist]) -> None:
        for artist in artists:
            if artist.get_visible():
                self.figure.draw_artist(artist)

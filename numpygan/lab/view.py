"""The view of the lab: the stage, the curves and the texts. Only what has changed is drawn again.

There are three layers: static artists are drawn once and kept as pixels; the curves and the texts are drawn when one of
them has changed; the stage is drawn in each frame on a copy of these pixels. D* takes as long as all the rest, so it is
updated less often.
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
from numpygan.lab import layout
from numpygan.lab.choices import FEW
from numpygan.lab.color_key import ColorKey, off_in_words
from numpygan.lab.explanations import Explanation
from numpygan.lab.measured_texts import MeasuredTexts
from numpygan.lab.model import ERRORS, Model
from numpygan.lab.phases import CaptionedPhase
from numpygan.lab.placed_points import PlacedPoints
from numpygan.lab.slow_motion import SlowMotion
from numpygan.lab.theme import DARK, LIGHT
from numpygan.plots.dark_mode import dark as on_dark_ground
from numpygan.plots.dark_mode import repaint
from numpygan.plots.stages import LAYERS, Curves, Stage, stage_on

FIRST_STEPS = 2000  # of the axis of the curves; it is doubled when it is too short
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
        self._with_curves: Any = None  # the part of the stage, with curves and texts
        self._rows = -1
        self._frames = 0
        self._has_slow_key = False
        self.finding = ""
        self.covered = False
        self.count = figure.text(*layout.point(*layout.COUNT), "", fontsize=9, va="bottom")
        self.off = figure.text(*layout.point(*layout.OFF), "", fontsize=9, va="bottom", fontweight="bold")
        self.measured = MeasuredTexts(figure)
        self.equation = figure.text(*layout.point(*layout.EQUATION), "", fontsize=8.5, va="top", linespacing=1.6)
        self.message = figure.text(*layout.point(*layout.STATUS), "", fontsize=9.5, va="center")
        self._seldom_texts = [*self.measured.changing, self.equation, self.message]
        self.words = [self.count, self.off, *self._seldom_texts]
        self._told: tuple[Any, ...] = ()
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
        left, bottom, width, height = (layout.LINE_STAGE if self._on_line else layout.STAGE).bounds
        grid = self.figure.add_gridspec(1, 1, left=left, bottom=bottom, right=left + width, top=bottom + height)
        self.stage = stage_on(
            self.figure, grid[0], model.distribution, [model.gan()], rng=np.random.default_rng([model.seed, 2]),
            generator_loss=model.run.settings.generator_loss, visible=self.visible,
        )  # fmt: skip
        values, distance = (place.axes_on(self.figure) for place in (layout.VALUES, layout.DISTANCE))
        self._rows = -1
        self.curves = Curves(values, distance, model.history.names, steps=FIRST_STEPS)
        self.axes = [axes for axes in self.figure.axes if axes not in before]
        if model.choices.distribution == FEW and "data" in self.stage.layers:
            self.stage.layers["data"][0].set_sizes([22])  # each of the few points can be seen
        self.slow_motion = SlowMotion(self.stage, self.axes[0])
        self.color_key = ColorKey(self.figure, self.stage)
        for axes in self.axes:
            layout.compact(axes)
        self.explanation = Explanation(self.figure, self.stage, DARK if self.dark else LIGHT)
        self.axes += [*self.color_key.axes, self.explanation.axes]
        self.measured.set_visible(True)
        self._add_key()
        self._finish()
        self.show()

    @property
    def _on_line(self) -> bool:
        return isinstance(self.model.distribution, Distribution) and self.model.distribution.dim == 1

    def sketch(self, placed: PlacedPoints) -> None:
        """Show a frame for placing points, with the points so far."""
        self._clear()
        self.axes = [layout.STAGE.axes_on(self.figure)]
        placed.draw_on(self.axes[0])
        self._finish()
        self.canvas.draw_idle()

    def _clear(self) -> None:
        for axes in self.axes:
            axes.remove()
        self.axes, self.stage = [], None
        for text in (self.count, self.off, self.equation):
            text.set_text("")
        self.measured.clear()
        self.measured.set_visible(False)

    def _add_key(self, phase: CaptionedPhase | None = None) -> None:
        """Add the legend of the visible layers, and of the points of slow motion, above the stage."""
        assert self.stage is not None
        handles = self.stage.key()
        if phase is not None:
            handles = [handle for handle in handles if not str(handle.get_label()).startswith("generated")]
            handles += self.slow_motion.key()
        key = self.axes[0].legend(
            handles=handles, loc="lower left", bbox_to_anchor=(-0.13, 1), ncols=3, fontsize=8, frameon=False,
            borderpad=0.2, labelspacing=0.25, columnspacing=1.0, handlelength=1.6,
        )  # fmt: skip
        self.color_key.set_visible(self.stage.shows("D"))
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

    @property
    def moving(self) -> list[Artist]:
        """Return the artists that change during a run, from back to front, without the texts."""
        return [] if self.stage is None else [*self.curves.artists, *self.stage.artists, *self.slow_motion.artists]

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
            gan = model.gan()
            if phase is not None:
                self.slow_motion.remember()
            try:
                with np.errstate(all="ignore"):  # of a GAN about to explode, which its run will tell
                    self.stage.show(gan)
                    self.slow_motion.show(phase, gan.discriminator)
                    self.off.set_text(off_in_words(self.stage, gan))
            except ERRORS as error:
                model.stop(error)
            if (phase is not None) != self._has_slow_key:
                self._has_slow_key = phase is not None
                self._add_key(phase)
                self.explanation.axes.set_visible(phase is None)
                self._background = None
            if self._rows != len(model.history):
                self._rows = len(model.history)
                self.curves.show(model.history.table)
                self.measured.show(model.history)
            self._make_room()
            self.count.set_text(f"step\n{model.step:,}")
        if phase is not None:
            self.equation.set_text("\n".join([phase.about, phase.equation, *self.slow_motion.note]))
        elif not quick:
            self.equation.set_text("")
        self.message.set_text(model.message or self.finding)
        self.draw()

    def say(self, text: str) -> None:
        """Show ``text`` at the bottom."""
        self.message.set_text(text)
        self.draw()

    def _make_room(self) -> None:
        """Lengthen the axis of the steps if necessary, which means drawing everything."""
        end = self.curves.values.get_xlim()[1]
        if self.model.step > end:
            for axes in (self.curves.values, self.curves.distance):
                axes.set_xlim(0, 2 * end)
            self._background = None

    # -- drawing

    def draw(self) -> None:
        """Draw a frame: the changing artists on a copy of the rest, or everything if the canvas cannot copy."""
        if self._background is None or not self.canvas.supports_blit:
            self.canvas.draw_idle()
            return
        everywhere = self._told != self._tell() or self.stage is None
        self._draw_moving()
        self.canvas.blit(self.figure.bbox if everywhere else self._left_part)

    def _tell(self) -> tuple[Any, ...]:
        """Return what the pixels of curves and texts depend on."""
        return len(self.model.history), *(text.get_text() for text in self._seldom_texts)

    @property
    def _left_part(self) -> Bbox:
        left, bottom, width, height = layout.CHANGING.bounds
        x, y = self.figure.bbox.size
        return Bbox.from_bounds(left * x, bottom * y, width * x, height * y)

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
            self._told = ()
        self._draw_moving()

    def _draw_moving(self) -> None:
        canvas: Any = self.canvas
        if self.covered:
            return
        if self.stage is None or not canvas.supports_blit:
            if self._background is not None:
                canvas.restore_region(self._background)
            self._draw([*self.moving, *self.words])
            return
        if self._told != self._tell():
            canvas.restore_region(self._background)
            self._draw([*self.curves.artists, *self._seldom_texts])
            self._with_curves, self._told = canvas.copy_from_bbox(self._left_part), self._tell()
        else:
            canvas.restore_region(self._with_curves)
        self._draw([*self.stage.artists, *self.slow_motion.artists, self.count, self.off])

    def _draw(self, artists: list[Artist]) -> None:
        for artist in artists:
            if artist.get_visible():
                self.figure.draw_artist(artist)

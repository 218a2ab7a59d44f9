"""The strip above the stage: z -> G -> x_fake -> D -> V, with x. It shows which part of Algorithm 1 is running.

The boxes light up, and the arrows point backwards while a gradient is computed. A box with a check mark is a switch:
a click shows or hides its layer of the stage.
"""

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from matplotlib.backend_bases import MouseButton
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from numpygan.lab.layout import STRIP
from numpygan.lab.phases import CaptionedPhase
from numpygan.lab.theme import Theme
from numpygan.training.records import DISCRIMINATOR

ROUNDED = "round,pad=0,rounding_size=6"


class Box(NamedTuple):
    """A box of the strip."""

    left: float
    top: float
    width: float
    height: float
    name: str
    about: str
    indentation: float
    """Of ``about``, from the start of ``name``."""
    layer: str = ""
    """The layer of the stage that a click shows or hides."""

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


BOXES = {
    "z": Box(6, 6, 84, 42, "z", "noise", 16),
    "G": Box(114, 6, 136, 42, "G", "generator: how\nit maps z", 24, "manifold"),
    "x_fake": Box(274, 6, 136, 42, "$x_{fake}$", "generated\npoints G(z)", 50, "samples"),
    "x": Box(274, 58, 136, 42, "x", "data, from\n$p_{data}$", 50, "data"),
    "D": Box(446, 30, 140, 46, "D", "discriminator:\nis it data?", 24, "D"),
    "V": Box(612, 30, 84, 46, "V", "how well\nD does", 20),
    "D*": Box(722, 6, 132, 42, "D*", "the best D\nfor this G", 34, "D*"),
    "arrows": Box(722, 58, 132, 42, "→", "the way G's\nloss falls", 34, "arrows"),
}
ARROWS = ("z", "G"), ("G", "x_fake"), ("x_fake", "D"), ("x", "D"), ("D", "V")
# What lights up in each phase, and which arrows point backwards.
LIT: dict[tuple[str, str], tuple[set[str], set[tuple[str, str]]]] = {
    ("D", "draw"): ({"z", "G", "x_fake", "x"}, set()),
    ("D", "gradient"): ({"D", "V"}, {("D", "V")}),
    ("D", "step"): ({"D"}, set()),
    ("G", "draw"): ({"z", "G", "x_fake"}, set()),
    ("G", "gradient"): ({"V", "D", "x_fake", "G"}, {("D", "V"), ("x_fake", "D"), ("G", "x_fake")}),
    ("G", "step"): ({"G"}, set()),
}


class StructureStrip:
    """The strip on ``figure``.

    Parameters
    ----------
    figure : Figure
    on_layer : function of a layer and whether it is on
    visible : set of str
        The layers that are on; :meth:`show` reads it again.
    theme : Theme
    """

    def __init__(
        self, figure: Figure, *, on_layer: Callable[[str, bool], None], visible: Collection[str], theme: Theme
    ) -> None:
        self.axes, self._on_layer, self._visible, self.theme = STRIP.bare_axes_on(figure), on_layer, visible, theme
        self.known: Collection[str] = ()
        self.patches: dict[str, Any] = {}
        self.marks: dict[str, Any] = {}
        self._texts: dict[str, list[Any]] = {}
        for key, box in BOXES.items():
            self._add(key, box)
        self.arrows: dict[tuple[str, str], Any] = {
            pair: self.axes.add_patch(
                FancyArrowPatch(
                    *self._ends(*pair), arrowstyle="-|>", mutation_scale=13, linewidth=1.4, color=theme.pale
                )
            )
            for pair in ARROWS
        }
        self.axes.text(
            6,
            104,
            "☑ A click shows or hides\nthis part in the picture.",
            color=theme.pale,
            fontsize=8,
            va="bottom",
        )
        figure.canvas.mpl_connect("button_press_event", self._on_press)

    def _add(self, key: str, box: Box) -> None:
        patch = FancyBboxPatch((box.left, box.top), box.width, box.height, boxstyle=ROUNDED, linewidth=1.2)
        self.patches[key] = self.axes.add_patch(patch)
        x = box.left + (24 if box.layer else 8)
        name = self.axes.text(
            x, box.middle, box.name, fontsize=13, va="center", fontweight="bold", color=self.theme.ink
        )
        about = self.axes.text(
            x + box.indentation,
            box.middle,
            box.about,
            fontsize=7.5,
            va="center",
            color=self.theme.ink,
            linespacing=1.05,
        )
        self._texts[key] = [name, about]
        if box.layer:
            self.marks[key] = self.axes.text(
                box.left + 5, box.middle, "", fontsize=12, va="center", family="DejaVu Sans", color=self.theme.ink
            )

    @staticmethod
    def _ends(start: str, end: str) -> tuple[tuple[float, float], tuple[float, float]]:
        first, last = BOXES[start], BOXES[end]
        return (first.left + first.width, first.middle), (last.left, last.middle + (first.middle - last.middle) / 4)

    def show(self, known: Collection[str], phase: CaptionedPhase | None = None, *, running: bool = False) -> None:
        """Show which layers are on, which are ``known`` for this distribution, and the running part.

        During a run (``running``) G and D are lit: iterations are too fast to show their phases.
        """
        self.known = known
        lit: set[str] = {"G", "D"} if running else set()
        back: set[tuple[str, str]] = set()
        if phase is not None:
            lit, back = LIT["D" if phase.player == DISCRIMINATOR else "G", phase.what]
        for key, box in BOXES.items():
            there = not box.layer or box.layer in known
            on = box.layer in self._visible
            patch = self.patches[key]
            patch.set(
                facecolor=self.theme.lit if key in lit else self.theme.face if box.layer else self.theme.paper,
                edgecolor=self.theme.ink if key in lit else self.theme.pale,
                linewidth=2.2 if key in lit else 1.0,
                linestyle="-" if there else ":",
            )
            for text in self._texts[key]:
                text.set_alpha(1.0 if there else 0.4)
            if box.layer:
                self.marks[key].set_text("\N{BALLOT BOX WITH CHECK}" if on and there else "\N{BALLOT BOX}")
                self.marks[key].set_alpha(1.0 if there else 0.4)
        for pair, arrow in self.arrows.items():
            start, end = self._ends(*pair)
            backwards = pair in back
            arrow.set_positions(*((end, start) if backwards else (start, end)))
            arrow.set(color=self.theme.ink if backwards else self.theme.pale, linewidth=3.0 if backwards else 1.4)

    def _on_press(self, event: Any) -> None:
        if event.inaxes is not self.axes or event.button != MouseButton.LEFT or not self.axes.get_visible():
            return
        for box in BOXES.values():
            if box.layer and box.contains(event.xdata, event.ydata):
                self._on_layer(box.layer, box.layer not in self._visible)

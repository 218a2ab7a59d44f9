"""The key of the window: what each color and line means, and what a perfect run would look like."""

from typing import Any, NamedTuple

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from numpygan.lab.layout import EXPLANATION
from numpygan.lab.theme import Theme
from numpygan.plots.stages import ConditionStage, LineStage, Stage
from numpygan.plots.style import (
    DATA,
    DISCRIMINATOR,
    DIVERGENCE,
    GAP,
    GENERATED,
    GREEN,
    GUIDE,
    INK,
    NOISE,
    OPTIMAL,
    P_G,
    PERFECT,
    VALUE,
)

ROW, TOP, SYMBOL, TEXT = 15.8, 10, 26, 36
DOT: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 5}
LIT, SHADED = "lit", "shaded"


class Entry(NamedTuple):
    """A line of the key; a symbol is the look of a line or of a point, ``LIT`` or ``SHADED``."""

    symbol: dict[str, Any] | str
    about: str
    layer: str = ""
    """The layer of the stage that is needed."""


BEST = "the best possible D for this G: D* = 1/2, and C(G), its V"
CAN_GAIN = Entry(SHADED, "between V and C(G): what a better D could still gain", "D*")
MEASURES = (
    Entry(DIVERGENCE, "JS, the distance of $p_g$ from the data: 0 to log 2"),
    Entry(PERFECT, "what a perfect G would have"),
    Entry(LIT, "this part of the GAN, or line of Algorithm 1, is running now"),
)
IN_PLANE = (
    Entry({**DOT, "color": INK}, "the data x"),
    Entry({**DOT, "color": GREEN}, f"made by G from noise z: points, and their density {P_G}"),
    Entry(VALUE, "D: blue background where D says 'data'; V(D, G), its success"),
    Entry(OPTIMAL, BEST, "D*"),
    CAN_GAIN,
    *MEASURES,
)
ON_LINE = (
    Entry(DATA, "the density of the data x"),
    Entry(GENERATED, f"{P_G}, the density of the points that G makes from noise z"),
    Entry(DISCRIMINATOR, "D(x): 1 where D says 'data'; V(D, G), its success"),
    Entry(OPTIMAL, "D*, the best possible D for this G, and C(G), its V", "D*"),
    CAN_GAIN,
    Entry(NOISE, "from z (lower edge) to x = G(z) (upper edge)", "manifold"),
    *MEASURES,
)
GIVEN = (
    Entry({**DOT, "color": GUIDE}, "the data x, each with a condition c"),
    Entry({**DOT, "color": GREEN}, "made by G; another color: the condition c (label) G was given"),
    Entry(VALUE, "V(D, G): how well D tells data from generated points"),
    *MEASURES,
)
GAME = "D learns to tell data from green; G moves to where D says 'data'."
GAME_GIVEN = "D learns to tell the two apart. G has to make points that fit their c."
PERFECT_IN_PLANE = (
    "Green covers all data points, equally dense. The background has one\n"
    "even color: D says 1/2. V and C(G) are −1.39. JS is at its dotted line."
)
PERFECT_ON_LINE = (
    "The green curve is on the dotted one. The blue one is flat: D says 1/2.\n"
    "V and C(G) meet at −log 4 = −1.39. JS falls to 0."
)
PERFECT_GIVEN = (
    "For each c the colored points cover the grey ones, equally dense.\n"
    "V is −log 4 = −1.39. JS is at its dotted line, or 0."
)


class Explanation:
    """The key on ``figure`` for ``stage``."""

    def __init__(self, figure: Figure, stage: Stage, theme: Theme) -> None:
        self.axes, self.theme = EXPLANATION.bare_axes_on(figure), theme
        given, line = isinstance(stage, ConditionStage), isinstance(stage, LineStage)
        entries = GIVEN if given else ON_LINE if line else IN_PLANE
        self._y = float(TOP)
        self._write("What you see", bold=True)
        for entry in entries:
            if not entry.layer or entry.layer in stage.layers:
                self._draw(entry.symbol)
                self._write(entry.about, left=TEXT)
        self._write(GAME_GIVEN if given else GAME)
        self._y += 3
        self._write("A perfect run", bold=True)
        for words in (PERFECT_GIVEN if given else PERFECT_ON_LINE if line else PERFECT_IN_PLANE).split("\n"):
            self._write(words)

    def _write(self, words: str, *, left: float = 4, bold: bool = False) -> None:
        weight = "bold" if bold else "normal"
        self.axes.text(left, self._y, words, fontsize=8.5, fontweight=weight, va="center", color=INK)
        self._y += ROW

    def _draw(self, symbol: dict[str, Any] | str) -> None:
        if isinstance(symbol, str):
            look: dict[str, Any] = {"facecolor": self.theme.lit, "edgecolor": self.theme.ink, "linewidth": 1.2}
            if symbol == SHADED:
                look = {"facecolor": GAP["facecolors"], "alpha": GAP["alpha"], "linewidth": 0}
            self.axes.add_patch(Rectangle((4, self._y - 5), SYMBOL - 4, 10, **look))
        elif symbol.get("marker"):
            self.axes.add_line(Line2D([SYMBOL / 2], [self._y], **symbol))
        else:
            self.axes.add_line(Line2D([2, SYMBOL], [self._y, self._y], **symbol))

    @property
    def text(self) -> str:
        """All words of the key."""
        return "\n".join(text.get_text() for text in self.axes.texts)

"""What was measured, in words: the numbers at the curves, how they are estimated, and what a perfect G would have."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

from numpygan.lab import layout
from numpygan.plots.history import FLOOR, distances_measured
from numpygan.plots.style import P_G
from numpygan.training import History

C_NAMES, V_NAMES = ("c", "c_sample"), ("v_exact", "v_sample")
BOTH_EXACT = "C(G) = −log 4 + 2 JS holds: both are exact here."
EXACT = "JS is exact here."
COUNTED = (
    "JS is estimated from counts of points in cells.\n"
    "By chance, a perfect G has {floor:.2g}, not 0. An error\n"
    "inside a cell does not count."
)
TWO_ESTIMATES = (
    "Exactly, C(G) = −log 4 + 2 JS. These are estimates:\n"
    "C(G), from densities on a mesh, gives JS = {of_c:.2f}.\n"
    "JS, from counts of points in cells, is often smaller:\n"
    "an error inside a cell does not count."
)


def js_column(history: History) -> str:
    """Return the name of the column with JS; "" if there is none."""
    return next(iter(distances_measured(history.names)), "")


def value_in_words(history: History) -> str:
    """Return V and C(G) now."""
    names = [next((name for name in names if name in history.names), "") for names in (V_NAMES, C_NAMES)]
    parts = [f"{what} = {_signed(history[name][-1])}" for what, name in zip(("V", "C(G)"), names, strict=True) if name]
    return ",  ".join(parts)


def distance_in_words(history: History) -> str:
    """Return JS now."""
    name = js_column(history)
    return f"JS = {history[name][-1]:.3f}" if name else ""


def compared_in_words(history: History) -> str:
    """Return JS now, and what a perfect generator would have."""
    name = js_column(history)
    if not name:
        return ""
    js = history[name][-1]
    if FLOOR not in history.names:
        return f"JS = {js:.3f}; a perfect G has 0."
    floor = history[FLOOR][-1]
    if js > 1.5 * floor:
        return f"JS = {js:.3f}, {js / floor:.0f} times that of a perfect G ({floor:.2g})."
    return f"JS = {js:.3f}, near that of a perfect G ({floor:.2g})."


def estimates_in_words(history: History) -> str:
    """Return how C(G) and JS are estimated, and why they differ."""
    names = history.names
    if not js_column(history).startswith("js_sample"):
        return BOTH_EXACT if "c" in names else EXACT
    floor = history[FLOOR][-1]
    if "c_sample" in names:
        of_c = max(0.0, (history["c_sample"][-1] + np.log(4)) / 2)
        return TWO_ESTIMATES.format(of_c=of_c)
    return COUNTED.format(floor=floor)


class MeasuredTexts:
    """The texts beside the curves on ``figure``.

    Attributes
    ----------
    changing : list of Text
    """

    def __init__(self, figure: Figure) -> None:
        def text(place: tuple[float, float], words: str = "", **look: object) -> Text:
            return figure.text(*layout.point(*place), words, **look)  # type: ignore[arg-type]

        self.titles = [
            text(layout.VALUE_TITLE, "How well D does", fontsize=9, fontweight="bold", va="center"),
            text(layout.DISTANCE_TITLE, f"Distance of {P_G} from the data", fontsize=9, fontweight="bold", va="center"),
        ]
        self.value = text(layout.VALUE_NOW, fontsize=9, va="center", ha="right")
        self.distance = text(layout.DISTANCE_NOW, fontsize=9, va="center", ha="right")
        self.estimates = text(layout.ESTIMATES, fontsize=8, va="top", linespacing=1.25)
        self.changing = [self.value, self.distance, self.estimates]

    def show(self, history: History) -> None:
        """Write the last row of ``history``."""
        self.value.set_text(value_in_words(history))
        self.distance.set_text(distance_in_words(history))
        self.estimates.set_text(estimates_in_words(history))

    def clear(self) -> None:
        """Write nothing."""
        for text in self.changing:
            text.set_text("")

    def set_visible(self, on: bool) -> None:
        """Show or hide the titles."""
        for text in self.titles:
            text.set_visible(on)


def _signed(number: float) -> str:
    return f"{round(number, 2) + 0.0:.2f}".replace("-", "−")  # the sum with 0.0 removes the sign of -0.0

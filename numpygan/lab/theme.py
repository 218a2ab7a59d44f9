"""Colors of the widgets of the lab, on a light and on a dark background."""

from typing import NamedTuple

from numpygan.plots.dark_mode import DARK_INK, DARK_PAPER
from numpygan.plots.style import BLUE, INK


class Theme(NamedTuple):
    """Colors of the widgets."""

    paper: str
    ink: str
    face: str
    """Of a button."""
    hover: str
    active: str
    """Of the button of the active mode; its text has the color of the paper."""
    lit: str
    """Behind the part of Algorithm 1 that is running."""
    pale: str
    """Of texts and lines that are less important."""


LIGHT = Theme("#FFFFFF", INK, "#EDEDED", "#D9D9D9", BLUE, "#FFE08A", "#666666")
DARK = Theme(DARK_PAPER, DARK_INK, "#272B30", "#3A4048", "#58B4EE", "#6B5410", "#A5ACB4")

"""Colors of the widgets of the lab, on a light and on a dark background."""

from typing import NamedTuple

from numpygan.plots.dark_mode import DARK_INK, DARK_PAPER
from numpygan.plots.style import INK


class Theme(NamedTuple):
    """Colors of the widgets."""

    paper: str
    ink: str
    face: str
    """Of a button."""
    hover: str
    active: str
    """Of the button of the active mode: a grey, because each hue means a part of the GAN. The text has the color of
    the paper."""
    lit: str
    """Behind the part of the GAN, and the line of Algorithm 1, that is running; yellow means nothing else."""
    pale: str
    """Of texts and lines that are less important."""


LIGHT = Theme("#FFFFFF", INK, "#EDEDED", "#D9D9D9", "#404040", "#FFE08A", "#666666")
DARK = Theme(DARK_PAPER, DARK_INK, "#272B30", "#3A4048", "#C9CED4", "#6B5410", "#A5ACB4")

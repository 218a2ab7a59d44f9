"""Where everything stands in the window of the lab, in pixels from its upper left corner at 100 dots per inch.

The window fits on a screen of 1366 x 768 pixels with a title bar and a task bar. On a larger window all places grow in
proportion.
"""

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

WIDTH, HEIGHT, DPI = 1320, 690, 100
SIZE = WIDTH / DPI, HEIGHT / DPI  # inches


class Place(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, width and height in parts of the figure."""
        bottom = HEIGHT - self.top - self.height
        return self.left / WIDTH, bottom / HEIGHT, self.width / WIDTH, self.height / HEIGHT

    def axes_on(self, figure: Figure, label: str = "") -> Axes:
        """Return new axes at this place."""
        return figure.add_axes(self.bounds, label=label)

    def bare_axes_on(self, figure: Figure) -> Axes:
        """Return new axes without frame and ticks, whose coordinates are pixels from the upper left corner."""
        axes = self.axes_on(figure, label=f"bare {self.left} {self.top}")
        axes.set(xlim=(0, self.width), ylim=(self.height, 0), xticks=[], yticks=[], navigate=False)
        axes.patch.set_visible(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        return axes


def compact(axes: Axes) -> None:
    """Make the labels of ``axes`` small, and put them near."""
    axes.tick_params(labelsize=8.5)
    axes.xaxis.labelpad = 0
    for axis in (axes.xaxis, axes.yaxis):
        axis.label.set_fontsize(9)
    for text in axes.texts:
        text.set_fontsize(min(8.5, float(text.get_fontsize())))
    legend = axes.get_legend()
    for text in [] if legend is None else legend.get_texts():
        text.set_fontsize(8)


def point(x: float, y: float) -> tuple[float, float]:
    """Return the place of the pixel (x, y) in parts of the figure."""
    return x / WIDTH, 1 - y / HEIGHT


PRESETS = Place(10, 8, 860, 56)
STRIP = Place(10, 70, 860, 106)
ALGORITHM = Place(885, 8, 425, 196)
STAGE = Place(52, 216, 364, 364)
LINE_STAGE = Place(52, 216, 330, 364)
COLOR_KEY = Place(430, 236, 12, 150)
VALUES = Place(606, 238, 254, 96)
DISTANCE = Place(606, 418, 254, 98)
CHOICES = Place(885, 210, 425, 216)
EXPLANATION = Place(885, 434, 425, 224)
BUTTONS = Place(10, 620, 860, 40)
EQUATION = EXPLANATION.left + 4, EXPLANATION.top + 6
STATUS = 12, 674  # the message
COUNT = 430, 576  # the number of iterations
OFF = 430, 520
VALUE_TITLE, VALUE_NOW = (560, 187), (860, 187)
DISTANCE_TITLE, DISTANCE_NOW = (560, 370), (860, 370)
ESTIMATES = 560, 556
CHANGING = Place(0, 180, 556, 444)  # what a frame of a run changes

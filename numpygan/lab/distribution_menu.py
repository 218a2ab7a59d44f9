"""The menu of distributions: a small picture of each, over the stage and the curves."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.backend_bases import MouseButton
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from numpygan.distributions import Conditional, Univariate, named_distribution
from numpygan.lab.choices import DISTRIBUTIONS
from numpygan.lab.layout import Place
from numpygan.lab.theme import Theme
from numpygan.plots.window import window_of

PLACE = Place(6, 182, 868, 440)
COLUMNS, TOP = 8, 30
CELL = 106, 132
PICTURE = 84  # pixels, of a side
POINTS = 200
CURVE_POINTS = 80


class DistributionMenu:
    """The menu on ``figure``, closed at first.

    Parameters
    ----------
    figure : Figure
    on_choice : function of a name of the catalog
    theme : Theme
    """

    def __init__(self, figure: Figure, *, on_choice: Callable[[str], None], theme: Theme) -> None:
        self.figure, self.on_choice, self.theme = figure, on_choice, theme
        self.axes: Any = None
        self._connection = 0

    @property
    def is_open(self) -> bool:
        return self.axes is not None

    def open(self, current: str) -> None:
        """Draw the menu; ``current`` gets a frame."""
        theme = self.theme
        self.axes = PLACE.bare_axes_on(self.figure)
        self.axes.set_zorder(10)
        self.axes.add_patch(
            Rectangle((0, 0), PLACE.width, PLACE.height, facecolor=theme.paper, edgecolor=theme.ink, linewidth=1.5)
        )
        self.axes.text(
            12, 16, "Click a distribution of the data. A click on the chosen one, or Esc, closes the menu.",
            fontsize=9, va="center", color=theme.ink,
        )  # fmt: skip
        for i, name in enumerate(DISTRIBUTIONS):
            self._add(name, *self._corner(i), chosen=name == current)
        self._connection = self.figure.canvas.mpl_connect("button_press_event", self._on_press)

    def close(self) -> None:
        """Remove the menu."""
        if self.axes is not None:
            self.axes.remove()
            self.axes = None
            self.figure.canvas.mpl_disconnect(self._connection)

    @staticmethod
    def _corner(i: int) -> tuple[float, float]:
        row, column = divmod(i, COLUMNS)
        return 10 + column * CELL[0], TOP + row * CELL[1]

    def _add(self, name: str, left: float, top: float, *, chosen: bool) -> None:
        theme, side = self.theme, PICTURE
        look: dict[str, Any] = {"facecolor": theme.face, "edgecolor": theme.active if chosen else theme.pale}
        x0, y0 = left + (CELL[0] - side) / 2, top + 4
        self.axes.add_patch(Rectangle((x0, y0), side, side, linewidth=3 if chosen else 0.6, **look))
        x, y = thumbnail(name)
        place = x0 + 4 + x * (side - 8), y0 + side - 4 - y * (side - 8)
        if isinstance(named_distribution(name), Univariate):
            self.axes.plot(*place, color=theme.ink, linewidth=1.4)
        else:
            self.axes.scatter(*place, s=3, c=theme.ink, linewidths=0)
        self.axes.text(
            left + CELL[0] / 2, y0 + side + 12, name, ha="center", va="center", fontsize=7.5, color=theme.ink,
            fontweight="bold" if chosen else "normal",
        )  # fmt: skip

    def _on_press(self, event: Any) -> None:
        if event.inaxes is not self.axes or event.button != MouseButton.LEFT:
            return
        for i, name in enumerate(DISTRIBUTIONS):
            left, top = self._corner(i)
            if left <= event.xdata < left + CELL[0] and top <= event.ydata < top + CELL[1]:
                self.on_choice(name)
                return


def thumbnail(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return x and y, each from 0 to 1, of the density of a 1-D distribution, or of points of another one."""
    distribution = named_distribution(name)
    if isinstance(distribution, Univariate):
        low, high = distribution.quantile([0.003, 0.997]).tolist()
        margin = 0.15 * (high - low)
        grid = np.linspace(low - margin, high + margin, CURVE_POINTS)
        density = distribution.pdf(grid)
        return np.linspace(0, 1, CURVE_POINTS), 0.95 * density / density.max()
    rng = np.random.default_rng(0)
    if isinstance(distribution, Conditional):
        pairs = np.concatenate(distribution.sample(POINTS, rng=rng), axis=1)
        x = pairs[:, 1::-1] if distribution.dim == 1 else pairs[:, :2]
    else:
        x = distribution.sample(POINTS, rng=rng)[:, :2]
    window = window_of(x)
    share = ((x - window.low) / (window.high - window.low)).clip(0, 1)
    return share[:, 0], share[:, 1]

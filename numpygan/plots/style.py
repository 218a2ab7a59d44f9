"""Colors, line styles, names and sizes of the pictures: the same quantity looks the same everywhere.

The package, the lessons and the pages of the documentation take them from here. The hues are those of Okabe and Ito,
for readers with color vision deficiency; the shades are darker, so that each is seen on white (WCAG 2.2: a contrast of
3 : 1 for graphics; the five inks with a meaning reach 4.5 : 1, that of text). Curves that appear together differ in
line style, too, for grey prints. Only these named colors are used, because each has its own shade on a dark
background, see ``dark_mode``.
"""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patheffects import AbstractPathEffect, withStroke
from matplotlib.text import Text

# What each ink means.
INK = "#000000"  # the data
GREEN = "#00835C"  # p_g and generated points, never a divergence
BLUE = "#0072B2"  # D and V(D, G)
VERMILION = "#B84A00"  # D* and C(G), which is V of D*
PURPLE = "#9A3F7D"  # JS and KL
GUIDE = "#767676"  # bounds and other lines to compare with
# Inks without a meaning of their own: examples, methods, labels.
ORANGE = "#B07400"
SKY = "#2E90CF"
OLIVE = "#7D7A2A"
PAPER = "#FFFFFF"
PALETTE = {
    "ink": INK, "guide": GUIDE, "green": GREEN, "blue": BLUE, "vermilion": VERMILION, "purple": PURPLE,
    "orange": ORANGE, "sky": SKY, "olive": OLIVE,
}  # fmt: skip

# Names of quantities, in mathtext.
P_DATA, P_G, BEST_D = "$p_\\mathrm{data}$", "$p_g$", "$D^*$"
JS_NAME = "$\\mathrm{JS}(p_\\mathrm{data} \\parallel p_g)$"
V_NAME, C_NAME = "$V(D, G)$", "$C(G)$"

# Type sizes in points. On the site a picture is at most PAGE pixels wide; there no letter may be smaller than LEAST.
TEXT, SMALL = 10.0, 9.5
PAGE, LEAST = 700, 10.0
WIDEST = 8.8  # inches of a picture, so that SMALL letters have LEAST pixels or more on the site


def halo(linewidth: float) -> list[AbstractPathEffect]:
    """Return an outline in the color of the background for a line of this width, so that it is seen on others."""
    return [withStroke(linewidth=linewidth + 2.0, foreground=PAPER)]


DATA: dict[str, Any] = {"color": INK, "linestyle": ":", "linewidth": 1.8}
GENERATED: dict[str, Any] = {"color": GREEN, "linestyle": "-", "linewidth": 1.8}
DISCRIMINATOR: dict[str, Any] = {"color": BLUE, "linestyle": "--", "linewidth": 1.5}
# D* often runs along D or across p_g: a halo and its dashes separate it, not the color alone.
OPTIMAL: dict[str, Any] = {"color": VERMILION, "linestyle": "-.", "linewidth": 1.6, "path_effects": halo(1.6)}
VALUE: dict[str, Any] = {"color": BLUE, "linestyle": "--", "linewidth": 1.5}  # V(D, G)
CRITERION: dict[str, Any] = {"color": VERMILION, "linestyle": "-", "linewidth": 1.5}  # C(G)
DIVERGENCE: dict[str, Any] = {"color": PURPLE, "linestyle": "-", "linewidth": 1.5}  # JS, or KL
SECOND_DIVERGENCE: dict[str, Any] = {**DIVERGENCE, "linestyle": "--"}  # KL the other way round, or the worst JS
# The two losses of G.
NON_SATURATING: dict[str, Any] = {"color": ORANGE, "linestyle": "-", "linewidth": 1.5}  # -log D
SATURATING: dict[str, Any] = {"color": SKY, "linestyle": "--", "linewidth": 1.5}  # log(1 - D)
NOISE: dict[str, Any] = {"color": GUIDE, "linewidth": 0.7}
# Lines to compare with: a bound, a limit, an expected slope.
BOUND: dict[str, Any] = {"color": GUIDE, "linestyle": (0, (4, 3)), "linewidth": 1.0, "zorder": 1}
PERFECT: dict[str, Any] = {"color": GUIDE, "linestyle": (0, (1, 1.6)), "linewidth": 1.6, "zorder": 1}  # a perfect G
# Curves of examples or methods, which are none of the above.
COMPARED: tuple[dict[str, Any], ...] = (
    {"color": ORANGE, "linestyle": "-", "linewidth": 1.5},
    {"color": SKY, "linestyle": "--", "linewidth": 1.5},
    {"color": OLIVE, "linestyle": "-.", "linewidth": 1.5},
    {"color": INK, "linestyle": (0, (1, 1.6)), "linewidth": 1.5},
    {"color": GUIDE, "linestyle": (0, (6, 1.5, 1, 1.5, 1, 1.5)), "linewidth": 1.5},
)

# The area between V(D, G) and C(G), which a better D could still gain.
GAP: dict[str, Any] = {"facecolors": VERMILION, "edgecolors": "none", "alpha": 0.15, "zorder": 1}

# Modes or classes. Neighboring modes of the ring and of the grid differ for readers with deuteranopia, too.
NUMBERED = BLUE, ORANGE, GREEN, VERMILION, SKY, INK, PURPLE, OLIVE
# Angles from -pi to pi; both ends have the same color.
TURN = LinearSegmentedColormap.from_list("turn", [BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE, BLUE])
# Behind points: D says generated, D = 1/2, D says data. It becomes lighter in this order, for grey prints. Blue is the
# hue of D, so no other quantity has the color of this background.
LOGIT = LinearSegmentedColormap.from_list("logit", ["#AFAFAF", "#C8C9CA", "#CFE8FF"])
RIM: dict[str, Any] = {"linewidths": 0.25, "edgecolors": PAPER}  # of points: it separates them from the color of D
NO_MODE = PAPER
EMPTY_MODE: dict[str, Any] = {"color": INK, "marker": "o", "markersize": 11, "fillstyle": "none", "linewidth": 0}
SPREAD: dict[str, Any] = {"color": GUIDE, "linewidth": 0.8}  # 3 sigma around a mode
MANIFOLD: dict[str, Any] = {"color": GREEN, "linewidth": 0.5}  # the image of the noise grid under G
PULL: dict[str, Any] = {"color": INK, "width": 0.004, "headwidth": 4.5, "headlength": 5.0}  # where G's loss falls
SPREAD_KEY: dict[str, Any] = {"color": GUIDE, "marker": "o", "markersize": 5, "fillstyle": "none", "linewidth": 0}


def open_spines(axes: Axes) -> None:
    """Hide the upper and the right spine of ``axes``."""
    axes.spines[["top", "right"]].set_visible(False)


def pixels_on_page(points: float, width: float, page: float = PAGE) -> float:
    """Return the height in CSS pixels of letters of ``points`` in a picture of ``width`` inches on the site.

    The picture is as wide as the page, or has 96 pixels for each inch if it is narrower.

    Examples
    --------
    >>> round(pixels_on_page(10, 12), 1), round(pixels_on_page(10, 6), 1)
    (8.1, 13.3)
    """
    return points / 72 * min(96.0, page / width)


def smallest_letters(figure: Figure) -> float:
    """Return the height in CSS pixels of the smallest visible letters of ``figure`` on the site."""
    figure.draw_without_rendering()
    hidden = {id(part) for axes in figure.axes if not axes.get_visible() for part in axes.findobj()}
    sizes = [
        float(text.get_fontsize())
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and id(text) not in hidden
    ]
    return pixels_on_page(min(sizes), figure.get_figwidth())

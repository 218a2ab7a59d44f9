"""Colors and line styles of the pictures: the same quantity has the same color and style everywhere.

The palette is that of Okabe and Ito, for readers with color vision deficiency. Line styles differ, too, for grey
prints. Only these named colors are used, because each has its own shade on a dark background, see ``dark_mode``.
"""

from typing import Any

from matplotlib.colors import LinearSegmentedColormap

INK = "#000000"
GUIDE = "#808080"
GREEN = "#009E73"
BLUE = "#0072B2"
VERMILION = "#D55E00"
PURPLE = "#CC79A7"
ORANGE = "#E69F00"
SKY = "#56B4E9"
OLIVE = "#9C9400"  # the yellow of the palette, which cannot be seen on white, darker
PALETTE = {"ink": INK, "guide": GUIDE, "green": GREEN, "blue": BLUE, "vermilion": VERMILION, "purple": PURPLE}

DATA: dict[str, Any] = {"color": INK, "linestyle": ":", "linewidth": 1.8}
GENERATED: dict[str, Any] = {"color": GREEN, "linestyle": "-", "linewidth": 1.8}
DISCRIMINATOR: dict[str, Any] = {"color": BLUE, "linestyle": "--", "linewidth": 1.5}
OPTIMAL: dict[str, Any] = {"color": VERMILION, "linestyle": "-.", "linewidth": 1.2}
NOISE: dict[str, Any] = {"color": "0.55", "linewidth": 0.7}
# Lines to compare with: a bound, a limit, an expected slope.
BOUND: dict[str, Any] = {"color": GUIDE, "linestyle": (0, (4, 3)), "linewidth": 1.0, "zorder": 1}

# The area between V(D, G) and C(G), which a better D could still gain.
GAP: dict[str, Any] = {"facecolors": VERMILION, "edgecolors": "none", "alpha": 0.15, "zorder": 1}

# Modes or classes. Neighboring modes of the ring and of the grid have different colors.
NUMBERED = BLUE, ORANGE, GREEN, VERMILION, SKY, INK, PURPLE, OLIVE
# Angles from -pi to pi; both ends have the same color.
TURN = LinearSegmentedColormap.from_list("turn", [BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE, BLUE])
# Behind points: D says generated, D = 1/2, D says data. It becomes lighter in this order, for grey prints.
LOGIT = LinearSegmentedColormap.from_list("logit", ["#D9A57E", "#E2DCD7", "#E6F4FF"])
NO_MODE = "#FFFFFF"
EMPTY_MODE: dict[str, Any] = {"color": VERMILION, "marker": "o", "markersize": 11, "fillstyle": "none", "linewidth": 0}
SPREAD: dict[str, Any] = {"color": GUIDE, "linewidth": 0.8}  # 3 sigma around a mode
MANIFOLD: dict[str, Any] = {"color": PURPLE, "linewidth": 0.5}  # the image of the noise grid under G
PULL: dict[str, Any] = {"color": INK, "width": 0.004, "headwidth": 4.5, "headlength": 5.0}  # where G's loss falls
SPREAD_KEY: dict[str, Any] = {"color": GUIDE, "marker": "o", "markersize": 5, "fillstyle": "none", "linewidth": 0}

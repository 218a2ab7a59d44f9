"""The colors and line styles of the pictures, the same thing in the same ink everywhere.

From the palette of Okabe and Ito, which the color-blind can tell apart; line styles differ too, so
that a grey print can be read. Only these colors are used, and they have names: on a dark ground each has
its own shade, see ``dark``.
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
# A bound, a limit, a slope to compare with: what is there before anything is measured.
BOUND: dict[str, Any] = {"color": GUIDE, "linestyle": (0, (4, 3)), "linewidth": 1.0, "zorder": 1}

# Between V(D, G) and C(G): what a better D could still gain.
GAP: dict[str, Any] = {"facecolors": VERMILION, "edgecolors": "none", "alpha": 0.15, "zorder": 1}

# What has a number and no order, a mode or a class; neighbors of the ring and of the grid differ.
NUMBERED = BLUE, ORANGE, GREEN, VERMILION, SKY, INK, PURPLE, OLIVE
# What turns: an angle from -pi to pi, whose ends meet.
TURN = LinearSegmentedColormap.from_list("turn", [BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE, BLUE])
# Behind points: what D takes for generated, cannot tell, takes for data; ever lighter, for a grey print.
LOGIT = LinearSegmentedColormap.from_list("logit", ["#D9A57E", "#E2DCD7", "#E6F4FF"])
NO_MODE = "#FFFFFF"
EMPTY_MODE: dict[str, Any] = {"color": VERMILION, "marker": "o", "markersize": 11, "fillstyle": "none", "linewidth": 0}
SPREAD: dict[str, Any] = {"color": GUIDE, "linewidth": 0.8}  # 3 sigma around a mode
MANIFOLD: dict[str, Any] = {"color": PURPLE, "linewidth": 0.5}  # the grid of the noise, as G warps it
PULL: dict[str, Any] = {"color": INK, "width": 0.004, "headwidth": 4.5, "headlength": 5.0}  # where G's loss falls
SPREAD_KEY: dict[str, Any] = {"color": GUIDE, "marker": "o", "markersize": 5, "fillstyle": "none", "linewidth": 0}

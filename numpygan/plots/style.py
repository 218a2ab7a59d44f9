"""The colors and line styles of the pictures, the same thing in the same ink everywhere.

From the palette of Okabe and Ito, which the color-blind can tell apart; line styles differ too, so
that a grey print can be read.
"""

from typing import Any

DATA: dict[str, Any] = {"color": "black", "linestyle": ":", "linewidth": 1.8}
GENERATED: dict[str, Any] = {"color": "#009E73", "linestyle": "-", "linewidth": 1.8}
DISCRIMINATOR: dict[str, Any] = {"color": "#0072B2", "linestyle": "--", "linewidth": 1.5}
OPTIMAL: dict[str, Any] = {"color": "#D55E00", "linestyle": "-.", "linewidth": 1.2}
NOISE: dict[str, Any] = {"color": "0.55", "linewidth": 0.7}

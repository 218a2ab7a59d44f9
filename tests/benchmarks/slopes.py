"""The slope of log time over log size."""

from collections.abc import Sequence

import numpy as np


def slopes(sizes: Sequence[float], seconds: Sequence[float]) -> tuple[str, str]:
    """Of the line through all sizes, and of the last two."""
    x, y = np.log(sizes), np.log(seconds)
    return f"{np.polyfit(x, y, 1)[0]:.2f}", f"{(y[-1] - y[-2]) / (x[-1] - x[-2]):.2f}"


def joined(words: Sequence[object]) -> str:
    """``a, b, c``."""
    return ", ".join(map(str, words))

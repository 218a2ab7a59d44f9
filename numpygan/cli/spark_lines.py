"""A spark line: a curve in one line of text, for the progress line of a run."""

import sys
from collections.abc import Sequence

import numpy as np

BARS = "▁▂▃▄▅▆▇█"


def spark_line(values: Sequence[float] | np.ndarray, *, width: int = 16) -> str:
    """Return the last ``width`` finite values as bars, whose heights are proportional to the logarithm.

    Returns "" for fewer than two values, and if stderr cannot show the characters.

    Examples
    --------
    >>> spark_line([0.6, 0.3, 0.1, 0.03, 0.01])
    '█▇▅▃▁'
    """
    numbers = np.asarray(values, dtype=float)
    numbers = numbers[np.isfinite(numbers) & (numbers > 0)][-width:]
    if len(numbers) < 2 or not _can_show(BARS):
        return ""
    heights = np.log(numbers)
    low, high = heights.min(), heights.max()
    if high == low:
        return BARS[0] * len(numbers)
    levels = np.rint((heights - low) / (high - low) * (len(BARS) - 1)).astype(int)
    return "".join(BARS[level] for level in levels)


def _can_show(text: str) -> bool:
    try:
        text.encode(getattr(sys.stderr, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return False
    return True

"""Color on a terminal, unless its user has switched it off: see https://no-color.org."""

import os
import sys

RED, GREEN = "1;31", "32"


def colored(text: str, color: str) -> str:
    """``text`` in ``color`` where standard output is a terminal that can show it; else ``text``."""
    shows = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return f"\x1b[{color}m{text}\x1b[0m" if shows else text

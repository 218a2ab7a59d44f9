"""Color on a terminal, unless NO_COLOR is set: see https://no-color.org."""

import os
import sys

RED, GREEN = "1;31", "32"


def colored(text: str, color: str) -> str:
    """Return ``text`` in ``color`` if standard output is a terminal that shows colors; else ``text``."""
    shows = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return f"\x1b[{color}m{text}\x1b[0m" if shows else text

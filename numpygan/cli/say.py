"""Printing what a terminal may not be able to show."""

import sys


def say(text: str) -> None:
    """Print, whatever the terminal can show."""
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)

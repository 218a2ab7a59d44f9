"""The line that tells how far a long command is."""

import sys
import time


class Progress:
    """A line on stderr that rewrites itself; nothing at all where stderr is not a terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._next = 0.0

    def say(self, text: str) -> None:
        """Show ``text``, at most ten times a second."""
        if self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.1
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

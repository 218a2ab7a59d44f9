"""A progress line for long commands, and the remaining time."""

import shutil
import sys
import time


class Progress:
    """A line on stderr that is overwritten; nothing is shown if stderr is not a terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._next = 0.0

    @property
    def due(self) -> bool:
        """Whether :meth:`show` would change the line now; it does so at most ten times a second."""
        return self._shown and time.monotonic() >= self._next

    def show(self, text: str) -> None:
        """Show as much of ``text`` as fits on one line."""
        if self.due:
            self._next = time.monotonic() + 0.1
            # A line that wraps could not be cleared.
            print(f"\r\x1b[K{text[: shutil.get_terminal_size().columns - 1]}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shown:
            self._next = 0.0
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


class RemainingTime:
    """The time that the rest of ``steps`` will take at the speed since this object was created."""

    def __init__(self, done: int, steps: int) -> None:
        self._first, self._steps, self._started = done, steps, time.monotonic()

    def text(self, done: int) -> str:
        """Return the remaining time as a text, when ``done`` steps are done."""
        seconds = (time.monotonic() - self._started) / max(1, done - self._first) * (self._steps - done)
        if seconds < 100:
            return f"{seconds:.0f} s left"
        minutes = round(seconds / 60)
        return f"{minutes} min left" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02d} min left"

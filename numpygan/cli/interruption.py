"""Handle Ctrl-C and SIGTERM between two steps of a run, where its state can be saved."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import Any

SIGNALS = signal.SIGINT, signal.SIGTERM  # Ctrl-C; batch systems send SIGTERM before they end a job


@contextlib.contextmanager
def terminated_like_ctrl_c() -> Iterator[None]:
    """Inside its ``with``, SIGTERM raises KeyboardInterrupt too, unless it is ignored."""
    before = signal.getsignal(signal.SIGTERM)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


class Interruption:
    """Inside its ``with``, the first signal only sets ``requested``; the second raises KeyboardInterrupt."""

    def __init__(self) -> None:
        self.requested = False

    def __enter__(self) -> "Interruption":
        self._before: dict[signal.Signals, Any] = {}
        for each in SIGNALS:
            handler = signal.getsignal(each)
            if handler is not signal.SIG_IGN:  # background jobs of a shell ignore Ctrl-C
                self._before[each] = handler
                signal.signal(each, self._ask)
        return self

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True

    def __exit__(self, *_: object) -> None:
        for each, handler in self._before.items():
            signal.signal(each, handler)

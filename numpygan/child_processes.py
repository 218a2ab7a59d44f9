"""What a process that is started now will find; open to all rooms, and no room is needed for it."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@contextmanager
def children_ignore_ctrl_c() -> Iterator[None]:
    """What is started inside leaves Ctrl-C, which a terminal sends to all, to this process."""
    if threading.current_thread() is not threading.main_thread():  # which alone may touch signals
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def children_use_one_thread() -> Iterator[None]:
    """What is started inside multiplies matrices in one thread, and is in nobody's way: they are small here."""
    before = {name: os.environ[name] for name in ONE_THREAD if name in os.environ}
    os.environ.update(ONE_THREAD)  # read when a new process loads numpy
    try:
        yield
    finally:
        for name in ONE_THREAD:
            os.environ.pop(name)
        os.environ.update(before)

"""Environment and signals of child processes. All rooms may import this module."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@contextmanager
def children_ignore_ctrl_c() -> Iterator[None]:
    """Let processes that are started inside ignore Ctrl-C, so that only this process handles it."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread may set signal handlers
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def children_use_one_thread() -> Iterator[None]:
    """Let processes that are started inside use one thread for matrix products, because the matrices are small."""
    before = {name: os.environ[name] for name in ONE_THREAD if name in os.environ}
    os.environ.update(ONE_THREAD)  # a new process reads them when it imports NumPy
    try:
        yield
    finally:
        for name in ONE_THREAD:
            os.environ.pop(name)
        os.environ.update(before)

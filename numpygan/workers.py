"""Worker processes for ``sweep`` and for ``numpygan check``; open to all rooms.

Each worker makes one call at a time. If a worker dies, only that call is made again. ``concurrent.futures`` and
``multiprocessing.Pool`` cannot do this: when a process dies, the first loses all unfinished calls, and the second waits
for ever. Both also wait for running calls before they can be closed.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from typing import Any

from numpygan.child_processes import children_ignore_ctrl_c, children_use_one_thread

CallResult = tuple[int, Any, BaseException | None]
"""The index of a call, and its value or its error."""

ATTEMPTS = 2  # the first process may have died because others used the memory
GRACE = 2.0  # seconds before a process that does not end is killed
WAIT = 0.2  # seconds to wait for a result; on Windows Ctrl-C has no effect during this time
STARTING = threading.Lock()  # starting a process changes the environment, so one thread at a time does it


def call_in_processes(
    function: Callable[[Any], Any], configs: Sequence[Any], processes: int
) -> Generator[CallResult | None, None, None]:
    """Call ``function`` on each config in new processes, and yield the results in the order in which they are ready.

    A thread serves each process, so that it has work also while the caller uses a result. When the generator is closed
    or fails, the processes are killed.

    Yields
    ------
    CallResult or None
        None after each WAIT seconds without a result, so that the caller can show its progress.

    Raises
    ------
    RuntimeError
        If no process starts.
    """
    waiting = deque(range(len(configs)))
    answers: SimpleQueue[CallResult | RuntimeError] = SimpleQueue()
    workers: list[_Worker] = []
    threads: list[threading.Thread] = []
    try:
        for _ in configs[:processes]:
            workers.append(_Worker())
            service = (workers[-1], function, configs, waiting, answers)
            thread = threading.Thread(target=_serve, args=service, daemon=True)
            thread.start()
            threads.append(thread)
        done = failed = 0
        while done < len(configs):
            try:
                answer = answers.get(timeout=WAIT)
            except Empty:
                yield None
                continue
            if isinstance(answer, RuntimeError):
                failed += 1
                if failed == len(workers):
                    raise answer
            else:
                done += 1
                yield answer
        for thread in threads:
            thread.join()
    finally:
        waiting.clear()
        for worker in workers:
            worker.close()
        for thread in threads:
            thread.join()


def _serve(
    worker: "_Worker",
    function: Callable[[Any], Any],
    configs: Sequence[Any],
    waiting: "deque[int]",
    answers: "SimpleQueue[CallResult | RuntimeError]",
) -> None:
    """Keep a worker busy while calls are waiting."""
    if hasattr(signal, "pthread_sigmask"):  # child processes inherit this and ignore Ctrl-C
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    why = worker.failure_to_start()
    if why:
        answers.put(RuntimeError(f"worker processes do not start: one {why}"))
        return
    while True:
        try:
            call = waiting.popleft()
        except IndexError:
            break
        try:
            answers.put((call, *worker.make(function, configs[call])))
        except Exception as error:  # for example, no memory for another process
            answers.put((call, None, error))
    worker.end()


class _Worker:
    """A process and the connection to it; if it dies, a new process takes its place."""

    connection: Connection
    process: multiprocessing.process.BaseProcess

    def __init__(self) -> None:
        self.closed = False
        self.start()

    def start(self) -> None:
        """Start a process, unless the worker is closed or the program ends."""
        context = multiprocessing.get_context("spawn")
        with STARTING:
            if self.closed or not threading.main_thread().is_alive():
                return
            self.connection, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs,), daemon=True)
            with theirs, children_ignore_ctrl_c(), children_use_one_thread():
                process.start()
            self.process = process

    def failure_to_start(self) -> str:
        """Wait until the process has started; return the reason if it does not start, else ""."""
        end = ""
        for _ in range(ATTEMPTS):
            if self.connection.closed:
                self.start()
            if self.listen() is not None:
                return ""
            end = self.end()
            if (self.process.exitcode or 0) >= 0:  # it was not killed, so another attempt would fail too
                guard = 'under `if __name__ == "__main__":`, because each worker imports the script'
                return f"{end}. A script must start them {guard}"
        return f"{end}, {ATTEMPTS} times"

    def make(self, function: Callable[[Any], Any], config: Any) -> tuple[Any, BaseException | None]:
        """Make a call; return its value and its error, one of which is None."""
        question, end = pickle.dumps((function, config)), ""
        for _ in range(ATTEMPTS):
            if self.connection.closed:
                self.start()
            with contextlib.suppress(OSError):  # the process has died
                self.connection.send_bytes(question)
            answer = self.listen()
            if answer == b"":
                answer = self.listen()
            if answer is not None:
                return _opened(answer)
            end = self.end()
        return None, RuntimeError(f"its process {end}, {ATTEMPTS} times")

    def listen(self) -> bytes | None:
        """Return the next message of the process: ``b""`` when it has started, then results; None if it has died."""
        try:
            return self.connection.recv_bytes()
        except (EOFError, OSError):
            return None

    def end(self) -> str:
        """Close the connection, wait until the process ends, and return how it ended."""
        self.connection.close()
        self.process.join(GRACE)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        return f"ended with status {code}" if code >= 0 else f"was killed by signal {-code}, {signal.strsignal(-code)}"

    def close(self) -> None:
        """Kill the process and start no new one; the thread that serves it then ends."""
        with STARTING:
            self.closed = True
        self.process.kill()


def _work(connection: Connection) -> None:
    """Run a worker: report that it has started, then make calls until the connection is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_the_parent, daemon=True).start()
    connection.send_bytes(b"")
    with contextlib.suppress(EOFError):
        while True:
            connection.send_bytes(_answer(connection.recv_bytes()))


def _die_with_the_parent() -> None:
    """End this process when its parent ends, because a killed parent cannot end its workers."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(question: bytes) -> bytes:
    """Return the pickled value and error of a pickled function and config."""
    try:
        function, config = pickle.loads(question)
        return pickle.dumps((function(config), None))
    except BaseException as error:  # also SystemExit, because a call must not end the worker
        error.add_note(f"in a worker process:\n{traceback.format_exc()}")
        try:
            answer = pickle.dumps((None, error))
            pickle.loads(answer)  # some errors can be pickled but not unpickled
        except Exception:
            text = f"{type(error).__name__}: {error}, an error that cannot be sent between processes"
            return pickle.dumps((None, RuntimeError(text)))
        return answer


def _opened(answer: bytes) -> tuple[Any, BaseException | None]:
    try:
        value, error = pickle.loads(answer)
    except Exception as failure:
        return None, failure
    return value, error

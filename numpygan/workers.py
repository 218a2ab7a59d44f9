"""Worker processes for ``sweep`` and for ``numpygan check``; open to all rooms.

Each worker makes one call at a time. If a worker dies, that call alone is made again. The processes of
``concurrent.futures`` and of ``multiprocessing.Pool`` do not fit: when one of them dies, the first loses all calls that
are not finished, and the second waits for ever; and both wait for the calls that run before they can be left.
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

ATTEMPTS = 2  # the first death may have been for want of memory, which others were using
GRACE = 2.0  # seconds in which a process may end by itself
WAIT = 0.2  # seconds between two looks at the answers: on Windows Ctrl-C has no effect until then
STARTING = threading.Lock()  # one at a time changes the environment


def call_in_processes(
    function: Callable[[Any], Any], configs: Sequence[Any], processes: int
) -> Generator[CallResult | None, None, None]:
    """Call ``function`` on each config, in so many fresh processes; the answers come as they are ready.

    A thread serves each process, so that it has work whatever the caller does with the answers. When the
    generator is closed, or fails, the processes are killed.

    Yields
    ------
    CallResult or None
        None after each WAIT without an answer, so that the caller can report that the work goes on.

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
    if hasattr(signal, "pthread_sigmask"):  # inherited: a process that is started here is deaf to Ctrl-C
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
        except Exception as error:  # such as no memory for another process
            answers.put((call, None, error))
    worker.end()


class _Worker:
    """A process at the other end of a connection; after its death, the next one."""

    connection: Connection
    process: multiprocessing.process.BaseProcess

    def __init__(self) -> None:
        self.closed = False
        self.start()

    def start(self) -> None:
        """Start a process, unless the calls are over, or the program is."""
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
        """Wait until the process has started; why it has not, or ""."""
        end = ""
        for _ in range(ATTEMPTS):
            if self.connection.closed:
                self.start()
            if self.listen() is not None:
                return ""
            end = self.end()
            if (self.process.exitcode or 0) >= 0:  # it would do the same again
                guard = 'under `if __name__ == "__main__":`, because each worker imports the script'
                return f"{end}. A script must start them {guard}"
        return f"{end}, {ATTEMPTS} times"

    def make(self, function: Callable[[Any], Any], config: Any) -> tuple[Any, BaseException | None]:
        """Make a call: its value or its error."""
        question, end = pickle.dumps((function, config)), ""
        for _ in range(ATTEMPTS):
            if self.connection.closed:
                self.start()
            with contextlib.suppress(OSError):  # it has died, and says nothing
                self.connection.send_bytes(question)
            answer = self.listen()
            if answer == b"":
                answer = self.listen()
            if answer is not None:
                return _opened(answer)
            end = self.end()
        return None, RuntimeError(f"its process {end}, {ATTEMPTS} times")

    def listen(self) -> bytes | None:
        """What the process says: ``b""`` when it has started, then an answer to each question; None if it is dead."""
        try:
            return self.connection.recv_bytes()
        except (EOFError, OSError):
            return None

    def end(self) -> str:
        """Hang up, and wait for the process to end; how it did."""
        self.connection.close()
        self.process.join(GRACE)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        return f"ended with status {code}" if code >= 0 else f"was killed by signal {-code}, {signal.strsignal(-code)}"

    def close(self) -> None:
        """Kill the process, and start no other; what serves it notices."""
        with STARTING:
            self.closed = True
        self.process.kill()


def _work(connection: Connection) -> None:
    """What a worker does: say that it is there, then answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_the_parent, daemon=True).start()
    connection.send_bytes(b"")
    with contextlib.suppress(EOFError):
        while True:
            connection.send_bytes(_answer(connection.recv_bytes()))


def _die_with_the_parent() -> None:
    """Or a parent that is killed would leave its workers to their hours of work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(question: bytes) -> bytes:
    """The pickled value and error of a pickled function and config."""
    try:
        function, config = pickle.loads(question)
        return pickle.dumps((function(config), None))
    except BaseException as error:  # SystemExit too: a call must not end the worker
        error.add_note(f"in a worker process:\n{traceback.format_exc()}")
        try:
            answer = pickle.dumps((None, error))
            pickle.loads(answer)  # some errors can be pickled and not be read
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

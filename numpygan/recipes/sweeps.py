"""Seeds and settings in parallel: one function, many configs, on processes, threads or a cluster.

Nothing is random here: what a config gives is decided by the config, so it is the same on any number of
processes and in any order.
"""

import contextlib
import multiprocessing
import os
import pickle
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from numpygan import arguments
from numpygan.workers import CallResult, call_in_processes

Config = TypeVar("Config")
Value = TypeVar("Value")


@dataclass(frozen=True)
class SweepResult(Generic[Config, Value]):
    """What became of one config.

    Attributes
    ----------
    config, value
        What the function was given, and what it returned; None if it failed.
    error : BaseException or None
        Why it failed.
    index : int
        The place of the config among the configs, from 0.
    done, total : int
        How many of all there are have an outcome, with this one.
    """

    config: Config
    value: Value | None
    error: BaseException | None
    index: int
    done: int
    total: int


def sweep(
    function: Callable[[Config], Value],
    configs: Iterable[Config],
    executor: Executor | None = None,
    *,
    processes: int | None = None,
) -> Generator[SweepResult[Config, Value], None, None]:
    """Call ``function(config)`` for every config; yield an :class:`SweepResult` as soon as there is one.

    Parameters
    ----------
    function : callable
        For processes, one that they can import: defined at the top level of a module. What is random in it
        should be made from a seed in the config.
    configs : iterable
    executor : concurrent.futures.Executor, optional
        Makes the calls, all of which it is given at once: a ``ThreadPoolExecutor``, the ``get_executor()`` of a
        Dask client, an ``MPIPoolExecutor``. It is the caller's to set up and to shut down.
        Unless given, fresh processes of this machine make the calls, with one thread each for matrix products.
    processes : int, optional
        How many; one a core unless given.

    Yields
    ------
    SweepResult
        In the order in which the calls end. A call that raises has its error as its outcome, and so has one whose
        process dies: a second try is made first. An executor of the caller's has rules of its own for that.

    Raises
    ------
    TypeError
        For a function or a config that cannot be sent to another process.
    RuntimeError
        For processes that cannot start: of a script that calls this outside of ``if __name__ == "__main__":``,
        which each process imports, and in a process that a sweep has started.

    Notes
    -----
    The work begins when the first outcome is asked for, and ends with the loop. When that is left early, by
    ``break``, an error or Ctrl-C, the calls that have not begun are cancelled and the processes are killed; an
    executor of the caller's ends what it has begun.

    Examples
    --------
    A ``print(f"{outcome.done} of {outcome.total}")`` in the loop shows the progress.

    >>> import math
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as threads:
    ...     outcomes = list(sweep(math.sqrt, [4, 9, -1], threads))
    >>> for outcome in sorted(outcomes, key=lambda outcome: outcome.index):
    ...     print(outcome.config, outcome.value, outcome.error)
    4 2.0 None
    9 3.0 None
    -1 None math domain error
    """
    configs = list(configs)
    if executor is None:
        most = _cores() if processes is None else arguments.positive_int("processes", processes)
        _refuse_what_processes_cannot_import(function)
        _refuse_unpicklable(function, configs)
        return _outcomes(configs, call_in_processes(function, configs, most))
    if processes is not None:
        raise ValueError(f"give executor or processes, not both, got processes = {processes!r}")
    if not isinstance(executor, Executor):
        raise TypeError(
            "executor must be a concurrent.futures.Executor, such as the get_executor() of a Dask client, "
            f"got {executor!r}"
        )
    if isinstance(executor, ProcessPoolExecutor):
        _refuse_unpicklable(function, configs)
    return _outcomes(configs, _answers_of_executor(function, configs, executor))


def _outcomes(
    configs: Sequence[Config], answers: Generator[CallResult | None, None, None]
) -> Generator[SweepResult, None, None]:
    with contextlib.closing(answers):
        news = (answer for answer in answers if answer is not None)
        for done, (index, value, error) in enumerate(news, start=1):
            yield SweepResult(configs[index], value, error, index, done, len(configs))


def _answers_of_executor(
    function: Callable[[Any], Any], configs: Sequence[Any], executor: Executor
) -> Generator[CallResult | None, None, None]:
    futures: dict[Future, int] = {}
    try:
        for index, config in enumerate(configs):
            try:
                futures[executor.submit(function, config)] = index
            except BrokenExecutor as error:  # by a call that was given to it before
                yield index, None, error
        for future in as_completed(futures):
            index = futures.pop(future)  # and with it the value, which may be large
            failure = CancelledError() if future.cancelled() else future.exception()
            yield index, None if failure else future.result(), failure
    finally:
        for future in futures:
            future.cancel()


def _refuse_unpicklable(function: Callable[[Any], Any], configs: Sequence[Any]) -> None:
    """Raise TypeError before hours are spent, and not when the turn comes."""
    for name, value in [("function", function), *((f"config {i}", config) for i, config in enumerate(configs))]:
        try:
            pickle.dumps(value)
        except Exception as error:  # any class may refuse in its own way
            raise TypeError(
                f"{name} cannot be sent to another process: {error}; expected a function or class at the top level of "
                "a module, and values that can be pickled, or an executor that uses threads"
            ) from error


def _refuse_what_processes_cannot_import(function: Callable[[Any], Any]) -> None:
    if multiprocessing.current_process().daemon:
        raise RuntimeError("sweep is called in a worker process, which may start no others: expected an executor")
    main = sys.modules["__main__"]
    path = getattr(main, "__file__", None)
    if path is not None and main.__spec__ is None and not os.path.exists(path):
        raise RuntimeError(
            f"each process imports the program, and {path} is no file: expected a script, or an executor"
        )
    while isinstance(function, partial):
        function = function.func
    module = getattr(function, "__module__", None) or type(function).__module__
    if module == "__main__" and path is None:
        raise TypeError(
            f"{function!r} was defined at a prompt or in a notebook, where other processes cannot import it: expected "
            "a function of a module, or an executor that uses threads"
        )


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

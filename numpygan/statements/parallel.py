"""The checks on several cores: each statement in one process, the results in the order of the notes."""

import contextlib
from collections.abc import Iterable, Iterator
from functools import partial

from numpygan import arguments
from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import STATEMENTS, named_statement
from numpygan.statements.report import Result, broken_down, check
from numpygan.workers import call_in_processes


def check_in_processes(ids: Iterable[str] = (), *, seed: int = 0, processes: int) -> Iterator[Result | None]:
    """Like :func:`check`, on so many ``processes``; a statement's results come all at once.

    A statement whose process dies is checked once more, in a new process. If that dies too, the statement has one
    failed comparison, which says how the process ended, and the other statements are checked.

    Yields
    ------
    Result or None
        None about five times a second while no result is ready, so that the caller can show that the work goes on.

    Raises
    ------
    ChildProcessError
        If no process starts.
    """
    chosen = [named_statement(id).id for id in ids] or list(STATEMENTS)
    return _results(chosen, seed, arguments.positive_int("processes", processes))


def _results(chosen: list[str], seed: int, processes: int) -> Iterator[Result | None]:
    try:
        yield from _in_order(chosen, seed, processes)
    except RuntimeError as error:  # no process has started
        raise ChildProcessError(str(error)) from error


def _in_order(chosen: list[str], seed: int, processes: int) -> Iterator[Result | None]:
    ready: dict[int, list[Comparison]] = {}
    with contextlib.closing(call_in_processes(partial(_comparisons, seed=seed), chosen, processes)) as answers:
        done = 0
        for answer in answers:
            if answer is not None:
                index, comparisons, error = answer
                if isinstance(error, RuntimeError):  # such as a process that died: not of this statement alone
                    comparisons, error = [broken_down(error)], None
                if error is not None:
                    raise error
                ready[index] = comparisons
            if done not in ready:
                yield None
            while done in ready:
                yield from (Result(STATEMENTS[chosen[done]], comparison) for comparison in ready.pop(done))
                done += 1


def _comparisons(id: str, seed: int) -> list[Comparison]:
    return [result.comparison for result in check([id], seed=seed)]

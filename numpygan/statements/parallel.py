"""The checks on several cores: each statement in one process, the results in the order of the notes."""

import multiprocessing
from collections.abc import Iterable, Iterator
from functools import partial

from numpygan import arguments
from numpygan.children import ctrl_c_left_to_us, one_thread_each
from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import STATEMENTS, named_statement
from numpygan.statements.report import Result, check

WAIT = 0.2  # seconds


def check_in_processes(ids: Iterable[str] = (), *, seed: int = 0, processes: int) -> Iterator[Result | None]:
    """Like :func:`check`, on so many ``processes``; a statement's results come all at once.

    Yields
    ------
    Result or None
        None after each WAIT without news, so that the caller can say so.
    """
    chosen = [named_statement(id).id for id in ids] or list(STATEMENTS)
    return _results(chosen, seed, arguments.positive_int("processes", processes))


def _results(chosen: list[str], seed: int, processes: int) -> Iterator[Result | None]:
    with _pool(min(processes, len(chosen))) as pool:
        pending = pool.imap(partial(_comparisons, seed=seed), chosen)
        for id in chosen:
            while True:
                try:
                    comparisons = pending.next(timeout=WAIT)
                    break
                except multiprocessing.TimeoutError:
                    yield None
            yield from (Result(STATEMENTS[id], comparison) for comparison in comparisons)


def _pool(processes: int) -> "multiprocessing.pool.Pool":
    """Fresh processes, which leave Ctrl-C to this one."""
    with ctrl_c_left_to_us(), one_thread_each():
        return multiprocessing.get_context("spawn").Pool(processes)


def _comparisons(id: str, seed: int) -> list[Comparison]:
    return [result.comparison for result in check([id], seed=seed)]

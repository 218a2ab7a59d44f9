"""Run the checks, and format the results as rows of a table or as JSON."""

import json
import math
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import STATEMENTS, Statement, named_statement

JSON_VERSION = 1


class Result(NamedTuple):
    """A comparison and the statement it belongs to."""

    statement: Statement
    comparison: Comparison


def check(ids: Iterable[str] = (), *, seed: int = 0) -> Iterator[Result]:
    """Run the checks of the statements ``ids`` (all of them by default), one comparison at a time.

    Each statement draws from its own stream of ``seed``, so that it gives the same numbers alone
    and among others. A check that raises (ValueError, ArithmeticError) yields one failed
    comparison that states the error, and the next statement is checked.

    Raises
    ------
    ValueError
        For an unknown id, before anything runs; it lists the nearest ones.
    """
    if isinstance(ids, str):
        raise TypeError(f"ids must be a list of statement ids, got the string {ids!r}")
    chosen = [named_statement(id) for id in ids] or list(STATEMENTS.values())
    return _results(chosen, seed)


def _results(chosen: list[Statement], seed: int) -> Iterator[Result]:
    for statement in chosen:
        rng = np.random.default_rng([seed, *statement.id.encode()])
        started = time.perf_counter()
        try:
            for comparison in statement.check(rng):
                yield Result(statement, replace(comparison, seconds=time.perf_counter() - started))
                started = time.perf_counter()
        except (ValueError, ArithmeticError) as error:
            yield Result(statement, replace(broken_down(error), seconds=time.perf_counter() - started))


def broken_down(error: Exception) -> Comparison:
    """The failed comparison that replaces those which an error has prevented."""
    text = " ".join(f"{type(error).__name__}: {error}".split())  # a row of a table is one line
    return Comparison("the check itself", text, math.nan, "no error", math.nan, 0)


def to_table(result: Result) -> str:
    """A comparison as one line: ok, statement, equation, both numbers, gap, allowed gap, case, route against route."""
    s, c = result
    return (
        f"{'ok' if c.ok else 'FAILED':<6} {s.id:<21} {s.equation:<7} {number(c.left):>18} {c.relation:<2} "
        f"{number(c.right):<18} gap {c.gap:.1e} of {c.allowed:.1e}  {c.case}: {c.left_route} | {c.right_route}"
    )


def number(x: float) -> str:
    """Twelve digits, without trailing zeros."""
    return f"{x:.12g}"


class Count(NamedTuple):
    """How many comparisons of how many statements hold, and which statements failed, in the order of the notes."""

    good: int
    comparisons: int
    statements: int
    failed: list[str]


def count(results: list[Result]) -> Count:
    """The numbers of a summary, for any language."""
    failed = sorted({r.statement.id for r in results if not r.comparison.ok}, key=list(STATEMENTS).index)
    return Count(sum(r.comparison.ok for r in results), len(results), len({r.statement.id for r in results}), failed)


def summary(results: list[Result], *, complete: bool = True) -> str:
    """The last line below the table; ``complete`` is False for a check that was interrupted."""
    good, comparisons, statements, failed = count(results)
    text = (
        f"{good} of {comparisons} comparisons hold, in {statements} {'statement' if statements == 1 else 'statements'}"
    )
    text += f"; FAILED: {', '.join(failed)}" if failed else ""
    return text if complete else f"{text} so far, then interrupted"


def to_json(results: list[Result], *, seed: int, complete: bool = True) -> str:
    """Everything the table shows; infinities and nan are the strings "inf", "-inf" and "nan".

    ``complete`` is False for a check that was interrupted, which is then not ``ok`` either.
    """
    rows = [
        {
            "statement": s.id,
            "equation": s.equation,
            "claim": s.claim,
            "case": c.case,
            "left_route": c.left_route,
            "left": plain(c.left),
            "relation": c.relation,
            "right_route": c.right_route,
            "right": plain(c.right),
            "gap": plain(c.gap),
            "allowed": plain(c.allowed),
            "ok": c.ok,
        }
        for s, c in results
    ]
    report = {
        "version": JSON_VERSION,
        "seed": seed,
        "complete": complete,
        "ok": complete and all(c.ok for _, c in results),
        "comparisons": rows,
    }
    return json.dumps(report, indent=1, allow_nan=False)


def plain(x: float) -> float | str:
    return x if math.isfinite(x) else str(x)

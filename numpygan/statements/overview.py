"""A statement's check as one line: how many comparisons hold, the worst gap, how long it took; then what failed.

This is what ``numpygan check`` prints. The table with a line for each comparison is in ``report`` and ``chinese``.
"""

import math
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from numpygan.statements import chinese, report
from numpygan.statements.chinese import display_width, padded
from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import STATEMENTS, Statement
from numpygan.statements.report import Result

INDENT = "   "
UNFINISHED = "..."


@dataclass(frozen=True)
class Language:
    """The words of an overview, and the functions that write a comparison and a summary with these words."""

    holds: str
    fails: str
    gap: str
    title: Callable[[Statement], str]
    row: Callable[[Result], str]
    summary: Callable[..., str]


LANGUAGES = {
    "en": Language("ok", "FAILED", "gap {} of {}", lambda s: s.claim, report.to_table, report.summary),
    "zh": Language("成立", "不成立", "差 {} 允许 {}", chinese.title, chinese.to_table, chinese.summary),
}


def worst(comparisons: list[Comparison]) -> Comparison:
    """The comparison that is nearest to failing, or fails most: the largest gap in units of what is allowed."""
    return max(comparisons, key=lambda c: (_share(c), c.allowed))


def _share(c: Comparison) -> float:
    if math.isnan(c.gap):
        return math.inf
    if c.gap == 0:
        return 0.0
    return c.gap / c.allowed if c.allowed > 0 else math.inf


def overview_lines(
    results: list[Result],
    *,
    language: str = "en",
    width: int = 80,
    complete: bool = True,
    mark: Callable[[str, bool], str] = lambda text, ok: text,
) -> str:
    """The line of a statement, or two: its title is below it if ``width`` columns do not hold both.

    Parameters
    ----------
    results : list of Result
        All of one statement.
    language : "en" or "zh"
    width : int
        Columns of the terminal. No line is wider: a title that does not fit is wrapped.
    complete : bool
        False for a statement whose check was interrupted.
    mark : callable
        Maps the first word and whether all comparisons hold to what is printed, such as the same word in color.
    """
    words, statement = LANGUAGES[language], results[0].statement
    comparisons = [result.comparison for result in results]
    good, ok = sum(c.ok for c in comparisons), all(c.ok for c in comparisons)
    near = worst(comparisons)
    gap = words.gap.format(_short(near.gap), _short(near.allowed))
    state = words.fails if not ok else words.holds if complete else UNFINISHED
    seconds = f"{sum(c.seconds for c in comparisons):.1f} s"
    rest = (
        f" {padded(statement.id, 21)} {padded(statement.equation, 7)} {f'{good}/{len(comparisons)}':>7}  "
        f"{padded(gap, display_width(words.gap.format('1.0e-10', '1.0e-10')))} {seconds:>7}"
    )
    line = padded(state, 6) + rest
    if display_width(line) > width:  # a narrow terminal
        line = wrapped(line, width)
    first = mark(state, ok) + line[len(state) :]
    title = words.title(statement)
    longest = max(display_width(words.title(s)) for s in STATEMENTS.values())
    if display_width(line) + 2 + longest <= width:
        return f"{first}  {title}"
    return f"{first}\n{wrapped(INDENT + title, width)}"


def _short(number: float) -> str:
    """0 for 0, which is exact; two digits for any other number."""
    return f"{number:.1e}" if number else "0"


def failures(results: list[Result], *, language: str = "en", width: int | None = None) -> list[str]:
    """The comparisons that failed, in full; wrapped to ``width`` columns, or a line each."""
    rows = [" ".join(LANGUAGES[language].row(result).split()) for result in results if not result.comparison.ok]
    return [INDENT + row if width is None else wrapped(INDENT + row, width) for row in rows]


def wrapped(text: str, width: int) -> str:
    """``text`` on lines of at most ``width`` columns, indented from the second on."""
    indent = text[: len(text) - len(text.lstrip())]
    room = max(width - (display_width(text) - len(text)), 20)  # as if each line had all of the wide characters
    return textwrap.fill(" ".join(text.split()), room, initial_indent=indent, subsequent_indent=indent + INDENT)

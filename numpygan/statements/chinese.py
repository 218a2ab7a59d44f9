"""The table of a check in Chinese, the language of the notes: ``numpygan check --lang zh``.

A statement gives its Chinese title itself. Cases and routes stay English, as the names in the code do. On a terminal a
Chinese character is two columns wide, which ``padded`` takes into account.
"""

import unicodedata

from numpygan.statements.registry import STATEMENTS, Statement
from numpygan.statements.report import Result, count, number


def title(statement: Statement) -> str:
    """The Chinese title, or the claim of a statement that has none."""
    return statement.title_zh or statement.claim


def display_width(text: str) -> int:
    """How many columns of a terminal ``text`` takes.

    Examples
    --------
    >>> display_width("KL"), display_width("散度")
    (2, 4)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, width: int) -> str:
    """``text`` with spaces behind it, ``width`` columns wide."""
    return text + " " * (width - display_width(text))


def to_table(result: Result) -> str:
    """A comparison as one line, like that of :func:`numpygan.statements.to_table`, with the statement's title."""
    s, c = result
    width = max(display_width(title(each)) for each in STATEMENTS.values())
    return (
        f"{padded('成立' if c.ok else '不成立', 6)} {padded(s.id, 21)} {padded(title(s), width)} "
        f"{padded(s.equation, 7)} {number(c.left):>18} {c.relation:<2} {number(c.right):<18} "
        f"差 {c.gap:.1e} 允许 {c.allowed:.1e}  {c.case}: {c.left_route} | {c.right_route}"
    )


def summary(results: list[Result], *, complete: bool = True) -> str:
    """The last line below the table; ``complete`` is False for a check that was interrupted."""
    good, comparisons, statements, failed = count(results)
    text = f"{statements} 个命题，{comparisons} 项比较，其中 {good} 项成立"
    text += f"；不成立：{'、'.join(failed)}" if failed else ""
    return text if complete else f"{text}（到此为止，检查被中断）"

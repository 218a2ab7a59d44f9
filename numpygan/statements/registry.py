"""The statements of the notes that have a check, by the ids that the whole project uses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from numpygan import arguments
from numpygan.statements.comparison import Comparison

Check = Callable[[np.random.Generator], Iterator[Comparison]]


@dataclass(frozen=True)
class Statement:
    """What the notes say, where, and the function that checks it.

    Attributes
    ----------
    id : str
        The name that ``numpygan check`` takes.
    equation : str
        The place in the notes.
    claim : str
        One line, at most 77 characters.
    check : callable
        Takes a random generator and yields comparisons.
    formula : str
        The claim in mathtext, the TeX that matplotlib draws, without dollar signs; each of its lines is a formula.
    title_zh : str
        The title in Chinese; without it the Chinese table has the claim.
    """

    id: str
    equation: str
    claim: str
    check: Check
    formula: str = ""
    title_zh: str = ""


STATEMENTS: dict[str, Statement] = {}


def statement(id: str, *, equation: str, claim: str, formula: str = "", title_zh: str = "") -> Callable[[Check], Check]:
    """Register the decorated check under ``id``; the order of registration is the order of the notes.

    Examples
    --------
    >>> @statement("square", equation="none", claim="(a + b)^2 = a^2 + 2 a b + b^2")
    ... def check_square(rng):
    ...     a, b = rng.normal(size=2)
    ...     yield Comparison("random a, b", "(a + b)^2", (a + b) ** 2, "sum", a**2 + 2 * a * b + b**2, 1e-12)
    >>> STATEMENTS.pop("square").claim
    '(a + b)^2 = a^2 + 2 a b + b^2'
    """

    def register(check: Check) -> Check:
        # A notebook runs the same cell again, and then the new check replaces the old one.
        if id in STATEMENTS and STATEMENTS[id].check.__module__ != check.__module__:
            raise ValueError(f"statement {id!r} is registered already, by {STATEMENTS[id].check.__module__}")
        STATEMENTS[id] = Statement(id, equation, claim, check, formula, title_zh)
        return check

    return register


def named_statement(id: str) -> Statement:
    """The statement called ``id``; an unknown id is an error that lists the nearest ones."""
    return STATEMENTS[arguments.known_name("statement", id, STATEMENTS)]

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

    ``formula`` is the claim in mathtext, the TeX that matplotlib draws, without dollar signs; each of
    its lines is a formula of its own.
    """

    id: str
    equation: str
    claim: str
    check: Check
    formula: str = ""


STATEMENTS: dict[str, Statement] = {}


def statement(id: str, *, equation: str, claim: str, formula: str = "") -> Callable[[Check], Check]:
    """Register the decorated check under ``id``; the order of registration is the order of the notes."""

    def register(check: Check) -> Check:
        if id in STATEMENTS:
            raise ValueError(f"statement {id!r} is registered twice")
        STATEMENTS[id] = Statement(id, equation, claim, check, formula)
        return check

    return register


def named_statement(id: str) -> Statement:
    """The statement called ``id``; an unknown id is an error that lists the nearest ones."""
    return STATEMENTS[arguments.known_name("statement", id, STATEMENTS)]

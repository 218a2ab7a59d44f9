"""What an exercise is: its parts, its mistakes, the probes that tell a right answer from a wrong one.

An exercise is a folder of ``numpygan/classroom/exercises``; ``bank`` reads it. Here are only the words it is written
in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Part:
    """What is written, checked and given points as one piece.

    Attributes
    ----------
    id : str
        A letter.
    call : str
        How the student thinks of it: ``"js(p, q)"``.
    hints : three of str
        A question, a formula, pseudo-code.
    demo : str
        Up to three lines of Python that end in an expression; they use the names of the student's file. ``why``
        shows what the expression gives with a mistake and without.
    shows : str
        Template of the call with its numbers, ``"js({p}, {q})"``; by default, all inputs.
    points : int
    entrywise : bool
        Each entry must be right relative to itself, not to the largest.
    tolerance, single : float
        The largest relative error, of answers in double and in single precision.
    """

    id: str
    call: str
    hints: tuple[str, str, str]
    demo: str
    shows: str = ""
    points: int = 1
    entrywise: bool = False
    tolerance: float = 1e-6
    single: float = 1e-4


@dataclass(frozen=True)
class Edit:
    """The mistake in the text: where the reference says ``right``, which it does once, it says ``wrong``."""

    right: str
    wrong: str


@dataclass(frozen=True)
class Mistake:
    """A classic mistake: an executable mutant of the reference solution, and what to say about it.

    Attributes
    ----------
    name : str
        ``"js.sqrt"``
    says : str
        To the student, in the second person: what was done, short.
    why : str
        Why that is wrong, in a sentence or two.
    edits : tuple of Edit
        What makes the mutant of the reference.
    synonyms : tuple of str
        Mistakes that no probe can tell from this one.
    note : bool
        Not wrong, only worse than it could be: it passes, with a note.
    demo : str
        Instead of the part's, where that would not show it.
    """

    name: str
    says: str
    why: str
    edits: tuple[Edit, ...]
    synonyms: tuple[str, ...] = ()
    note: bool = False
    demo: str = ""


@dataclass(frozen=True)
class Draws:
    """An input: ``np.random.default_rng(seed)``, made anew for each call."""

    seed: int


@dataclass(frozen=True)
class Probe:
    """One call of a part with its numbers.

    Attributes
    ----------
    part : str
    inputs : mapping from names to arrays, numbers, strings, lists of them, or Draws
        The arguments of the part's function in ``driver.py``.
    about : str
        What is special about it, to say where only such probes fail; "" if nothing is.
    """

    part: str
    inputs: Mapping[str, Any]
    about: str = ""

    @property
    def generic(self) -> bool:
        return not self.about


Probes = Callable[[np.random.Generator], Iterator[Probe]]


@dataclass(frozen=True)
class Exercise:
    """An exercise, ready to be given, checked and explained.

    Attributes
    ----------
    id : str
        ``"e01"``
    name : str
        Of its folder and of the student's file, ``"e01_kl_js"``.
    title : str
    statements : tuple of str
        Ids of the statements of the notes that it is about.
    lesson : str
        The lesson that it belongs to, or "".
    library : tuple of str
        Where the package does the same: ``"numpygan.theory.divergences:js"``.
    stub, reference, driver : str
        Python: what the student gets, a solution, and what calls the student's functions in the worker.
    variants : mapping from names to str
        Python of right solutions of another form; what they do not define is the reference's.
    derived : function or None
        ``derived(part, inputs, outputs)`` makes of the answers to a call what is judged, where many are right. It runs
        in the grader's process.
    """

    id: str
    name: str
    title: str
    statements: tuple[str, ...]
    lesson: str
    library: tuple[str, ...]
    parts: tuple[Part, ...]
    mistakes: Mapping[str, Mistake]
    probes: Probes
    stub: str
    reference: str
    driver: str
    variants: Mapping[str, str] = field(default_factory=dict)
    derived: Callable[[str, Mapping[str, Any], dict[str, Any]], dict[str, Any]] | None = None

    @property
    def file(self) -> str:
        return f"{self.name}.py"

    def part(self, id: str) -> Part:
        return next(part for part in self.parts if part.id == id)

    def mutant(self, *names: str) -> str:
        """The source of the reference with the named mistakes.

        Raises
        ------
        ValueError
            If a line to be changed is not there once; for two mistakes that means that they do not compose.
        """
        source = self.reference
        for name in names:
            for edit in self.mistakes[name].edits:
                if source.count(edit.right) != 1:
                    raise ValueError(
                        f"{name}: expected {edit.right!r} once in {self.name}, found {source.count(edit.right)}"
                    )
                source = source.replace(edit.right, edit.wrong)
        return source

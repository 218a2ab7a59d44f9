"""The parts of an exercise: what students write, known mistakes, and probes that distinguish right from wrong answers.

An exercise is a folder of ``numpygan/classroom/exercises``, which ``bank`` reads. This module defines the data classes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Part:
    """A part of an exercise, checked on its own, with its own points.

    Attributes
    ----------
    id : str
        A letter.
    call : str
        The call as the student sees it: ``"js(p, q)"``.
    hints : three of str
        A question, a formula, pseudo-code.
    demo : str
        Up to three lines of Python that end in an expression; they use the names of the student's file. ``why``
        shows what the expression gives with a mistake and without.
    shows : str
        Template of the call with its numbers, ``"js({p}, {q})"``; by default, all inputs.
    points : int
    entrywise : bool
        Whether the error of each entry is relative to that entry, not to the largest one.
    tolerance, single : float
        The largest relative error, of answers in double and in single precision.
    scale : float
        The size of the terms whose sum is the answer; they may cancel, so in single precision, an error of
        ``single * scale`` is allowed.
    """

    id: str
    call: str
    hints: tuple[str, str, str]
    demo: str
    shows: str = ""
    points: int = 1
    entrywise: bool = False
    tolerance: float = 1e-9
    single: float = 2e-6
    scale: float = 1.0


@dataclass(frozen=True)
class Edit:
    """A replacement of ``right``, which occurs once in the reference, by ``wrong``."""

    right: str
    wrong: str


@dataclass(frozen=True)
class Mistake:
    """A common mistake: an executable mutant of the reference solution, and its description.

    Attributes
    ----------
    name : str
        ``"js.sqrt"``
    says : str
        What is wrong with the answer, in one short sentence to the student.
    why : str
        Why that is wrong, in a sentence or two.
    edits : tuple of Edit
        The replacements that turn the reference into the mutant.
    synonyms : tuple of str
        Mistakes that no probe can distinguish from this one.
    note : bool
        The answer is accepted, with a note.
    demo : str
        A demonstration that replaces the part's, if that shows no difference.
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
    """An input: ``np.random.default_rng(seed)``, created again for each call."""

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
        What is special about this call, for the feedback if only such calls fail; "" for a generic call.
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
        Ids of the statements, for ``numpygan check``.
    lesson : str
        The lesson that it belongs to, or "".
    library : tuple of str
        Where the package does the same: ``"numpygan.theory.divergences:js"``.
    stub, reference, driver : str
        Python source: the student's file, a solution, and the functions that call the student's functions.
    variants : mapping from names to str
        Python source of other right solutions; names that they do not define come from the reference.
    equivalent : mapping from patterns to str
        Generated mutants that are right for all allowed arguments, with the reason; see ``mutation_testing``.
    derived : function or None
        ``derived(part, inputs, outputs)`` computes what is compared, if many answers are right. It runs in the
        grader's process.
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
    equivalent: Mapping[str, str] = field(default_factory=dict)
    derived: Callable[[str, Mapping[str, Any], dict[str, Any]], dict[str, Any]] | None = None

    @property
    def lesson_command(self) -> str:
        """The command that runs the lesson, ``"numpygan lesson 5"``, or ""; it works without a clone, too."""
        return f"numpygan lesson {int(self.lesson[:2])}" if self.lesson else ""

    @property
    def file(self) -> str:
        return f"{self.name}.py"

    def part(self, id: str) -> Part:
        return next(part for part in self.parts if part.id == id)

    def mutant(self, *names: str) -> str:
        """Return the source of the reference with the named mistakes.

        Raises
        ------
        ValueError
            If a line to be changed does not occur exactly once; two mistakes may exclude each other.
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

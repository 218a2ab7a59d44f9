"""Find files of two students that are nearly the same, beyond what the empty exercise and the class share.

This states a fact, with its numbers. It says nothing about the reason: short right answers are often alike.
"""

import io
import tokenize
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

from numpygan.classroom.bank import all_exercises
from numpygan.classroom.intake import Submission
from numpygan.classroom.worker.loading import CELL, NOTEBOOK

LENGTH = 6  # tokens in a sequence
LEAST_SHARE = 0.9  # of the sequences of the shorter file
LEAST_SEQUENCES = 60  # shorter answers are alike by chance
MOST_CHARACTERS = 100_000  # of a file that are compared
FREQUENT = 0.2  # a sequence in more than this share of the files, and in at least 4, is not counted
NOTHING = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER}


@dataclass(frozen=True)
class Alike:
    """Two students whose files for an exercise share ``shared`` of ``of`` sequences of tokens."""

    exercise: str
    students: tuple[str, str]
    shared: int
    of: int

    def __str__(self) -> str:
        a, b = self.students
        share = f"{100 * self.shared / self.of:.0f} % ({self.shared} of {self.of} sequences of {LENGTH} tokens)"
        return f"{self.exercise}: {a} and {b} share {share} beyond the empty exercise"


def sequences(text: str) -> Counter[tuple[str, ...]]:
    """Return the sequences of tokens in a text, with comments, without white space."""
    plain = CELL.sub("", text[:MOST_CHARACTERS].removeprefix(NOTEBOOK))
    tokens = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(plain).readline):
            if token.type not in NOTHING:
                tokens.append(" ".join(token.string.split()))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        pass  # what came before the error is compared
    return Counter(tuple(tokens[i : i + LENGTH]) for i in range(len(tokens) - LENGTH + 1))


def nearly_identical(submissions: list[Submission]) -> list[Alike]:
    """Return the pairs of nearly identical files, the largest share first."""
    by_exercise: dict[str, list[Submission]] = defaultdict(list)
    for submission in submissions:
        by_exercise[submission.exercise].append(submission)
    found = [pair for id, some in by_exercise.items() for pair in _pairs(id, some)]
    return sorted(found, key=lambda each: (-each.shared / each.of, each.exercise, each.students))


def _pairs(id: str, some: list[Submission]) -> list[Alike]:
    stub = sequences(all_exercises()[id].stub)
    own = {each.student: set(sequences(each.text) - stub) for each in some}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for student, found in own.items():
        for sequence in found:
            holders[sequence].append(student)
    most = max(3.0, FREQUENT * len(some))
    counted = {sequence for sequence, students in holders.items() if len(students) <= most}
    sizes = {student: len(found & counted) for student, found in own.items()}
    shared: Counter[tuple[str, str]] = Counter()
    for sequence in counted:
        shared.update(combinations(sorted(holders[sequence]), 2))
    found_pairs = []
    for (a, b), count in shared.items():
        of = min(sizes[a], sizes[b])
        if of >= LEAST_SEQUENCES and count >= LEAST_SHARE * of:
            found_pairs.append(Alike(id, (a, b), count, of))
    return found_pairs

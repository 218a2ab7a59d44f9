"""The results of a class, with the teacher's weights, late penalties and overrides."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from numpygan.classroom.bank import all_exercises
from numpygan.classroom.grading import Result, points_of
from numpygan.classroom.roster import read_csv

OVERRIDES = "overrides.csv"
COLUMNS = "student", "exercise", "part", "points", "reason"
LATE = "late"  # in the column part: the row sets the days by which the file is late
NOT_HANDED_IN = "not handed in"


@dataclass(frozen=True)
class Gradebook:
    """The results of a class.

    Attributes
    ----------
    students : dict from folder names to people's names, in order
    ids : list of str
        The exercises that count.
    results : dict from (student, exercise) to results
    weights : mapping from (exercise, part) to points
        Those that differ from the exercise's own.
    """

    students: dict[str, str]
    ids: list[str]
    results: dict[tuple[str, str], Result]
    weights: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def points(self, student: str, id: str) -> float:
        return float(self.results[student, id]["points"]) if (student, id) in self.results else 0.0

    def total(self, student: str) -> float:
        return round(sum(self.points(student, id) for id in self.ids), 6)

    def of_exercise(self, id: str) -> float:
        parts = all_exercises()[id].parts
        return sum(self.weights.get((id, part.id), part.points) for part in parts)

    @property
    def of(self) -> float:
        return sum(self.of_exercise(id) for id in self.ids)

    def misconceptions(self) -> list[tuple[str, list[str]]]:
        """Return the named mistakes with the students in whose files they were found, the most frequent first."""
        made: dict[str, list[str]] = {}
        for (student, _), result in self.results.items():
            for mistake in dict.fromkeys(part["mistake"] for part in result["parts"] if part["mistake"]):
                made.setdefault(mistake, []).append(student)
        return sorted(((m, sorted(set(who))) for m, who in made.items()), key=lambda each: (-len(each[1]), each[0]))

    def verdicts(self) -> Counter[str]:
        return Counter(part["verdict"] for result in self.results.values() for part in result["parts"])


def read_weights(path: Path) -> dict[tuple[str, str], float]:
    """Return the points by exercise and part; a row without a part divides its points evenly among all parts.

    Raises
    ------
    ValueError
        If a row names an unknown exercise or part, or its points are not a number.
    """
    weights: dict[tuple[str, str], float] = {}
    for row in read_csv(path, ("exercise", "points")):
        exercise, part = all_exercises().get(row["exercise"]), row.get("part", "")
        ids = [each.id for each in exercise.parts] if exercise else []
        points = _number(row["points"])
        if points is None or (part and part not in ids) or not ids:
            raise ValueError(
                f"{path}: expected an exercise, one of its parts ({', '.join(ids) or 'none'}) and points, got "
                f"{row['exercise']}, {part}, {row['points']}"
            )
        weights |= {(row["exercise"], id): points / (1 if part else len(ids)) for id in ([part] if part else ids)}
    return weights


def apply_weights(results: dict[tuple[str, str], Result], weights: Mapping[tuple[str, str], float]) -> None:
    """Give the parts the points of ``weights``."""
    for (_, id), result in results.items():
        for part in result["parts"]:
            of = weights.get((id, part["part"]), part["of"])
            part["points"], part["of"] = (part["points"] * of / part["of"] if part["of"] else 0), of
        _add_up(result)


def override(results: dict[tuple[str, str], Result], path: Path, students: Mapping[str, str]) -> list[str]:
    """Replace points by those of the teacher's file; return a sentence for each row that fits nothing.

    A row for a student of the class without a file creates a result. Points are those before a late penalty. A row with
    ``late`` as its part sets the days by which the file is late.
    """
    complaints = []
    names = {name: student for student, name in students.items()} | {student: student for student in students}
    for row in read_csv(path, COLUMNS[:4]) if path.exists() else ():
        student, id, what = names.get(row["student"]), row["exercise"], row["part"]
        points = _number(row["points"])
        fits = student is not None and id in all_exercises() and points is not None
        if fits and what != LATE:
            fits = any(part.id == what for part in all_exercises()[id].parts)
        if not fits or student is None or points is None:
            complaints.append(
                f"{path.name}: no result fits {', '.join(row[name] for name in COLUMNS[:4])}; the row has no effect"
            )
            continue
        result = results.setdefault((student, id), empty_result(student, id))
        reason = row.get("reason") or "by the teacher"
        if what == LATE:
            result["days late"], result["late reason"] = points, reason
            continue
        part = next(part for part in result["parts"] if part["part"] == what)
        part["points"] = int(points) if points == int(points) else points
        part["override"] = reason
        _add_up(result)
    return complaints


def empty_result(student: str, id: str) -> Result:
    """Return the result of an exercise for which there is no file."""
    exercise = all_exercises()[id]
    nothing = {"verdict": NOT_HANDED_IN, "points": 0, "mistake": "", "says": "", "detail": "", "line": 0, "notes": []}
    parts = [{"part": part.id, "call": part.call, "of": part.points, **nothing} for part in exercise.parts]
    return {
        **{"student": student, "file": "", "exercise": id, "points": 0, "of": points_of(exercise)},
        **{"parts": parts, "notes": [], "feedback": ""},
    }


def apply_penalty(result: Result, days: float, factor: float) -> None:
    """Reduce the points of a result that is ``days`` late to the share ``factor``."""
    result["days late"] = days
    result["points without penalty"] = result["points"]
    result["points"] = round(result["points"] * factor, 6)


def _add_up(result: Result) -> None:
    result["points"] = sum(each["points"] for each in result["parts"])
    result["of"] = sum(each["of"] for each in result["parts"])


def _number(text: str) -> float | None:
    """Return a number from 0 to a million, also with a decimal comma; None if the text is not one."""
    if not re.fullmatch(r"\d{1,6}([.,]\d+)?", text.strip()):
        return None
    return float(text.strip().replace(",", "."))


def number(value: float) -> str:
    return f"{value:g}"

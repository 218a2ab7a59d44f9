"""The results of a class, with the teacher's overrides, as CSV and JSON tables."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpygan.classroom.bank import all_exercises
from numpygan.classroom.grading import VERSION, Result, points_of
from numpygan.classroom.submissions import read_csv

OVERRIDES = "overrides.csv"
COLUMNS = "student", "exercise", "part", "points", "reason"
FORMULA = "=", "+", "-", "@", "\t", "\r", "\n", "|", "%"


@dataclass(frozen=True)
class Gradebook:
    """The results of a class.

    Attributes
    ----------
    students : dict from folder names to people's names, in order
    ids : list of str
        The exercises that count.
    results : dict from (student, exercise) to results
    """

    students: dict[str, str]
    ids: list[str]
    results: dict[tuple[str, str], Result]

    def points(self, student: str, id: str) -> float:
        return float(self.results[student, id]["points"]) if (student, id) in self.results else 0.0

    def total(self, student: str) -> float:
        return sum(self.points(student, id) for id in self.ids)

    @property
    def of(self) -> int:
        return sum(points_of(all_exercises()[id]) for id in self.ids)

    def misconceptions(self) -> list[tuple[str, list[str]]]:
        """Return the named mistakes with the students in whose files they were found, the most frequent first."""
        made: dict[str, list[str]] = {}
        for (student, _), result in self.results.items():
            for mistake in dict.fromkeys(part["mistake"] for part in result["parts"] if part["mistake"]):
                made.setdefault(mistake, []).append(student)
        return sorted(((m, sorted(set(who))) for m, who in made.items()), key=lambda each: (-len(each[1]), each[0]))

    def verdicts(self) -> Counter[str]:
        return Counter(part["verdict"] for result in self.results.values() for part in result["parts"])


def override(results: dict[tuple[str, str], Result], path: Path) -> list[str]:
    """Replace points by those of the teacher's file; return a sentence for each row that fits no result."""
    complaints = []
    for row in read_csv(path, COLUMNS[:4]) if path.exists() else ():
        result = results.get((row["student"], row["exercise"]))
        part = next((part for part in result["parts"] if part["part"] == row["part"]), None) if result else None
        try:
            points = float(row["points"])
        except ValueError:
            part = None
        if result is None or part is None or not 0 <= points < 1e6:
            complaints.append(
                f"{path.name}: no result fits {', '.join(row[name] for name in COLUMNS[:4])}; the row has no effect"
            )
            continue
        part["points"] = int(points) if points == int(points) else points
        part["override"] = row.get("reason") or "by the teacher"
        result["points"] = sum(each["points"] for each in result["parts"])
    return complaints


def grades_csv(book: Gradebook) -> str:
    """Return the grades as CSV: one row a student, one column an exercise. No cell is a formula."""
    rows = [["student", "name", *book.ids, "total", "of"]]
    for student, name in book.students.items():
        points = [number(book.points(student, id)) if (student, id) in book.results else "" for id in book.ids]
        rows.append([student, name, *points, number(book.total(student)), number(book.of)])
    text = io.StringIO()
    csv.writer(text).writerows([[escape_formulas(cell) for cell in row] for row in rows])
    return text.getvalue()


def escape_formulas(cell: str) -> str:
    """Return a cell that no spreadsheet executes: if it begins like a formula, it gets an apostrophe in front.

    With a decimal comma, a spreadsheet may read a semicolon as the end of a cell.
    """
    cell = re.sub(r";(?=\s*[=+\-@|%])", ";'", cell)
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell


def number(value: float) -> str:
    return f"{value:g}"


def results_json(book: Gradebook, key: str, when: dict[str, Any]) -> str:
    """Return all results as JSON."""
    report = {
        "version": VERSION,
        "key": key,
        **when,
        "exercises": [
            {"id": id, "title": all_exercises()[id].title, "of": points_of(all_exercises()[id])} for id in book.ids
        ],
        "students": [
            {"student": s, "name": n, "points": book.total(s), "of": book.of} for s, n in book.students.items()
        ],
        "results": [book.results[each] for each in sorted(book.results)],
        "misconceptions": [{"mistake": mistake, "students": who} for mistake, who in book.misconceptions()],
    }
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"

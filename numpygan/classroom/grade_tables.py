"""The grades as tables: for a spreadsheet, for the imports of Canvas and Moodle, and as JSON for programs."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from numpygan.classroom.bank import all_exercises
from numpygan.classroom.gradebook import Gradebook, number
from numpygan.classroom.grading import VERSION
from numpygan.classroom.intake import Intake
from numpygan.classroom.roster import Enrolled

FORMULA = "=", "+", "-", "@", "\t", "\r", "\n", "|", "%"


def grades_csv(book: Gradebook) -> str:
    """Return the grades as CSV: one row a student, one column an exercise. No cell is a formula."""
    rows = [["student", "name", *book.ids, "total", "of"]]
    for student, name in book.students.items():
        points = [number(book.points(student, id)) if (student, id) in book.results else "" for id in book.ids]
        rows.append([student, name, *points, number(book.total(student)), number(book.of)])
    return _table(rows)


def canvas_csv(book: Gradebook, enrolled: Mapping[str, Enrolled], numbers: Mapping[str, str]) -> str:
    """Return the grades with the columns that Canvas imports.

    ``numbers`` are the numbers that the platform gives the students; the id on the roster is the SIS login.
    """
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *book.ids, "numpygan"]]
    rows.append(
        ["Points Possible", "", "", "", "", *(number(book.of_exercise(id)) for id in book.ids), number(book.of)]
    )
    for student, name in book.students.items():
        login = enrolled[student].id if student in enrolled else ""
        points = [number(book.points(student, id)) for id in book.ids]
        rows.append([name, numbers.get(student, ""), "", login, "", *points, number(book.total(student))])
    return _table(rows)


def moodle_csv(book: Gradebook, enrolled: Mapping[str, Enrolled], numbers: Mapping[str, str]) -> str:
    """Return the grades with the columns of Moodle's grading worksheet, and those of its gradebook import."""
    rows = [
        [
            "Identifier",
            "Full name",
            "Email address",
            "ID number",
            "Grade",
            "Maximum Grade",
            *book.ids,
            "Feedback comments",
        ]
    ]
    for student, name in book.students.items():
        who = enrolled.get(student, Enrolled(name))
        identifier = f"Participant {numbers[student]}" if numbers.get(student) else ""
        points = [number(book.points(student, id)) for id in book.ids]
        mistakes = [mistake for mistake, students in book.misconceptions() if student in students]
        comment = f"numpygan learn why: {', '.join(mistakes)}" if mistakes else ""
        total = number(book.total(student)), number(book.of)
        rows.append([identifier, name, who.email, who.id, *total, *points, comment])
    return _table(rows)


def files_csv(intake: Intake) -> str:
    """Return every file that was found and what became of it."""
    return _table([["student", "file", "what became of it"], *([f.student, f.file, f.became] for f in intake.files)])


def names_csv(names: Mapping[str, str]) -> str:
    """Return which number belongs to which student, for an anonymous report."""
    return _table([["number", "student"], *([anonymous, student] for student, anonymous in names.items())])


def _table(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([[escape_formulas(cell) for cell in row] for row in rows])
    return text.getvalue()


def escape_formulas(cell: str) -> str:
    """Return a cell that no spreadsheet executes: if it begins like a formula, it gets an apostrophe in front.

    With a decimal comma, a spreadsheet may read a semicolon as the end of a cell.
    """
    cell = re.sub(r";(?=\s*[=+\-@|%])", ";'", cell)
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell


def results_json(book: Gradebook, key: str, more: Mapping[str, Any]) -> str:
    """Return all results as JSON."""
    report = {
        "version": VERSION,
        "key": key,
        **more,
        "exercises": [{"id": id, "title": all_exercises()[id].title, "of": book.of_exercise(id)} for id in book.ids],
        "students": [
            {"student": s, "name": n, "points": book.total(s), "of": book.of} for s, n in book.students.items()
        ],
        "results": [book.results[each] for each in sorted(book.results)],
        "misconceptions": [{"mistake": mistake, "students": who} for mistake, who in book.misconceptions()],
    }
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"

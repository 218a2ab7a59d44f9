"""Numbers in place of names, in all of a report."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from numpygan.classroom.grading import Result
from numpygan.classroom.intake import FoundFile, Intake

Results = dict[tuple[str, str], Result]


def anonymous_names(students: Mapping[str, str], key: str) -> dict[str, str]:
    """Return "student 01" and so on for each student, in an order that depends on the key alone, not on the names."""
    order = sorted(students, key=lambda each: hashlib.sha256(f"{key} {each}".encode("utf-8", "replace")).hexdigest())
    digits = max(2, len(str(len(order))))
    return {student: f"student {n:0{digits}d}" for n, student in enumerate(order, 1)}


def anonymous(
    names: Mapping[str, str], students: Mapping[str, str], results: Results, intake: Intake, complaints: list[str]
) -> tuple[dict[str, str], Results, Intake, list[str]]:
    """Return students, results, files and complaints with numbers in place of names.

    The source code is not changed: it may contain a name.
    """
    replacements = {**names, **{students[student]: names[student] for student in students if students[student]}}
    longest = sorted(filter(None, replacements), key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest) or r"(?!)")

    def without_names(text: str) -> str:
        return pattern.sub(lambda match: replacements[match[0]], text)

    hidden_results = {
        (names[student], id): {**result, "student": names[student], "file": without_names(_last_part(result["file"]))}
        for (student, id), result in results.items()
    }
    hidden = Intake(
        [replace(each, student=names[each.student], file=_last_part(each.file)) for each in intake.submissions],
        [
            FoundFile(names.get(each.student, ""), without_names(_last_part(each.file)), without_names(each.became))
            for each in intake.files
        ],
        [],
        dict.fromkeys(sorted(names.values()), ""),
    )
    numbers = {number: number for number in sorted(names.values())}
    return numbers, hidden_results, hidden, [without_names(text) for text in complaints]


def _last_part(file: str) -> str:
    return file.rpartition("/")[2]

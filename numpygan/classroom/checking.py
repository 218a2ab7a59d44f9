"""Check a student's file with the public numbers, for ``numpygan learn check`` and ``python e01_kl_js.py``."""

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

from numpygan.classroom.answer_checks import check_answers, run_and_check
from numpygan.classroom.bank import all_exercises
from numpygan.classroom.exercise import Exercise
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.feedback_text import feedback
from numpygan.classroom.part_result import Diagnosis, PartResult
from numpygan.classroom.shadowing import shadowing_note
from numpygan.classroom.submission_text import source_of
from numpygan.classroom.workbook import Workbook, find_file
from numpygan.output import make_printing_safe

# To find the bug is the exercise, so the first check of a part does not name it.
NAMED_AT_THE_SECOND_CHECK = {"e13"}


@cache
def public_instance(id: str) -> ExerciseInstance:
    """Return the exercise with the numbers that students see."""
    return ExerciseInstance(all_exercises()[id])


def check_exercise(exercise: Exercise, path: Path) -> tuple[bool, str]:
    """Return whether all parts pass, and the feedback; save the progress in the folder of the file."""
    if not path.exists():
        raise ValueError(f"there is no file {path}; numpygan learn init writes the files of the exercises")
    instance = public_instance(exercise.id)
    source, printed = "", ""
    notes: tuple[str, ...] = ()
    try:
        read = source_of(path)
    except ValueError as error:
        unread = {"state": "syntax error", "message": str(error)}
        verdicts = check_answers(instance, [unread] * len(instance.calls))
    else:
        source = read.text
        verdicts, report = run_and_check(instance, source)
        printed, notes = report.printed, (*read.notes, *report.notes)
    book = Workbook(path.parent)
    book.attempt(exercise, source, verdicts)
    if exercise.id in NAMED_AT_THE_SECOND_CHECK:
        verdicts = [verdict if verdict.passed else _without_name(verdict, exercise, book) for verdict in verdicts]
    text = feedback(exercise, verdicts, source, printed, path.name, notes)
    note = shadowing_note(path.parent)
    return all(verdict.passed for verdict in verdicts), f"{text}\n{note}" if note else text


def _without_name(verdict: PartResult, exercise: Exercise, book: Workbook) -> PartResult:
    """Return the result of a part without the name of the mistake, if this is the first check of it that names one."""
    if verdict.diagnosis is None or not verdict.diagnosis.mistake:
        return verdict
    if book.count_wrong(exercise, verdict.part.id) > 1:
        return verdict
    return replace(verdict, diagnosis=Diagnosis("there is still a bug; if you cannot find it, check once more"))


def check_file(path: str) -> None:
    """Check the file that calls this in its last lines, print the feedback and exit."""
    make_printing_safe()
    exercise, file = find_file(path, Path(path).parent)
    passed, text = check_exercise(exercise, file)
    print(text)
    sys.exit(0 if passed else 1)

"""Grade a class: run every file in a worker, and append every result to a journal, so that none is lost."""

import hashlib
import inspect
import json
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Any

from numpygan.classroom.answer_checks import check_answers, run_and_check
from numpygan.classroom.bank import all_exercises
from numpygan.classroom.exercise import Exercise
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.feedback_text import feedback, line_of
from numpygan.classroom.frame_checks import printable
from numpygan.classroom.intake import Submission
from numpygan.classroom.part_result import GRADER_ERROR, PartResult
from numpygan.classroom.submission_text import with_places

Result = dict[str, Any]
JOURNAL = "graded.jsonl"
KEY = "key.txt"
VERSION = 2


@dataclass(frozen=True)
class Grading:
    """How a class is graded.

    Attributes
    ----------
    out : Path
        The folder of the report.
    key : str
        The seed of the hidden numbers.
    command : sequence of str
        See :class:`numpygan.classroom.runner.Job`.
    """

    out: Path
    key: str
    jobs: int = 1
    command: Sequence[str] = ()
    instances: dict[str, ExerciseInstance] = field(default_factory=dict)

    def instance(self, id: str) -> ExerciseInstance:
        if id not in self.instances:
            self.instances[id] = ExerciseInstance(all_exercises()[id], self.key)
        return self.instances[id]


def key_for(out: Path, given: str | None) -> str:
    """Return the given key, or that of an earlier grading in the same folder, or a new one; save it in the folder."""
    path = out / KEY
    key = given or (path.read_text(encoding="utf-8").strip() if path.exists() else secrets.token_hex(8))
    path.write_text(key + "\n", encoding="utf-8")
    return key


def grade(grading: Grading, submissions: list[Submission]) -> Iterator[Result]:
    """Yield the result of each submission. Results of an earlier run with the same key and text come first.

    Raises
    ------
    OSError
        If the journal cannot be written.
    """
    known = read_journal(grading.out / JOURNAL)
    for id in sorted({submission.exercise for submission in submissions}):
        grading.instance(id).prepare()
    todo = []
    for submission in submissions:
        result = known.get(fingerprint(grading, submission))
        if result is None:
            todo.append(submission)
        else:
            yield result | _who(submission)
    with open(grading.out / JOURNAL, "a", encoding="utf-8") as journal, ThreadPoolExecutor(grading.jobs) as pool:
        pending = pool.map(lambda submission: grade_one(grading, submission), todo)
        try:
            for submission, result in zip(todo, pending, strict=True):
                if all(part["verdict"] != GRADER_ERROR for part in result["parts"]):
                    _write_down(journal, fingerprint(grading, submission), result)
                yield result
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def grade_one(grading: Grading, submission: Submission) -> Result:
    """Run and check one file. An exception in the grader gives the verdict "grader error" for this file only."""
    instance = grading.instance(submission.exercise)
    try:
        return _graded(grading, instance, submission)
    except Exception as error:
        message = printable(f"{type(error).__name__}: {error}")[:300]
        broken = [{"state": GRADER_ERROR, "message": message}] * len(instance.calls)
        return _result(instance, submission, check_answers(instance, broken), [], message)


def _graded(grading: Grading, instance: ExerciseInstance, submission: Submission) -> Result:
    printed, notes = "", list(submission.notes)
    if submission.problem:
        unread = [{"state": "syntax error", "message": submission.problem}] * len(instance.calls)
        verdicts = check_answers(instance, unread)
    else:
        verdicts, report = run_and_check(instance, submission.text, command=grading.command)
        printed = report.printed
        notes += [with_places(submission.text, note) for note in report.notes]
    name = Path(submission.file).name
    text = feedback(instance.exercise, verdicts, submission.text, printed, name, notes)
    return _result(instance, submission, verdicts, notes, text)


def _result(
    instance: ExerciseInstance, submission: Submission, verdicts: list[PartResult], notes: list[str], text: str
) -> Result:
    result = {
        **_who(submission),
        "exercise": submission.exercise,
        "points": sum(verdict.part.points for verdict in verdicts if verdict.passed),
        "of": points_of(instance.exercise),
        "parts": [_as_dict(verdict, submission.text) for verdict in verdicts],
        "notes": notes,
        "feedback": text,
    }
    return dict(printable(result))  # whatever a file says, it can be written to a file


def _who(submission: Submission) -> Result:
    return {"student": submission.student, "file": submission.file}


def _as_dict(v: PartResult, source: str) -> Result:
    """Return the result of a part as it is saved in results.json."""
    says = v.diagnosis.says if v.diagnosis else v.detail
    return {
        "part": v.part.id,
        "call": v.part.call,
        "verdict": v.verdict,
        "points": v.part.points if v.passed else 0,
        "of": v.part.points,
        "mistake": v.diagnosis.mistake if v.diagnosis else "",
        "says": with_places(source, says),
        "detail": with_places(source, v.detail),
        "line": v.line or (0 if v.passed else line_of(source, v.part)),
        "notes": [with_places(source, note) for note in v.notes],
    }


def points_of(exercise: Exercise) -> int:
    return sum(part.points for part in exercise.parts)


# Results of earlier runs.


def fingerprint(grading: Grading, submission: Submission) -> str:
    """Return a hash of everything that the result depends on: text, exercise and key."""
    exercise = all_exercises()[submission.exercise]
    bank = [f"{m}" for m in exercise.mistakes.values()]
    texts = (
        _probes(exercise.id),
        grading.key,
        exercise.reference,
        exercise.driver,
        repr(exercise.parts),
        *bank,
        submission.text,
        submission.problem,
        repr(submission.notes),
    )
    return hashlib.sha256("\0".join((*texts, Path(submission.file).name)).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _probes(id: str) -> str:
    return inspect.getsource(sys.modules[all_exercises()[id].probes.__module__])


def read_journal(path: Path) -> dict[str, Result]:
    """Return the results in a journal, without lines that a crash has cut off."""
    known: dict[str, Result] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                entry = json.loads(line)
                if entry["version"] == VERSION:
                    known[entry["fingerprint"]] = entry["result"]
            except (ValueError, KeyError, TypeError, RecursionError):
                continue
    return known


def _write_down(journal: IO[str], mark: str, result: Result) -> None:
    # Start with a newline, because the previous line may have been cut off.
    journal.write("\n" + json.dumps({"version": VERSION, "fingerprint": mark, "result": result}) + "\n")
    journal.flush()
    os.fsync(journal.fileno())

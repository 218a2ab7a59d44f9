"""``numpygan grade``: run and check the files of a class, and report points and frequent mistakes."""

import argparse
import os
import shlex
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from numpygan import arguments
from numpygan.classroom.anonymity import Results, anonymous, anonymous_names
from numpygan.classroom.bank import all_exercises, named_exercise
from numpygan.classroom.gradebook import (
    COLUMNS,
    OVERRIDES,
    Gradebook,
    apply_penalty,
    apply_weights,
    override,
    read_weights,
)
from numpygan.classroom.grading import Grading, grade, key_for
from numpygan.classroom.intake import Intake
from numpygan.classroom.lateness import Deadline, extended, parse_time
from numpygan.classroom.own_exercises import use_exercises
from numpygan.classroom.part_result import GRADER_ERROR
from numpygan.classroom.report_files import ClassReport
from numpygan.classroom.roster import Enrolled, read_roster
from numpygan.classroom.self_testing import SEEDS, self_test
from numpygan.classroom.submissions import read_submissions
from numpygan.classroom.workbook import write_text
from numpygan.cli.command_parser import set_action
from numpygan.cli.exit_status import FAILED, INTERRUPTED
from numpygan.cli.interruption import terminated_like_ctrl_c
from numpygan.cli.progress import Progress


def add_grade(grader: argparse.ArgumentParser) -> None:
    """Add the options of ``grade`` to the parser."""
    set_action(grader, run_grade, "numpygan grade handed-in --out report --roster class.csv")
    grader.add_argument(
        "submissions",
        nargs="?",
        type=Path,
        metavar="SUBMISSIONS",
        help="a folder with one folder or zip file for each student",
    )
    grader.add_argument(
        "--out", type=Path, metavar="REPORT", help="folder of the report; results are kept there for the next run"
    )
    grader.add_argument(
        "--seed", metavar="KEY", help="key of the hidden numbers (default: a new one, saved in REPORT/key.txt)"
    )
    grader.add_argument(
        "--roster",
        type=Path,
        metavar="CSV",
        help="list of the class, with the columns student and perhaps name, id, due",
    )
    grader.add_argument(
        "--overrides", type=Path, metavar="CSV", help=f"points that you set by hand (default: REPORT/{OVERRIDES})"
    )
    grader.add_argument(
        "--match", default="", metavar="T", help="names in one flat folder, such as {student}_{exercise}.py"
    )
    grader.add_argument("--only", default="", metavar="IDS", help="exercises to grade, such as e01,e05 (default: all)")
    grader.add_argument(
        "--jobs", type=int, metavar="N", help="files graded at the same time (default: one for each core)"
    )
    grader.add_argument(
        "--runner",
        default="",
        metavar="CMD",
        help="command that starts Python, such as docker run --rm -i --network none IMAGE",
    )
    grader.add_argument("--due", default="", metavar="TIME", help="when the files are due, such as '2026-11-20 23:59'")
    grader.add_argument(
        "--penalty",
        type=float,
        default=0.0,
        metavar="PERCENT",
        help="percent of the points that a late file loses for each day begun (default: 0; lateness is noted)",
    )
    grader.add_argument(
        "--weights", type=Path, metavar="CSV", help="points of the parts, with the columns exercise, part and points"
    )
    grader.add_argument(
        "--anonymous", action="store_true", help="numbers in place of names; REPORT/names.csv says who is who"
    )
    grader.add_argument("--exercises", type=Path, metavar="DIR", help="a folder with exercises of your own")
    grader.add_argument(
        "--self-test", action="store_true", help="test the checks of the exercises; with --only, of some of them"
    )


def run_grade(options: argparse.Namespace) -> int:
    """``numpygan grade``."""
    if options.exercises is not None:
        use_exercises(options.exercises)
    ids = [named_exercise(id.strip()).id for id in options.only.split(",") if id.strip()] or list(all_exercises())
    jobs = None if options.jobs is None else arguments.positive_int("--jobs", options.jobs)
    if options.self_test:
        return _self_test(ids, jobs)
    if options.submissions is None or options.out is None:
        raise ValueError("expected SUBMISSIONS and --out REPORT; numpygan grade --help shows how")
    started, when = time.monotonic(), time.strftime("%Y-%m-%d %H:%M")
    enrolled = read_roster(options.roster) if options.roster else {}
    weights = read_weights(options.weights) if options.weights else {}
    deadline = _deadline(options, enrolled)
    intake = read_submissions(options.submissions, options.match)
    intake.submissions = [submission for submission in intake.submissions if submission.exercise in ids]
    (options.out / "students").mkdir(parents=True, exist_ok=True)
    key = key_for(options.out, options.seed)
    complaints = list(intake.complaints)
    students = {student: who.name for student, who in enrolled.items()}
    if enrolled:
        complaints += [f"{shown} is not on the roster" for shown in sorted({*intake.students} - {*enrolled})]
    students = dict(sorted((students | {s: s for s in intake.students if s not in students}).items()))
    grading = Grading(options.out, key, jobs or os.cpu_count() or 1, _command(options.runner))
    results, interrupted = _graded(grading, intake, started)
    overrides = options.overrides or options.out / OVERRIDES
    if options.overrides is None and not overrides.exists():
        write_text(overrides, ",".join(COLUMNS) + "\n")
    apply_weights(results, weights)
    complaints += override(results, overrides, students)
    complaints += _apply_lateness(results, intake, deadline)
    names = anonymous_names(students, key) if options.anonymous else {}
    if names:
        students, results, intake, complaints = anonymous(names, students, results, intake, complaints)
    for (student, id), result in sorted(results.items()):
        broken = [part["part"] for part in result["parts"] if part["verdict"] == GRADER_ERROR]
        complaints += (
            [f"grader error, not the student's: {student}, {id} {', '.join(broken)}; grade again"] if broken else []
        )
    book = Gradebook(students, ids, dict(sorted(results.items())), weights)
    report = ClassReport(book, intake, key, when, complaints, enrolled, names)
    report.write(options.out)
    for text in complaints:
        print(f"note: {text}")
    print(
        f"{len(intake.submissions)} files of {len(students)} students graded in {time.monotonic() - started:.0f} s; "
        f"open {options.out / 'index.html'}"
    )
    if interrupted:
        print("interrupted; the same command continues where this one stopped", file=sys.stderr)
        return INTERRUPTED
    return FAILED if any(text.startswith("grader error") for text in complaints) else 0


def _graded(grading: Grading, intake: Intake, started: float) -> tuple[Results, bool]:
    """Return the results, and whether the grading was interrupted."""
    results: Results = {}
    progress, found = Progress(), intake.submissions
    try:
        with terminated_like_ctrl_c():
            for result in grade(grading, found):
                results[result["student"], result["exercise"]] = result
                progress.show(f"graded {len(results)} of {len(found)} files ({time.monotonic() - started:.0f} s)")
    except KeyboardInterrupt:
        return results, True
    finally:
        progress.clear()
    return results, False


def _deadline(options: argparse.Namespace, enrolled: Mapping[str, Enrolled]) -> Deadline:
    """Return the due time from --due, --penalty and the roster."""
    due = parse_time(options.due) if options.due else None
    if not 0 <= options.penalty <= 100:
        raise ValueError(f"--penalty must be a percentage from 0 to 100, got {options.penalty:g}")
    extensions = {student: who.due for student, who in enrolled.items() if who.due}
    for text in extensions.values():
        extended(due, text)
    return Deadline(due, options.penalty, extensions)


def _apply_lateness(results: Results, intake: Intake, deadline: Deadline) -> list[str]:
    """Reduce the points of late files; return what the teacher should know."""
    submissions = {(each.student, each.exercise): each for each in intake.submissions}
    late = 0
    for each, result in results.items():
        days = float(deadline.days_late(submissions[each])) if each in submissions else 0.0
        days = result.get("days late", days)
        if days:
            apply_penalty(result, days, deadline.factor(days))
            late += 1
    times = {round(each.when / 60) for each in intake.submissions if each.when is not None}
    if deadline.due is not None and len(times) == 1 and len(submissions) > 1:
        return ["all files have the same time, perhaps that of unpacking; grade the zip file as it was downloaded"]
    return [f"{late} files are late"] if late else []


def _command(runner: str) -> list[str]:
    """Return the command that starts Python, from --runner."""
    words = shlex.split(runner)
    return words if not words or Path(words[-1]).name.startswith("python") else [*words, "python3"]


def _self_test(ids: list[str], jobs: int | None) -> int:
    started, failed, mistakes = time.monotonic(), 0, 0
    for id, wrong in self_test(ids, jobs=jobs):
        exercise = all_exercises()[id]
        mistakes += len(exercise.mistakes)
        failed += bool(wrong)
        count = f"{len(exercise.mistakes)} mistakes, {len(exercise.variants)} right variants"
        print(f"{'FAILED' if wrong else 'ok':<6} {id} {exercise.title}: {count}", flush=True)
        for text in wrong[:10]:
            print(f"         {text}")
    seconds = time.monotonic() - started
    print(f"{len(ids) - failed} of {len(ids)} exercises proved, {mistakes} mistakes, {SEEDS} seeds, {seconds:.0f} s")
    return FAILED if failed else 0

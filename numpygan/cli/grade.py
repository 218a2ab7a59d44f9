"""``numpygan grade``: run and check the files of a class, and report points and frequent mistakes."""

import argparse
import os
import shlex
import sys
import time
from pathlib import Path

from numpygan import arguments
from numpygan.classroom.bank import all_exercises, named_exercise
from numpygan.classroom.class_report import index_page, page_name, student_page
from numpygan.classroom.gradebook import COLUMNS, OVERRIDES, Gradebook, grades_csv, override, results_json
from numpygan.classroom.grading import Grading, grade, key_for
from numpygan.classroom.self_testing import SEEDS, self_test
from numpygan.classroom.submissions import read_roster, read_submissions, students_in
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
        "--roster", type=Path, metavar="CSV", help="list of the class, with the columns student and name"
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
    grader.add_argument(
        "--self-test", action="store_true", help="test the checks of the exercises; with --only, of some of them"
    )


def run_grade(options: argparse.Namespace) -> int:
    """``numpygan grade``."""
    ids = [named_exercise(id.strip()).id for id in options.only.split(",") if id.strip()] or list(all_exercises())
    jobs = None if options.jobs is None else arguments.positive_int("--jobs", options.jobs)
    if options.self_test:
        return _self_test(ids, jobs)
    if options.submissions is None or options.out is None:
        raise ValueError("expected SUBMISSIONS and --out REPORT; numpygan grade --help shows how")
    started, when = time.monotonic(), time.strftime("%Y-%m-%d %H:%M")
    found, complaints = read_submissions(options.submissions, options.match)
    found = [submission for submission in found if submission.exercise in ids]
    roster = read_roster(options.roster) if options.roster else {}
    (options.out / "students").mkdir(parents=True, exist_ok=True)
    grading = Grading(
        options.out, key_for(options.out, options.seed), jobs or os.cpu_count() or 1, _command(options.runner)
    )
    results, progress, interrupted = {}, Progress(), False
    try:
        with terminated_like_ctrl_c():
            for result in grade(grading, found):
                results[result["student"], result["exercise"]] = result
                progress.show(f"graded {len(results)} of {len(found)} files ({time.monotonic() - started:.0f} s)")
    except KeyboardInterrupt:
        interrupted = True
    progress.clear()
    others = {s: s for s in [*students_in(options.submissions), *(x.student for x in found)] if s not in roster}
    if roster:
        complaints += [f"{student} is not on the roster" for student in sorted(others)]
    students = dict(sorted((roster | others).items()))
    overrides = options.overrides or options.out / OVERRIDES
    if options.overrides is None and not overrides.exists():
        write_text(overrides, ",".join(COLUMNS) + "\n")
    complaints += override(results, overrides)
    for (student, id), result in sorted(results.items()):
        broken = [part["part"] for part in result["parts"] if part["verdict"] == "grader error"]
        complaints += (
            [f"grader error, not the student's: {student}, {id} {', '.join(broken)}; grade again"] if broken else []
        )
    book = Gradebook(students, ids, dict(sorted(results.items())))
    _write(options.out, book, grading.key, when, complaints)
    for text in complaints:
        print(f"note: {text}")
    print(
        f"{len(results)} files of {len(students)} students graded in {time.monotonic() - started:.0f} s; open "
        f"{options.out / 'index.html'}"
    )
    if interrupted:
        print("interrupted; the same command continues where this one stopped", file=sys.stderr)
        return INTERRUPTED
    return FAILED if any(text.startswith("grader error") for text in complaints) else 0


def _command(runner: str) -> list[str]:
    """Return the command that starts Python, from --runner."""
    words = shlex.split(runner)
    return words if not words or Path(words[-1]).name.startswith("python") else [*words, "python3"]


def _write(out: Path, book: Gradebook, key: str, when: str, complaints: list[str]) -> None:
    # The byte order mark lets spreadsheets recognize UTF-8.
    write_text(out / "grades.csv", "\ufeff" + grades_csv(book))
    write_text(out / "results.json", results_json(book, key, {"when": when}))
    for old in (out / "students").glob("*.html"):
        old.unlink()
    for student in book.students:
        write_text(out / "students" / page_name(book, student), student_page(book, student, f"Graded {when}"))
    write_text(out / "index.html", index_page(book, f"Graded {when}", complaints))


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

"""``numpygan learn``: exercises that a student solves and checks alone."""

import argparse
import textwrap
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from numpygan.classroom import (
    Workbook,
    all_exercises,
    check_exercise,
    find_file,
    named_exercise,
    shadowing_note,
    solution,
    why,
)
from numpygan.classroom.file_changes import changes
from numpygan.classroom.own_exercises import use_exercises
from numpygan.cli.command_parser import set_action
from numpygan.cli.exit_status import FAILED


def add_learn(learner: argparse.ArgumentParser) -> None:
    """Add the subcommands of ``learn`` to the parser."""
    set_action(learner, run_learn, "numpygan learn init")
    inner = learner.add_subparsers(dest="what", metavar="WHAT", required=True)

    def add(name: str, run: Any, about: str, *words: tuple[str, str, str | None]) -> argparse.ArgumentParser:
        example = f"example: numpygan learn {name}" + "".join(f" {example}" for _, example, _ in words)
        parser: argparse.ArgumentParser = inner.add_parser(name, help=about, description=about, epilog=example)
        for word, _, nargs in words:
            parser.add_argument(word.lower(), metavar=word, nargs=nargs)
        parser.add_argument(
            "--dir", type=Path, default=Path(), help="the folder of your files (default: the current one)"
        )
        parser.add_argument("--exercises", type=Path, metavar="DIR", help="a folder with exercises of your teacher")
        parser.set_defaults(run=partial(run_with_exercises, run))
        return parser

    add(
        "init",
        run_init,
        "write the files of the exercises; existing files are not overwritten",
        ("FOLDER", "gans", "?"),
    )
    add("list", run_list, "list the exercises and your progress")
    add("next", run_next, "show the next part to write")
    add("check", run_check, "check a file; by default, that of the next exercise", ("ID", "e01", "?"))
    watcher = add("watch", run_watch, "check a file each time you save it", ("ID", "e01", "?"))
    watcher.add_argument("--seconds", type=float, help=argparse.SUPPRESS)
    add("hint", run_hint, "show a hint for the next part; after another attempt, one more", ("ID", "e01", "?"))
    add("why", run_why, "explain a mistake: wrong line, right line, an experiment", ("MISTAKE", "js.sqrt", None))
    add("progress", run_list, "show your progress")
    add("reset", run_reset, "start an exercise again; your file is renamed, not deleted", ("ID", "e01", None))
    solver = add(
        "solution", run_solution, "show a solution, and the library's source for the same", ("ID", "e01", None)
    )
    solver.add_argument("--give-up", action="store_true", help="show it before you have passed")


def run_learn(options: argparse.Namespace) -> int:
    raise ValueError("expected a subcommand, such as init; numpygan learn --help lists all")


def run_with_exercises(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Add the exercises of --exercises, then run the subcommand."""
    if options.exercises is not None:
        use_exercises(options.exercises)
    return run(options)


def run_init(options: argparse.Namespace) -> int:
    folder = Path(options.folder) if options.folder else options.dir
    written, kept = Workbook(folder).create()
    if written:
        print(f"wrote {len(written)} exercises, {written[0]} to {written[-1]}, to {folder.resolve()}")
    if kept:
        print(f"left {len(kept)} as they were")
    first = next(iter(all_exercises().values()))
    cd = f"cd {options.folder}, " if options.folder else ""
    if note := shadowing_note(folder):
        print(note)
    print(f"next: {cd}open {first.file} in your editor, write part a, and run: numpygan learn check")
    return 0


def run_list(options: argparse.Namespace) -> int:
    book, points = Workbook(options.dir), [0, 0]
    for exercise in all_exercises().values():
        passed = book.entry(exercise)["passed"]
        bar = "".join(part.id if part.id in passed else "." for part in exercise.parts)
        points[0] += len(passed)
        points[1] += len(exercise.parts)
        print(f"{exercise.id} {bar:<5} {exercise.title}")
    print(f"{points[0]} of {points[1]} parts passed; numpygan learn next")
    return 0


def run_next(options: argparse.Namespace) -> int:
    book = Workbook(options.dir)
    exercise = book.next()
    if not any(book.file_of(each).exists() for each in all_exercises().values()):
        where = options.dir.resolve()
        print(f"there are no exercises in {where}; numpygan learn init writes them")
        return 0
    if exercise is None:
        print("all exercises are done; numpygan check verifies the statements that they are about")
        return 0
    passed = book.entry(exercise)["passed"]
    part = next(part for part in exercise.parts if part.id not in passed)
    print(f"{exercise.id} {exercise.title}, part {part.id}: {part.call}")
    print(f"  open      {book.file_of(exercise)}")
    print(f"  then      numpygan learn check {exercise.id}  |  numpygan learn watch {exercise.id}")
    if note := shadowing_note(options.dir):
        print(note)
    return 0


def run_check(options: argparse.Namespace) -> int:
    passed, text = check_exercise(*find_file(options.id, options.dir))
    print(text)
    return 0 if passed else FAILED


def run_watch(options: argparse.Namespace) -> int:
    exercise, path = find_file(options.id, options.dir)
    until = None if options.seconds is None else time.monotonic() + options.seconds
    for _ in changes(path, until):
        print(f"-- {time.strftime('%H:%M:%S')} {'-' * 68}", flush=True)
        try:
            passed, text = check_exercise(exercise, path)
        except ValueError as error:  # the editor has not finished saving
            print(str(error), flush=True)
            continue
        print(text)
        following = Workbook(path.parent).next()
        if passed and following is not None and options.id is None:
            exercise, path = following, path.parent / following.file
            print(f"now watching {path}; Ctrl-C ends", flush=True)
            return run_watch(options)
        print("watching; Ctrl-C ends", flush=True)
    return 0


def run_hint(options: argparse.Namespace) -> int:
    exercise, path = find_file(options.id, options.dir)
    book = Workbook(path.parent)
    id, hints, more = book.hint(exercise)
    part = exercise.part(id)
    print(f"{exercise.id} part {id}: {part.call}")
    for kind, hint in zip(("question", "formula", "pseudo-code"), hints, strict=False):
        print(textwrap.fill(hint, 80, initial_indent=f"  {kind:<11} ", subsequent_indent=" " * 14))
    if len(hints) == len(part.hints):
        print(f"  that was the last hint; numpygan learn solution {exercise.id} --give-up shows a solution")
    elif not more:
        print("  the next hint comes after another attempt: change the file, then numpygan learn check")
    return 0


def run_why(options: argparse.Namespace) -> int:
    try:
        print(why(options.mistake))
    except ValueError as error:  # a list of all mistakes would reveal those of exercises that are still to come
        text, _, listed = str(error).partition("; known: ")
        raise ValueError(f"{text}; a check prints the name in its line diagnosis" if listed else text) from None
    return 0


def run_reset(options: argparse.Namespace) -> int:
    exercise = named_exercise(options.id)
    kept = Workbook(options.dir).reset(exercise)
    print(f"{exercise.file} is the empty exercise again" + (f"; yours is now {kept.name}" if kept else ""))
    return 0


def run_solution(options: argparse.Namespace) -> int:
    exercise = named_exercise(options.id)
    book = Workbook(options.dir)
    if not (book.done(exercise) or book.entry(exercise)["gave_up"] or options.give_up):
        raise ValueError(
            f"{exercise.id} is not passed yet; numpygan learn hint {exercise.id} gives a hint, --give-up the solution"
        )
    if options.give_up and not book.done(exercise):
        book.remember(exercise, gave_up=True)
    print(solution(exercise))
    return 0

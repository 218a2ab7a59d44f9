"""``numpygan check``: check the statements of the notes, and print a table or JSON, or write a page."""

import argparse
import os
import re
import shlex
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from numpygan import arguments
from numpygan.cli.color import GREEN, RED, colored
from numpygan.cli.command_parser import add_seed, set_action
from numpygan.cli.exit_status import FAILED, INTERRUPTED
from numpygan.cli.progress import Progress
from numpygan.files import check_writable, write_atomically
from numpygan.plots import picture_html, report_page
from numpygan.statements import (
    STATEMENTS,
    Result,
    check,
    check_in_processes,
    failures,
    named_statement,
    overview_lines,
    to_json,
)
from numpygan.statements.overview import LANGUAGES


def add_check(checker: argparse.ArgumentParser) -> None:
    """Add the options of ``check``."""
    set_action(checker, run_check, "numpygan check theorem-1 kl --json")
    checker.add_argument(
        "ids", nargs="*", metavar="ID", help=f"statements to check (default: all): {', '.join(STATEMENTS)}"
    )
    checker.add_argument("-v", "--verbose", action="store_true", help="print a line for each comparison")
    checker.add_argument("--json", action="store_true", help="print all comparisons as JSON instead of a table")
    checker.add_argument(
        "--html", type=Path, metavar="FILE", help="also write a page for a browser, with formulas and pictures"
    )
    checker.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="number of processes (default: one for named statements, else one for each core)",
    )
    checker.add_argument(
        "--lang",
        choices=("en", "zh"),
        default="en",
        help="language of the table and its summary (default: %(default)s)",
    )
    add_seed(checker)


def run_check(options: argparse.Namespace) -> int:
    """Run ``numpygan check``: print the results and a summary, and write the page if it is wanted."""
    arguments.int_at_least("--seed", options.seed, 0)
    if options.json and (options.lang != "en" or options.verbose):
        raise ValueError("--json prints no table; remove --lang and --verbose")
    for id in options.ids:
        if re.fullmatch(r"[eE]\d{1,2}(_\w+)?(\.py)?", id):
            raise ValueError(f"{id} is an exercise, not a statement: numpygan learn check {id} checks your file")
    ids = list(dict.fromkeys(named_statement(id).id for id in options.ids)) or list(STATEMENTS)
    usual = 1 if options.ids else os.cpu_count() or 1
    jobs = usual if options.jobs is None else arguments.positive_int("--jobs", options.jobs)
    if options.html is not None:
        check_writable(options.html)
    table = Table(options.lang, silent=options.json, verbose=options.verbose)
    progress, started = Progress(), time.monotonic()
    interrupted = False
    try:
        for result in _results(ids, options.seed, jobs):
            progress.clear()
            table.add(result)
            progress.show(f"{len(table.results)} comparisons ({time.monotonic() - started:.0f} s)")
    except KeyboardInterrupt:
        interrupted = True
    progress.clear()
    results = table.results
    if options.json:
        print(to_json(results, seed=options.seed, complete=not interrupted))
    else:
        # Another process sends all results of a statement at once, so a statement is never shown in part.
        table.show(complete=jobs > 1 or not interrupted)
        print(LANGUAGES[options.lang].summary(results, complete=not interrupted), flush=True)
    if options.html is not None:
        seconds = time.monotonic() - started
        interrupted = not _write_report(options, results, progress, seconds, not interrupted) or interrupted
    if interrupted:
        return INTERRUPTED
    return 0 if all(result.comparison.ok for result in results) else FAILED


def _results(ids: list[str], seed: int, jobs: int) -> Iterator[Result | None]:
    """Yield the results in the order of ``ids``; None after the last one of a statement, and while waiting."""
    if jobs > 1:
        yield from check_in_processes(ids, seed=seed, processes=jobs)
        return
    for id in ids:
        yield from check([id], seed=seed)
        yield None


class Table:
    """Prints the results of each statement when it is finished.

    Attributes
    ----------
    results : list of Result
        All results so far.
    """

    def __init__(self, language: str, *, silent: bool, verbose: bool) -> None:
        self.results: list[Result] = []
        self._language, self._silent, self._verbose = language, silent, verbose
        self._waiting: list[Result] = []  # results of the statement that is being checked

    def add(self, result: Result | None) -> None:
        """Add a result; None means that the statement is finished."""
        if result is None or (self._waiting and self._waiting[0].statement is not result.statement):
            self.show()
        if result is not None:
            self.results.append(result)
            self._waiting.append(result)
            if self._verbose and not self._silent:
                print(LANGUAGES[self._language].row(result), flush=True)

    def show(self, *, complete: bool = True) -> None:
        """Print the line of the last statement, and its comparisons that do not hold."""
        waiting, self._waiting = self._waiting, []
        if not waiting or self._silent or self._verbose:
            return
        width = shutil.get_terminal_size().columns
        print(overview_lines(waiting, language=self._language, width=width, complete=complete, mark=_mark))
        line_width = width if sys.stdout.isatty() else None  # a line each for a file or a pipe
        for line in failures(waiting, language=self._language, width=line_width):
            print(line)
        sys.stdout.flush()


def _mark(text: str, ok: bool) -> str:
    return colored(text, GREEN if ok else RED)


def _write_report(
    options: argparse.Namespace, results: list[Result], progress: Progress, seconds: float, complete: bool
) -> bool:
    """Draw the pictures and write the page; return False if Ctrl-C came while drawing, so that pictures are missing."""
    pictures, drawn = {}, True
    try:
        for id in dict.fromkeys(result.statement.id for result in results):
            progress.show(f"drawing the picture of {id}")
            pictures[id] = picture_html(id, seed=options.seed)
    except KeyboardInterrupt:
        drawn = False
    progress.clear()
    # Only the name of the file: the page may be passed on, and should not contain the folders of its author.
    command = ["numpygan", "check", *options.ids, "--seed", f"{options.seed}", "--html", options.html.name]
    page = report_page(
        [STATEMENTS[id] for id in options.ids or STATEMENTS],
        results,
        seed=options.seed,
        command=shlex.join(command),
        seconds=seconds,
        complete=complete,
        pictures=pictures,
    )
    write_atomically(options.html, lambda file: file.write(page.encode(errors="backslashreplace")))
    print(f"the report is in {options.html}", file=sys.stderr if options.json else sys.stdout)
    return drawn

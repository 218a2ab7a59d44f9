"""``numpygan check``: the statements of the notes, as a table, as JSON, as a page."""

import argparse
import os
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from numpygan import arguments
from numpygan.cli.progress import Progress
from numpygan.cli.status import FAILED, INTERRUPTED
from numpygan.cli.verb import add_seed, does
from numpygan.plots import picture_html, report_page
from numpygan.statements import STATEMENTS, Result, check, check_in_processes, chinese, summary, to_json, to_table
from numpygan.training import refuse_unwritable, write_atomically


def add_check(checker: argparse.ArgumentParser) -> None:
    """Let the command line accept ``check``."""
    does(checker, run_check, "numpygan check theorem-1 kl --json")
    checker.add_argument("ids", nargs="*", metavar="ID", help=f"all of them by default: {', '.join(STATEMENTS)}")
    checker.add_argument("--json", action="store_true", help="print JSON instead of a table")
    checker.add_argument(
        "--html", type=Path, metavar="FILE", help="also write a page for a browser, with formulas and pictures"
    )
    checker.add_argument(
        "--jobs", type=int, metavar="N", help="processes (default: one for named statements, else one a core)"
    )
    checker.add_argument(
        "--lang",
        choices=("en", "zh"),
        default="en",
        help="language of the table and its summary (default: %(default)s)",
    )
    add_seed(checker)


def run_check(options: argparse.Namespace) -> int:
    """``numpygan check``: a line a comparison, or JSON; then a summary; and perhaps a page."""
    arguments.int_at_least("--seed", options.seed, 0)
    if options.json and options.lang != "en":
        raise ValueError(
            f"--lang {options.lang} is about the table, of which --json prints none: leave out one of them"
        )
    row, last_line = (chinese.to_table, chinese.summary) if options.lang == "zh" else (to_table, summary)
    usual = 1 if options.ids else os.cpu_count() or 1
    jobs = usual if options.jobs is None else arguments.positive_int("--jobs", options.jobs)
    pending: Iterator[Result | None]
    if jobs == 1:
        pending = check(options.ids, seed=options.seed)
    else:
        pending = check_in_processes(options.ids, seed=options.seed, processes=jobs)
    if options.html is not None:
        refuse_unwritable(options.html)
    results, progress, started = [], Progress(), time.monotonic()
    interrupted = False
    try:
        for result in pending:
            if result is not None:
                results.append(result)
                progress.clear()
                if not options.json:
                    print(row(result), flush=True)
            progress.say(f"{len(results)} comparisons ({time.monotonic() - started:.0f} s)")
    except KeyboardInterrupt:
        interrupted = True
    progress.clear()
    if options.json:
        print(to_json(results, seed=options.seed, complete=not interrupted))
    else:
        print(last_line(results, complete=not interrupted), flush=True)
    if options.html is not None:
        seconds = time.monotonic() - started
        interrupted = not _write_report(options, results, progress, seconds, not interrupted) or interrupted
    if interrupted:
        return INTERRUPTED
    return 0 if all(result.comparison.ok for result in results) else FAILED


def _write_report(
    options: argparse.Namespace, results: list[Result], progress: Progress, seconds: float, complete: bool
) -> bool:
    """Draw the pictures and write the page; False if Ctrl-C came while drawing, and the page lacks the rest."""
    pictures, drawn = {}, True
    try:
        for id in dict.fromkeys(result.statement.id for result in results):
            progress.say(f"drawing the picture of {id}")
            pictures[id] = picture_html(id, seed=options.seed)
    except KeyboardInterrupt:
        drawn = False
    progress.clear()
    # Only the file's name: a page that is passed on should not tell the folders of who made it.
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
    write_atomically(options.html, lambda file: file.write(page.encode()))
    print(f"the report is in {options.html}", file=sys.stderr if options.json else sys.stdout)
    return drawn

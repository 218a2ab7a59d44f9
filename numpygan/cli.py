"""The command line: parse, call, print. What is computed is computed elsewhere."""

import argparse
import copy
import json
import os
import platform
import shlex
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import matplotlib
import numpy as np
import scipy

from numpygan import __version__, arguments
from numpygan.distributions import CATALOG, named_law
from numpygan.nets import non_saturating, saturating
from numpygan.plots import Moment, figure_1, picture_html, report_page, save_figure
from numpygan.statements import STATEMENTS, Result, check, summary, to_json, to_table
from numpygan.training import Recorder, Settings, exact_measures, refuse_unwritable, write_atomically

LOSSES = {"non-saturating": non_saturating, "saturating": saturating}
FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130


class Progress:
    """A line on stderr that rewrites itself; nothing at all where stderr is not a terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._next = 0.0

    def say(self, text: str) -> None:
        """Show ``text``, at most ten times a second."""
        if self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.1
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command ``argv`` (by default the process's own) and return its exit status.

    0: done, and every comparison held; 1: one did not; 2: bad input, told in one line;
    130: interrupted, with everything finished so far printed or saved. A run of numbers that stop being
    finite is a 1 as well, and what it finished is kept too.
    """
    options = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        status = run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # "numpygan check | head": the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except (ValueError, TypeError, ArithmeticError, OSError) as error:
        print(f"numpygan: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("numpygan: interrupted", file=sys.stderr)
        return INTERRUPTED


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"numpygan: {message}; {self.prog} --help shows how\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="numpygan", description="Generative adversarial networks, checked by numbers.")
    parser.add_argument("--version", action="version", version=f"numpygan {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)

    checker = _verb(
        verbs, "check", run_check, "check the statements of the notes by numbers", "numpygan check theorem-1 kl --json"
    )
    checker.add_argument("ids", nargs="*", metavar="ID", help=f"all of them by default: {', '.join(STATEMENTS)}")
    checker.add_argument("--json", action="store_true", help="print JSON instead of a table")
    checker.add_argument(
        "--html", type=Path, metavar="FILE", help="also write a page for a browser, with formulas and pictures"
    )
    checker.add_argument("--seed", type=int, default=0, help="of everything random (default: %(default)s)")

    default = Settings()
    trainer = _verb(
        verbs,
        "train",
        run_train,
        "train a GAN on a law of the line and measure it exactly",
        "numpygan train normal --steps 5000 --seed 1 --out runs/normal",
    )
    trainer.add_argument("law", nargs="?", metavar="LAW", help=f"one of {', '.join(CATALOG)}")
    trainer.add_argument("--list", action="store_true", help="show the laws with a line each")
    trainer.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for history, picture and settings; made if missing"
    )
    trainer.add_argument("--overwrite", action="store_true", help="replace a run that DIR already holds")
    trainer.add_argument(
        "--steps", type=int, default=default.steps, help="iterations of Algorithm 1 (default: %(default)s)"
    )
    trainer.add_argument("--batch", type=int, default=default.batch, help="size of a minibatch (default: %(default)s)")
    trainer.add_argument(
        "--k", type=int, default=default.k, help="steps of D for each step of G (default: %(default)s)"
    )
    trainer.add_argument("--loss", choices=LOSSES, default="non-saturating", help="of G (default: %(default)s)")
    trainer.add_argument(
        "--d-lr", type=float, default=default.d_lr, help="Adam's step size for D (default: %(default)s)"
    )
    trainer.add_argument(
        "--g-lr", type=float, default=default.g_lr, help="Adam's step size for G (default: %(default)s)"
    )
    trainer.add_argument(
        "--every", type=int, default=50, help="steps between two rows of the history (default: %(default)s)"
    )
    trainer.add_argument("--seed", type=int, default=0, help="of everything random (default: %(default)s)")
    return parser


def _verb(
    verbs: Any, name: str, run: Callable[[argparse.Namespace], int], about: str, example: str
) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=about, description=about, epilog=f"example: {example}")
    verb.set_defaults(run=run)
    return verb


def run_check(options: argparse.Namespace) -> int:
    """``numpygan check``: a line a comparison, or JSON; then a summary; and perhaps a page."""
    arguments.int_at_least("--seed", options.seed, 0)
    pending = check(options.ids, seed=options.seed)
    if options.html is not None:
        refuse_unwritable(options.html)
    results, progress, started = [], Progress(), time.monotonic()
    interrupted = False
    try:
        for result in pending:
            results.append(result)
            progress.clear()
            if not options.json:
                print(to_table(result), flush=True)
            progress.say(f"{len(results)} comparisons, in {result.statement.id} ({time.monotonic() - started:.0f} s)")
    except KeyboardInterrupt:
        interrupted = True
    progress.clear()
    if options.json:
        print(to_json(results, seed=options.seed, complete=not interrupted))
    else:
        print(f"{summary(results)}{' so far, then interrupted' if interrupted else ''}", flush=True)
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


def run_train(options: argparse.Namespace) -> int:
    """``numpygan train``: train, then write the history, Figure 1 and what reproduces the run."""
    if options.list:
        for name, entry in CATALOG.items():
            print(f"{name:<12} {entry.about}")
        return 0
    if options.law is None:
        raise ValueError("expected the name of a law; numpygan train --list shows them")
    data = named_law(options.law)
    settings = replace(
        Settings(),
        steps=options.steps,
        batch=options.batch,
        k=options.k,
        d_lr=options.d_lr,
        g_lr=options.g_lr,
        generator_loss=LOSSES[options.loss],
    )
    rng = np.random.default_rng(arguments.int_at_least("--seed", options.seed, 0))
    gan = settings.gan(rng)
    records = settings.iterate(gan, data, rng)
    recorder = Recorder(gan, steps=options.steps, every=options.every, measure=lambda gan: exact_measures(gan, data))
    if options.out is not None:
        _open_folder(options.out, options.overwrite)
        _write_settings(options)

    moments, progress, started = [Moment(0, copy.deepcopy(gan))], Progress(), time.monotonic()
    step = 0
    stopped: BaseException | None = None
    try:
        with np.errstate(over="ignore", invalid="ignore"):  # of measuring a GAN that is about to explode
            for record in recorder.follow(records):
                step = record.step
                if step in (options.steps // 25, options.steps // 5, options.steps):
                    moments.append(Moment(step, copy.deepcopy(gan)))
                left = (time.monotonic() - started) / step * (options.steps - step)
                js = f"JS {recorder.history['js'][-1]:.4f}" if len(recorder.history) else "JS not measured yet"
                progress.say(f"step {step:,} of {options.steps:,}  {js}  {left:.0f} s left")
    except KeyboardInterrupt as interruption:
        stopped = interruption
        if step > moments[-1].step:
            moments.append(Moment(step, copy.deepcopy(gan)))
    except (ArithmeticError, ValueError) as error:  # of the training, or of measuring what is left of a GAN
        stopped = error
    progress.clear()
    if options.out is not None:
        recorder.history.save(options.out / "history.npz")
        recorder.history.save_csv(options.out / "history.csv")
    last = moments[-1]
    measures = exact_measures(last.gan, data)
    print(
        f"after {last.step:,} steps: JS = {measures['js']:.4f} (0 to 0.6931), V(D,G) = {measures['v_exact']:.5g}, "
        f"C(G) = {measures['c']:.4f} (-1.3863 at best)"
    )
    if options.out is not None:
        figure = figure_1(data, moments)
        save_figure(figure, options.out / "figure_1.png")
        save_figure(figure, options.out / "figure_1.svg")
        print(f"history.npz, history.csv, figure_1.png, figure_1.svg and run.json are in {options.out}")
    if isinstance(stopped, KeyboardInterrupt):
        print(f"numpygan: interrupted after {step:,} steps", file=sys.stderr)
        return INTERRUPTED
    if stopped is not None:
        print(f"numpygan: stopped after {step:,} steps: {stopped}", file=sys.stderr)
        return FAILED
    return 0


def _open_folder(folder: Path, overwrite: bool) -> None:
    """Make ``folder``; refuse one that holds a run, and one that cannot be written, before hours are spent."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / ".writable", lambda file: None)
        (folder / ".writable").unlink()
    except OSError as error:
        raise ValueError(f"cannot write to {folder}: {error.strerror or error}") from error
    if (folder / "run.json").exists() and not overwrite:
        raise ValueError(f"{folder} already holds a run; choose another folder, or add --overwrite")


def _write_settings(options: argparse.Namespace) -> None:
    """Write ``run.json``: every setting and version that this run depends on, and the command that repeats it."""
    names = ("steps", "batch", "k", "loss", "d_lr", "g_lr", "every", "seed")
    settings = {name: getattr(options, name) for name in names}
    flags = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in settings.items())
    # Of a run that is being replaced: a crash must not leave a mixture of two.
    for name in ("history.npz", "history.csv", "figure_1.png", "figure_1.svg"):
        (options.out / name).unlink(missing_ok=True)
    report = {
        "command": f"numpygan train {options.law} {flags} --out {options.out}",
        "law": options.law,
        **settings,
        "numpygan": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "matplotlib": matplotlib.__version__,
    }
    write_atomically(options.out / "run.json", lambda file: file.write((json.dumps(report, indent=1) + "\n").encode()))

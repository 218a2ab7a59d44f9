"""``numpygan train --seeds``: the same run with many seeds, in parallel, with medians, ranges and one picture."""

import argparse
import contextlib
import io
import statistics
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from numpygan.cli.exit_status import FAILED
from numpygan.cli.interruption import Interruption
from numpygan.cli.measures_text import describe_measures
from numpygan.cli.progress import Progress
from numpygan.cli.run_folder import RunFolder
from numpygan.cli.training_session import TrainingSession
from numpygan.evaluation import verdict
from numpygan.files import one_line
from numpygan.plots import dark, fix_layout, save_figure
from numpygan.plots.seeds import seeds_figure
from numpygan.recipes import Plan, sweep
from numpygan.training import COLUMNS, History


@dataclass(frozen=True)
class SeedResult:
    """What a run with one seed has reached.

    Attributes
    ----------
    seed : int
    measures : dict
        The measures of the GAN at the end of the run; empty if it ended early.
    verdict : str
        The kind of the verdict, such as "equilibrium".
    table : ndarray
        The history.
    error : str
        Why the run ended early; "" if it did not.
    """

    seed: int
    measures: dict[str, float]
    verdict: str
    table: np.ndarray
    error: str


def seed_list(text: str) -> list[int]:
    """Return the seeds in a text such as "0-9" or "0-4,7".

    Examples
    --------
    >>> seed_list("0-3,7")
    [0, 1, 2, 3, 7]
    """
    try:
        parts = [[int(number) for number in part.split("-")] for part in text.split(",")]
        seeds = [seed for first, *rest in parts for seed in range(first, (rest or [first])[0] + 1)]
        if any(len(part) > 2 for part in parts) or len(set(seeds)) < len(seeds) or not seeds:
            raise ValueError
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected different seeds such as 0-9 or 0-4,7, got {text!r}") from None
    return seeds


def train_seeds(plan: Plan, seeds: list[int], options: argparse.Namespace) -> int:
    """Train ``plan`` with each of the seeds, print the summary, and return the exit status."""
    out: Path | None = options.out
    jobs = [(replace(plan, seed=seed), None if out is None else out / f"seed-{seed}") for seed in seeds]
    for own, folder in jobs:
        if folder is not None:
            _check_folder(own, folder, overwrite=options.overwrite)
    progress, results, failed = Progress(), [], 0
    progress.show(f"training with {len(seeds)} seeds")
    with _executor(options.dask) as executor:
        for answer in sweep(train_with_seed, jobs, executor):
            progress.clear()
            seed = answer.config[0].seed
            if answer.value is None:
                failed += 1
                print(f"seed {seed}: failed: {one_line(answer.error)}", flush=True)
            else:
                results.append(answer.value)
                failed += bool(answer.value.error)
                text = answer.value.error or describe_measures(answer.value.measures, plan.distribution)
                print(f"seed {seed}: {answer.value.verdict}: {text}", flush=True)
            progress.show(f"{answer.done} of {answer.total} seeds are done")
    progress.clear()
    results.sort(key=lambda result: result.seed)
    if results:
        print("\n".join(summary_lines(results)))
    histories = [History.of_table(result.table) for result in results if len(result.table)]
    if out is not None and histories:  # a run that failed at once has no row
        figure = seeds_figure(histories, plan.distribution)
        figure = dark(figure) if options.dark else figure
        fix_layout(figure)
        for kind in ("png", "svg"):
            save_figure(figure, out / f"seeds.{kind}")
        print(f"seeds.png, seeds.svg and a folder for each seed are in {out}")
    return FAILED if failed else 0


def train_with_seed(job: tuple[Plan, Path | None]) -> SeedResult:
    """Do one run, or the rest of one that was interrupted; ``sweep`` calls this in another process."""
    plan, path = job
    quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
    with quiet[0], quiet[1], np.errstate(over="ignore", invalid="ignore"), contextlib.ExitStack() as stack:
        folder = None if path is None else stack.enter_context(RunFolder(path))
        if folder is not None and (folder / "run.json").exists():
            folder.read_plan()
            session = TrainingSession(plan, folder)
            session.resume()
        else:
            if folder is not None:
                folder.create(overwrite=False)
            session = TrainingSession(plan, folder)
            session.begin()
        error = session.train(Interruption())
        session.save(error)
        session.draw(error)
        history = session.run.history
        measures = {} if error else session.run.measure(session.run.result())
        kind = verdict(history, plan.distribution).kind.value if len(history) else "unknown"
        return SeedResult(plan.seed, measures, kind, history.table, "" if error is None else one_line(error))


def summary_lines(results: list[SeedResult]) -> Iterator[str]:
    """Yield the lines of the summary: median, smallest and largest value of each measure, and the verdicts."""
    complete = [result.measures for result in results if result.measures]
    if complete:
        yield f"{'over ' + str(len(complete)) + ' seeds':<16} {'median':>10} {'smallest':>10} {'largest':>10}"
    for name in complete[0] if complete else ():
        values = [measures[name] for measures in complete if np.isfinite(measures[name])]
        if values:
            numbers = statistics.median(values), min(values), max(values)
            unit = COLUMNS[name].unit if name in COLUMNS else ""
            yield f"{name:<16} {' '.join(f'{number:>10.4g}' for number in numbers)} {unit}".rstrip()
    counts = Counter(result.verdict for result in results)
    yield "verdicts: " + ", ".join(f"{count} {kind}" for kind, count in counts.most_common())


def _check_folder(plan: Plan, folder: Path, *, overwrite: bool) -> None:
    """Raise ValueError if the folder contains a run with other settings; with ``overwrite``, delete that run."""
    if not (folder / "run.json").exists():
        return
    with RunFolder(folder) as run:
        if overwrite:
            run.create(overwrite=True)
            run.clear()
        elif run.read_plan().command(folder) != plan.command(folder):
            raise ValueError(
                f"{folder} already contains a run with other settings; choose another folder, or add --overwrite"
            )


@contextlib.contextmanager
def _executor(address: str | None) -> Iterator[Executor | None]:
    """Yield the executor of the Dask scheduler at ``address``; without an address None, for local processes."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise ValueError("--dask needs the package distributed: pip install distributed") from None
    with Client(address) as client:
        yield client.get_executor()

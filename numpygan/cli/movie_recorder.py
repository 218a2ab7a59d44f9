"""``numpygan train ... --movie FILE``: keep the GAN at many steps of its run, and write a movie at the end."""

import sys
from pathlib import Path

import matplotlib.style
import numpy as np
from matplotlib.animation import FuncAnimation
from matplotlib.figure import Figure

from numpygan.cli.progress import Progress
from numpygan.evaluation import verdict
from numpygan.files import check_writable
from numpygan.plots import MOVIE_KINDS, Snapshot, animate, movie_steps, save_movie
from numpygan.plots.movies import DPI, what_is_seen
from numpygan.plots.stages import stage_on
from numpygan.recipes import Run
from numpygan.recipes.plan import Plan
from numpygan.training import History

GIF_DPI = 120  # A GIF is narrow, and many screens have two pixels for each pixel of CSS.


class MovieRecorder:
    """Keeps the GAN at the steps that the movie shows.

    Parameters
    ----------
    path : Path
        Path of the movie, which ends in .html or .gif.
    run : Run
        The run at its start, or where it is resumed.
    kept : list of Snapshot
        Frames from before the run was resumed.
    dark : bool
        Whether the background is dark.

    Raises
    ------
    ValueError
        If ``path`` has another suffix or cannot be written.
    """

    def __init__(self, path: Path, run: Run, kept: list[Snapshot], *, dark: bool) -> None:
        if path.suffix not in MOVIE_KINDS:
            raise ValueError(f"--movie must end in {' or '.join(MOVIE_KINDS)}, got {path}")
        check_writable(path)
        gan = run.result()
        figure = Figure()
        stage_on(figure, figure.add_gridspec(1, 1)[0], run.distribution, [gan], rng=np.random.default_rng(0))
        self.path, self.dark = path, dark
        self._wanted = set(movie_steps(run.settings.steps))
        self.snapshots = list(kept)
        if not kept or kept[-1].step != run.step:
            self.snapshots.append(Snapshot(run.step, gan))

    def watch(self, run: Run) -> None:
        """Keep the GAN of ``run`` if the movie has a frame of this step."""
        if run.step in self._wanted and run.step > self.snapshots[-1].step:
            self.snapshots.append(Snapshot(run.step, run.result()))

    def write(self, plan: Plan, history: History, last: Snapshot | None) -> None:
        """Draw and write the movie, with ``last`` as its last frame, and print where it is."""
        snapshots = self.snapshots
        if last is not None and last.step > snapshots[-1].step:
            snapshots = [*snapshots, last]
        progress = Progress()
        progress.show(f"drawing the {len(snapshots)} frames of {self.path}")
        try:
            with matplotlib.style.context("default"), np.errstate(over="ignore", invalid="ignore"):
                page = self.path.suffix == ".html"

                def film(dark: bool) -> FuncAnimation:
                    return animate(
                        plan.distribution,
                        snapshots,
                        history=history,
                        generator_loss=plan.settings.generator_loss,
                        rng=np.random.default_rng(plan.seed),
                        dark=dark,
                        stacked=not page,
                    )

                save_movie(
                    film(self.dark),
                    self.path,
                    dpi=DPI if page else GIF_DPI,
                    on_dark=None if self.dark else lambda: film(True),
                    labels=[f"step {snapshot.step:,}" for snapshot in snapshots],
                    title=f"A GAN learns: {plan.name}",
                    about=what_is_seen(plan.distribution),
                    verdict=verdict(history, plan.distribution).text if len(history) else "",
                    note=plan.command(None),
                )
            text, file = f"{self.path} shows the run in {len(snapshots)} frames", sys.stdout
        except (ArithmeticError, ValueError) as error:  # the numbers of a diverged GAN cannot be drawn
            text, file = f"numpygan: the movie cannot be drawn: {error}", sys.stderr
        finally:
            progress.clear()
        print(text, file=file)

"""``numpygan train ... --movie FILE``: the GAN at many moments of its run, kept in memory, and written at the end."""

import sys
from pathlib import Path

import matplotlib.style
import numpy as np
from matplotlib.figure import Figure

from numpygan.cli.plan import Plan
from numpygan.cli.progress import Progress
from numpygan.files import refuse_unwritable
from numpygan.plots import MOVIE_KINDS, Snapshot, animate, movie_steps, save_movie
from numpygan.plots.stages import stage_on
from numpygan.recipes import Run
from numpygan.training import History


class Film:
    """The frames of a run's movie.

    Parameters
    ----------
    path : Path
        Of the movie: .html or .gif.
    run : Run
        At its start, or where it is resumed: what was before is in the movie as far as ``kept`` has it.
    kept : list of Snapshot
        Earlier moments of the run.
    dark : bool
        Whether the ground is dark.

    Raises
    ------
    ValueError
        If there is no such movie, or it could not be written; before anything is computed.
    """

    def __init__(self, path: Path, run: Run, kept: list[Snapshot], *, dark: bool) -> None:
        if path.suffix not in MOVIE_KINDS:
            raise ValueError(f"--movie must end in {' or '.join(MOVIE_KINDS)}, got {path}")
        refuse_unwritable(path)
        gan = run.result()
        figure = Figure()
        stage_on(figure, figure.add_gridspec(1, 1)[0], run.distribution, [gan], rng=np.random.default_rng(0))
        self.path, self.dark = path, dark
        self._wanted = set(movie_steps(run.settings.steps))
        self.moments = list(kept)
        if not kept or kept[-1].step != run.step:
            self.moments.append(Snapshot(run.step, gan))

    def watch(self, run: Run) -> None:
        """Keep the GAN of ``run`` as it is now, if this is a moment for it."""
        if run.step in self._wanted and run.step > self.moments[-1].step:
            self.moments.append(Snapshot(run.step, run.result()))

    def write(self, plan: Plan, history: History, last: Snapshot | None) -> None:
        """Draw and write the movie, up to ``last`` if that is a moment of its own; say where it is."""
        moments = self.moments
        if last is not None and last.step > moments[-1].step:
            moments = [*moments, last]
        progress = Progress()
        progress.say(f"drawing the {len(moments)} frames of {self.path}")
        try:
            with matplotlib.style.context("default"), np.errstate(over="ignore", invalid="ignore"):
                film = animate(
                    plan.distribution,
                    moments,
                    history=history,
                    generator_loss=plan.settings.generator_loss,
                    rng=np.random.default_rng(plan.seed),
                    dark=self.dark,
                )
                labels = [f"step {moment.step:,}" for moment in moments]
                save_movie(film, self.path, labels=labels, title=f"A GAN learns: {plan.name}", note=plan.command(None))
            told, file = f"{self.path} shows the run in {len(moments)} frames", sys.stdout
        except (ArithmeticError, ValueError) as error:  # of a GAN that has exploded
            told, file = f"numpygan: the movie cannot be drawn: {error}", sys.stderr
        finally:
            progress.clear()
        print(told, file=file)

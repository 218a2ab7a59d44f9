"""A run of ``numpygan train``: its plan, its folder, its progress line and its summary."""

from pathlib import Path

from numpygan.cli.interruption import Interruption
from numpygan.cli.measures_text import count_of_steps, describe_measures
from numpygan.cli.movie_recorder import MovieRecorder
from numpygan.cli.pictures import draw_pictures
from numpygan.cli.progress import Progress, RemainingTime
from numpygan.cli.run_folder import RunFolder
from numpygan.cli.snapshots import Snapshots
from numpygan.cli.spark_lines import spark_line
from numpygan.evaluation import measures_for, verdict
from numpygan.plots import Snapshot
from numpygan.plots.seeds import DISTANCES
from numpygan.recipes.plan import Plan


class TrainingSession:
    """The run that ``plan`` describes, at its start.

    Parameters
    ----------
    plan : Plan
    folder : RunFolder or None
        None if nothing is saved.
    movie : Path or None
        Path of the movie, if one is wanted.
    dark : bool
        Whether pictures and movie have a dark background.
    """

    def __init__(self, plan: Plan, folder: RunFolder | None, *, movie: Path | None = None, dark: bool = False) -> None:
        self.plan, self.folder, self.movie, self.dark = plan, folder, movie, dark
        self.recorder: MovieRecorder | None = None
        self.run = plan.run(measures_for(plan.distribution))
        self.snapshots = Snapshots(self.run)

    def begin(self) -> None:
        """Start the run: clear the folder and write the first files."""
        self._open_movie()
        if self.folder is not None:
            self.folder.clear()
        self._start()

    def resume(self) -> None:
        """Continue from the last checkpoint in the folder, or from the start if there is none yet."""
        if self.folder is None or self.folder.has_begun:
            if self.folder is not None:
                self.folder.load(self.run, self.snapshots)
            self._open_movie()
        else:
            self._open_movie()
            self._start()

    def _start(self) -> None:
        if self.folder is not None:
            self.folder.write_plan(self.plan)
        # Before the checkpoint, because a resumed run does not repeat a step that the checkpoint contains.
        self._keep_moment()
        if self.folder is not None:
            self.folder.save(self.run)

    def _open_movie(self) -> None:
        if self.movie is not None:
            self.recorder = MovieRecorder(self.movie, self.run, self.snapshots.kept, dark=self.dark)

    def _keep_moment(self) -> None:
        if self.snapshots.watch(self.run) and self.folder is not None:
            self.folder.save_moment(self.run)
        if self.recorder is not None:
            self.recorder.watch(self.run)

    def train(self, interruption: Interruption) -> ArithmeticError | ValueError | None:
        """Do the remaining steps, until an interruption; return the error, if one ended them."""
        steps = self.run.settings.steps
        progress, remaining = Progress(), RemainingTime(self.run.step, steps)
        try:
            for record in self.run.iterate():
                self._keep_moment()
                if self.folder is not None:
                    self.folder.save_now_and_then(self.run)
                if progress.due:
                    progress.show(
                        f"step {record.step:,} of {steps:,}, {remaining.text(record.step)}: {self._reached()}"
                    )
                if interruption.requested:
                    break
        except (ArithmeticError, ValueError) as error:  # from the training, or from measuring a diverged GAN
            return error
        finally:
            progress.clear()
        return None

    def _reached(self) -> str:
        """Return the last row of the history as a text."""
        table = self.run.history.table
        if not len(table):
            return "not measured yet"
        names = self.run.history.names
        measures = dict(zip(names, table[-1].tolist(), strict=True))
        js = next((name for name in DISTANCES if name in names), None)
        curve = "" if js is None else f" {spark_line(table[js])}"
        return describe_measures(measures, self.plan.distribution, brief=True) + curve.rstrip()

    def print_summary(self) -> None:
        """Print the measures of the current GAN and the verdict on the run."""
        try:
            text = describe_measures(self.run.measure(self.run.result()), self.plan.distribution)
        except (ArithmeticError, ValueError) as error:
            text = f"the GAN cannot be measured: {error}"
        print(f"after {count_of_steps(self.run.step)}{': ' if text else ''}{text}")
        if len(self.run.history):
            print(verdict(self.run.history, self.plan.distribution).text)

    def save(self, error: Exception | None) -> None:
        """Write the checkpoint and the history. ``error`` is what :meth:`train` returned."""
        if self.folder is None:
            return
        if error is None:
            self.folder.save(self.run)
        else:  # an error ended the run in the middle of a step, which cannot be resumed
            self.folder.save_history(self.run)

    def draw(self, error: Exception | None) -> None:
        """Write the movie and the pictures, and print where they are."""
        if self.recorder is not None:
            last = None if error is not None else Snapshot(self.run.step, self.run.result())
            self.recorder.write(self.plan, self.run.history, last)
        if self.folder is None:
            return
        shown = (
            self.snapshots.until(self.run) if error is None else self.snapshots.kept
        )  # after an error the last GAN is perhaps not finite
        try:
            drawn = draw_pictures(self.plan, self.run.history, shown, self.folder, self.dark)
        except OSError:
            if self.folder.in_place:
                raise
            self.save(error)  # which creates a new folder
            drawn = draw_pictures(self.plan, self.run.history, shown, self.folder, self.dark)
        names = [*drawn, "history.npz", "history.csv", "checkpoint.npz", "run.json"]
        print(f"{', '.join(names)} and the folder {self.folder.snapshots.name} are in {self.folder.path}")
        print(f"repeat this run: {self.plan.command(self.folder.path)}")

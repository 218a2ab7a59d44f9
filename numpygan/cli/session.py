"""A run as the command line sees it: with a plan, a folder, a progress line, and something to tell at the end."""

from pathlib import Path

from numpygan.cli.film import Film
from numpygan.cli.folder import Folder
from numpygan.cli.interruption import Interruption
from numpygan.cli.moments import Moments
from numpygan.cli.pictures import draw_pictures
from numpygan.cli.plan import Plan
from numpygan.cli.progress import Pace, Progress
from numpygan.cli.words import in_steps, in_words
from numpygan.evaluation import verdict
from numpygan.plots import Snapshot


class Session:
    """The run that ``plan`` describes, at its start.

    Parameters
    ----------
    plan : Plan
    folder : Folder or None
        None for a run that leaves nothing behind.
    movie : Path or None
        Where to write the run as a movie.
    dark : bool
        Whether pictures and movie have a dark ground.
    """

    def __init__(self, plan: Plan, folder: Folder | None, *, movie: Path | None = None, dark: bool = False) -> None:
        self.plan, self.folder, self.movie, self.dark = plan, folder, movie, dark
        self.film: Film | None = None
        self.run = plan.run()
        self.moments = Moments(self.run)

    def begin(self) -> None:
        """Write what there is to write of a run at its start."""
        self._open_film()
        if self.folder is not None:
            self.folder.clear()
        self._start()

    def resume(self) -> None:
        """Go to where the last checkpoint of the folder is, or to the start if there is none yet."""
        if self.folder is None or self.folder.has_begun:
            if self.folder is not None:
                self.folder.load(self.run, self.moments)
            self._open_film()
        else:
            self._open_film()
            self._start()

    def _start(self) -> None:
        if self.folder is not None:
            self.folder.write_plan(self.plan)
        self._keep_moment()  # before the checkpoint: what the checkpoint says to be done is not done again
        if self.folder is not None:
            self.folder.save(self.run)

    def _open_film(self) -> None:
        if self.movie is not None:
            self.film = Film(self.movie, self.run, self.moments.kept, dark=self.dark)

    def _keep_moment(self) -> None:
        if self.moments.watch(self.run) and self.folder is not None:
            self.folder.save_moment(self.run)
        if self.film is not None:
            self.film.watch(self.run)

    def train(self, interruption: Interruption) -> ArithmeticError | ValueError | None:
        """Do the steps that are left, or those until an interruption; return what else ended them."""
        steps = self.run.settings.steps
        progress, pace = Progress(), Pace(self.run.step, steps)
        try:
            for record in self.run.iterate():
                self._keep_moment()
                if self.folder is not None:
                    self.folder.save_now_and_then(self.run)
                if progress.due:
                    progress.say(f"step {record.step:,} of {steps:,}, {pace.left(record.step)}: {self._reached()}")
                if interruption.asked:
                    break
        except (ArithmeticError, ValueError) as error:  # of the training, or of measuring what is left of a GAN
            return error
        finally:
            progress.clear()
        return None

    def _reached(self) -> str:
        """What the last row of the history says."""
        table = self.run.history.table
        if not len(table):
            return "not measured yet"
        return in_words(
            dict(zip(self.run.history.names, table[-1].tolist(), strict=True)), self.plan.distribution, brief=True
        )

    def tell(self) -> None:
        """Print what the GAN is worth, as it is now."""
        try:
            words = in_words(self.run.measure(self.run.result()), self.plan.distribution)
        except (ArithmeticError, ValueError) as error:
            words = f"the GAN cannot be measured: {error}"
        print(f"after {in_steps(self.run.step)}{': ' if words else ''}{words}")
        if len(self.run.history):
            print(verdict(self.run.history, self.plan.distribution).text)

    def save(self, error: Exception | None) -> None:
        """Write the checkpoint, and all numbers. ``error`` is what :meth:`train` returned."""
        if self.folder is None:
            return
        if error is None:
            self.folder.save(self.run)
        else:  # in the middle of a step there is no state to go on from
            self.folder.save_history(self.run)

    def draw(self, error: Exception | None) -> None:
        """Write the movie and the pictures, and say what is where."""
        if self.film is not None:
            last = None if error is not None else Snapshot(self.run.step, self.run.result())
            self.film.write(self.plan, self.run.history, last)
        if self.folder is None:
            return
        shown = self.moments.until(self.run) if error is None else self.moments.kept  # others perhaps cannot be drawn
        try:
            drawn = draw_pictures(self.plan, self.run.history, shown, self.folder, self.dark)
        except OSError:
            if self.folder.in_place:
                raise
            self.save(error)  # into a new folder
            drawn = draw_pictures(self.plan, self.run.history, shown, self.folder, self.dark)
        names = [*drawn, "history.npz", "history.csv", "checkpoint.npz", "run.json"]
        print(f"{', '.join(names[:-1])} and {names[-1]} are in {self.folder.path}")

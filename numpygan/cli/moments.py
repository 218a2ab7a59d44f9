"""The moments of a run that its pictures show, kept in its folder, so that a resumed run draws the same pictures."""

from pathlib import Path

from numpygan.plots import Moment
from numpygan.training import Run


class Moments:
    """The GAN of ``run`` at its start, after a 25th and a 5th of the steps, and at the end.

    Attributes
    ----------
    kept : list of Moment
        Those that have passed so far.
    """

    def __init__(self, run: Run) -> None:
        steps = run.settings.steps
        self._wanted = {0, steps // 25, steps // 5, steps}
        self.kept: list[Moment] = []

    def watch(self, run: Run, folder: Path | None) -> None:
        """Keep the GAN of ``run`` as it is now, in ``folder`` too, if this is a moment for it."""
        if run.step in self._wanted:
            self.kept.append(Moment(run.step, run.result()))
            if folder is not None:
                folder.mkdir(exist_ok=True)
                run.save(folder / f"step-{run.step}.npz")

    def until(self, run: Run) -> list[Moment]:
        """Those kept, and now."""
        now = [] if self.kept and self.kept[-1].step == run.step else [Moment(run.step, run.result())]
        return [*self.kept, *now]

    def load(self, folder: Path, run: Run) -> None:
        """Take those that :meth:`watch` kept in ``folder``; ``run`` comes back from the past as it was at the last one.

        Raises
        ------
        ValueError
            If a file cannot be read, or is of another run.
        """
        self.kept = []
        for path in folder.glob("step-*.npz"):
            run.load(path)
            self.kept.append(Moment(run.step, run.result()))
        self.kept.sort(key=lambda moment: moment.step)

"""The moments of a run that its pictures show, kept in its folder, so that a resumed run draws the same pictures."""

from pathlib import Path

from numpygan.plots import Snapshot
from numpygan.recipes import Run


class Moments:
    """The GAN of ``run`` at its start, after a 25th and a 5th of the steps, and at the end.

    Attributes
    ----------
    kept : list of Snapshot
        Those that have passed so far.
    """

    def __init__(self, run: Run) -> None:
        steps = run.settings.steps
        self._wanted = {0, steps // 25, steps // 5, steps}
        self.kept: list[Snapshot] = []

    def watch(self, run: Run) -> bool:
        """Keep the GAN of ``run`` as it is now, if this is a moment for it; whether it is."""
        wanted = run.step in self._wanted
        if wanted:
            self.kept.append(Snapshot(run.step, run.result()))
        return wanted

    def until(self, run: Run) -> list[Snapshot]:
        """Those kept, and now."""
        now = [] if self.kept and self.kept[-1].step == run.step else [Snapshot(run.step, run.result())]
        return [*self.kept, *now]

    def load(self, folder: Path, run: Run) -> None:
        """Take those that are saved in ``folder``; ``run`` is left as it was at one of them.

        Raises
        ------
        ValueError
            If a file cannot be read, or is of another run.
        """
        self.kept = []
        origin = run.origin
        for path in folder.glob("step-*.npz"):
            run.load(path)
            if run.origin != origin:
                raise ValueError(f"{path} is of another run: it began from other random numbers")
            self.kept.append(Snapshot(run.step, run.result()))
        self.kept.sort(key=lambda moment: moment.step)

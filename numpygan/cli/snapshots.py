"""The GAN at the steps that the pictures show; saved in the folder, so that a resumed run has the same pictures."""

from pathlib import Path

from numpygan.plots import Snapshot
from numpygan.recipes import Run


class Snapshots:
    """The GAN of a run at its start, after 1/25 and 1/5 of the steps, and at the end.

    Attributes
    ----------
    kept : list of Snapshot
        The snapshots so far.
    """

    def __init__(self, run: Run) -> None:
        steps = run.settings.steps
        self._wanted = {0, steps // 25, steps // 5, steps}
        self.kept: list[Snapshot] = []

    def watch(self, run: Run) -> bool:
        """Keep the GAN of ``run`` if it is at one of these steps; return whether it is."""
        wanted = run.step in self._wanted
        if wanted:
            self.kept.append(Snapshot(run.step, run.result()))
        return wanted

    def until(self, run: Run) -> list[Snapshot]:
        """Return the snapshots so far, and one of the current step."""
        now = [] if self.kept and self.kept[-1].step == run.step else [Snapshot(run.step, run.result())]
        return [*self.kept, *now]

    def load(self, folder: Path, run: Run) -> None:
        """Load the snapshots in ``folder``; afterwards ``run`` is at one of them.

        Raises
        ------
        ValueError
            If a file cannot be read, or belongs to another run.
        """
        self.kept = []
        origin = run.origin
        for path in folder.glob("step-*.npz"):
            run.load(path)
            if run.origin != origin:
                raise ValueError(
                    f"{path} belongs to another run, which began with other random numbers; remove this file"
                )
            self.kept.append(Snapshot(run.step, run.result()))
        self.kept.sort(key=lambda snapshot: snapshot.step)

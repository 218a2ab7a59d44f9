"""The folder of a run: what is written at its start, while it goes on, and at its end.

At any moment it holds enough to go on from the last checkpoint, whatever ends the process. Each file is
the old one or the new one, never half of one.
"""

import time
from pathlib import Path

import numpy as np

from numpygan.cli.moments import Moments
from numpygan.cli.plan import Plan, read_plan
from numpygan.distributions import Empirical
from numpygan.training import Run, write_atomically

SECONDS = 10.0  # between two checkpoints: at most so much work is lost
PICTURES = "figure_1", "points", "anatomy", "given", "history"
NAMES = (  # a checkpoint that is left without its run.json is of nothing, and so goes first
    "checkpoint.npz",
    "run.json",
    "points.npy",
    "history.npz",
    "history.csv",
    *(f"{name}.{kind}" for name in PICTURES for kind in ("png", "svg")),
)


class Folder:
    """The files of one run in the folder ``path``.

    Attributes
    ----------
    saved_step : int or None
        Where the last checkpoint that was written is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.saved_step: int | None = None
        self._saved_at = 0.0

    def __truediv__(self, name: str) -> Path:
        return self.path / name

    @property
    def moments(self) -> Path:
        """The folder of the checkpoints at the moments that the pictures show."""
        return self.path / "moments"

    def create(self, overwrite: bool) -> None:
        """Make it; refuse one that holds a run, and one that cannot be written, before hours are spent."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            write_atomically(self / ".writable", lambda file: None)
            (self / ".writable").unlink()
        except OSError as error:
            raise ValueError(f"cannot write to {self.path}: {error.strerror or error}") from error
        if (self / "run.json").exists() and not overwrite:
            raise ValueError(
                f"{self.path} already holds a run; choose another folder, add --overwrite, "
                f"or go on with --resume {self.path}"
            )

    def begin(self, plan: Plan, run: Run) -> None:
        """Write a run that is at its start, in place of an earlier one."""
        for path in [*(self / name for name in NAMES), *self.moments.glob("step-*.npz")]:
            path.unlink(missing_ok=True)  # a crash must not leave a mixture of two runs
        self.write_plan(plan)
        self.save(run)

    def write_plan(self, plan: Plan) -> None:
        """Write ``run.json``; the user's own points too, which may change or move."""
        if isinstance(plan.law, Empirical):
            points = plan.law.points
            write_atomically(self / "points.npy", lambda file: np.save(file, points))
        write_atomically(self / "run.json", lambda file: file.write(plan.as_json(self.path).encode()))

    def read_plan(self) -> Plan:
        return read_plan(self / "run.json", self / "points.npy")

    def save(self, run: Run) -> None:
        """Write the checkpoint, and what is told of the run up to it."""
        run.save(self / "checkpoint.npz")
        self.save_history(run)
        self.saved_step, self._saved_at = run.step, time.monotonic()

    def save_now_and_then(self, run: Run) -> None:
        """:meth:`save`, if the last time is long ago."""
        if time.monotonic() - self._saved_at >= SECONDS:
            self.save(run)

    def save_history(self, run: Run) -> None:
        run.history.save(self / "history.npz")
        run.history.save_csv(self / "history.csv")

    def load(self, run: Run, moments: Moments) -> None:
        """Bring ``run`` and ``moments`` to where the last checkpoint is."""
        if not (self / "checkpoint.npz").exists():
            raise ValueError(f"{self.path} holds no checkpoint.npz: there is nothing to resume")
        run.load(self / "checkpoint.npz")
        step = run.step
        moments.load(self.moments, run)
        run.load(self / "checkpoint.npz")
        # Of a process that was killed between a moment and the next checkpoint one may lie in the future.
        moments.kept = [moment for moment in moments.kept if moment.step <= step]
        self.saved_step = step

"""The folder of a run: what is written at its start, while it goes on, and at its end.

At any moment it holds enough to go on from the last checkpoint, whatever ends the process. Each file is
the old one or the new one, never half of one.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from numpygan.cli.folder_lock import FolderLock
from numpygan.cli.plan import Plan, read_plan
from numpygan.cli.snapshots import Snapshots
from numpygan.distributions import Empirical
from numpygan.files import write_atomically
from numpygan.recipes import Run

SECONDS = 10.0  # between two checkpoints: at most so much work is lost
PICTURES = "figure_1", "points", "anatomy", "given", "history"
NAMES = (  # a folder without run.json holds no run, and so run.json is removed first
    "run.json",
    "checkpoint.npz",
    "points.npy",
    "history.npz",
    "history.csv",
    *(f"{name}.{kind}" for name in PICTURES for kind in ("png", "svg")),
)


class RunFolder:
    """The files of one run in the folder ``path``; in a ``with``, which gives up the lock on the folder at its end.

    If the folder is removed or moved while the run goes on, the next files are written to a new folder.

    Attributes
    ----------
    saved_step : int or None
        The step of the last checkpoint that was written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.saved_step: int | None = None
        self._saved_at = 0.0
        self._lock: FolderLock | None = None
        self._plan: Plan | None = None

    def __truediv__(self, name: str) -> Path:
        return self.path / name

    def __enter__(self) -> "RunFolder":
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.release()

    @property
    def moments(self) -> Path:
        """The folder of the checkpoints at the moments that the pictures show."""
        return self.path / "moments"

    @property
    def in_place(self) -> bool:
        """Whether the folder is where it was when the run began."""
        return self._lock is None or self._lock.held

    def create(self, overwrite: bool) -> None:
        """Make and lock it; refuse one that holds a run, and one that cannot be written, before hours are spent."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = FolderLock(self.path)
            write_atomically(self / ".writable", lambda file: None)
            (self / ".writable").unlink()
        except OSError as error:
            raise ValueError(f"cannot write to {self.path}: {error.strerror or error}") from error
        if (self / "run.json").exists() and not overwrite:
            raise ValueError(
                f"{self.path} already holds a run; choose another folder, add --overwrite, "
                f"or go on with --resume {self.path}"
            )

    def clear(self) -> None:
        """Remove the files of an earlier run: a crash must not leave a mixture of two runs."""
        for path in [*(self / name for name in NAMES), *self.moments.glob("step-*.npz")]:
            path.unlink(missing_ok=True)

    def write_plan(self, plan: Plan) -> None:
        """Write ``run.json``; the user's own points too, which may change or move."""
        self._plan = plan
        if isinstance(plan.distribution, Empirical):
            points = plan.distribution.points
            write_atomically(self / "points.npy", lambda file: np.save(file, points))
        write_atomically(self / "run.json", lambda file: file.write(plan.as_json(self.path).encode()))

    def read_plan(self) -> Plan:
        """Lock the folder, and read ``run.json``."""
        try:
            if (self / "run.json").exists():
                self._lock = FolderLock(self.path)
        except OSError as error:
            raise ValueError(f"cannot write to {self.path}: {error.strerror or error}") from error
        self._plan = read_plan(self / "run.json", self / "points.npy")
        return self._plan

    def save(self, run: Run) -> None:
        """Write the checkpoint, and the history up to it."""
        self.write(lambda: run.save(self / "checkpoint.npz"))
        self.save_history(run)
        self.saved_step, self._saved_at = run.step, time.monotonic()

    def save_now_and_then(self, run: Run) -> None:
        """:meth:`save`, if the last time is long ago."""
        if time.monotonic() - self._saved_at >= SECONDS:
            self.save(run)

    def save_moment(self, run: Run) -> None:
        """Write the checkpoint of a moment that the pictures show."""

        def files() -> None:
            self.moments.mkdir(exist_ok=True)
            run.save(self.moments / f"step-{run.step}.npz")

        self.write(files)

    def save_history(self, run: Run) -> None:
        self.write(lambda: run.history.save(self / "history.npz"))
        self.write(lambda: run.history.save_csv(self / "history.csv"))

    def write(self, files: Callable[[], object]) -> None:
        """Call ``files``, which writes into this folder; if the folder is not there any more, into a new one."""
        if self.in_place:
            try:
                files()
                return
            except OSError:
                if self.in_place:
                    raise
        self._move()
        files()

    def _move(self) -> None:
        old = self.path
        try:
            new = tempfile.mkdtemp(prefix=f"{old.name}-", dir=old.parent)
        except OSError:
            new = tempfile.mkdtemp(prefix=f"{old.name}-")
        self.__exit__()
        self.path = Path(new)
        self._lock = FolderLock(self.path)
        print(f"numpygan: {old} was removed or moved; from now on the run is saved in {new}", file=sys.stderr)
        if self._plan is not None:
            self.write_plan(self._plan)

    @property
    def has_begun(self) -> bool:
        """Whether it holds more than ``run.json``: a process may be killed before it writes the first checkpoint."""
        return (self / "checkpoint.npz").exists() or (self / "history.npz").exists()

    def load(self, run: Run, moments: Snapshots) -> None:
        """Bring ``run`` and ``moments`` to where the last checkpoint is."""
        if not (self / "checkpoint.npz").exists():
            raise ValueError(f"{self.path} holds no checkpoint.npz: there is nothing to resume")
        origin = run.origin
        run.load(self / "checkpoint.npz")
        if run.origin != origin:
            raise ValueError(
                f"{self / 'checkpoint.npz'} is not of the run that run.json describes: it began from other random "
                "numbers, such as those of another seed"
            )
        step = run.step
        moments.load(self.moments, run)
        run.load(self / "checkpoint.npz")
        # If a process was killed between a moment and the next checkpoint, the moment is later than the checkpoint.
        moments.kept = [moment for moment in moments.kept if moment.step <= step]
        self.saved_step = step

"""The folder of a run: what is written at its start, during the run, and at its end.

However the process ends, the run can be resumed from the last checkpoint. A file is either the old one or the new one,
never a part of it.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from numpygan.cli.folder_lock import FolderLock
from numpygan.cli.snapshots import Snapshots
from numpygan.distributions import Empirical, EmpiricalConditional
from numpygan.files import write_atomically
from numpygan.recipes import Run
from numpygan.recipes.plan import Plan, read_plan

SECONDS = 10.0  # between two checkpoints: if the process is killed, at most so much work is lost
PICTURES = "figure_1", "points", "anatomy", "given", "history"
NAMES = (  # run.json is removed first, because a folder without it contains no run
    "run.json",
    "checkpoint.npz",
    "points.npy",
    "points.npz",
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
    def snapshots(self) -> Path:
        """The folder of the snapshots that the pictures show. Runs of version 0.1 call it ``moments``."""
        old = self.path / "moments"
        return old if old.is_dir() else self.path / "snapshots"

    @property
    def in_place(self) -> bool:
        """Whether the folder is still where it was when the run began."""
        return self._lock is None or self._lock.held

    def create(self, overwrite: bool) -> None:
        """Create and lock the folder; ValueError if it contains a run already, or cannot be written."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = FolderLock(self.path)
            write_atomically(self / ".writable", lambda file: None)
            (self / ".writable").unlink()
        except OSError as error:
            raise ValueError(f"cannot write to {self.path}: {error.strerror or error}") from error
        if (self / "run.json").exists() and not overwrite:
            raise ValueError(
                f"{self.path} already contains a run; choose another folder, add --overwrite, "
                f"or continue it with --resume {self.path}"
            )

    def clear(self) -> None:
        """Remove the files of an earlier run, so that a crash does not leave files of two runs."""
        for path in [*(self / name for name in NAMES), *self.snapshots.glob("step-*.npz")]:
            path.unlink(missing_ok=True)

    def write_plan(self, plan: Plan) -> None:
        """Write ``run.json``, and a copy of the user's own rows, whose file may change or move."""
        self._plan = plan
        if isinstance(plan.distribution, EmpiricalConditional):
            plan.distribution.save_copy(self / "points.npz")
        if isinstance(plan.distribution, Empirical):
            points = plan.distribution.points
            write_atomically(self / "points.npy", lambda file: np.save(file, points))
        write_atomically(self / "run.json", lambda file: file.write(plan.as_json(self.path).encode()))

    def read_plan(self) -> Plan:
        """Lock the folder and read ``run.json``."""
        try:
            if (self / "run.json").exists():
                self._lock = FolderLock(self.path)
        except OSError as error:
            raise ValueError(f"cannot write to {self.path}: {error.strerror or error}") from error
        self._plan = read_plan(self / "run.json", self / "points.npy")
        return self._plan

    def save(self, run: Run) -> None:
        """Write the checkpoint and the history."""
        self.write(lambda: run.save(self / "checkpoint.npz"))
        self.save_history(run)
        self.saved_step, self._saved_at = run.step, time.monotonic()

    def save_now_and_then(self, run: Run) -> None:
        """Call :meth:`save` if the last checkpoint is older than SECONDS."""
        if time.monotonic() - self._saved_at >= SECONDS:
            self.save(run)

    def save_moment(self, run: Run) -> None:
        """Write a snapshot that the pictures show."""

        def files() -> None:
            self.snapshots.mkdir(exist_ok=True)
            run.save(self.snapshots / f"step-{run.step}.npz")

        self.write(files)

    def save_history(self, run: Run) -> None:
        self.write(lambda: run.history.save(self / "history.npz"))
        self.write(lambda: run.history.save_csv(self / "history.csv"))

    def write(self, files: Callable[[], object]) -> None:
        """Call ``files``, which writes into this folder; if the folder was removed or moved, into a new one."""
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
        print(f"numpygan: {old} was removed or moved; the run is now saved in {new}", file=sys.stderr)
        if self._plan is not None:
            self.write_plan(self._plan)

    @property
    def has_begun(self) -> bool:
        """Whether there is a checkpoint or a history: a process may be killed before it writes them."""
        return (self / "checkpoint.npz").exists() or (self / "history.npz").exists()

    def load(self, run: Run, snapshots: Snapshots) -> None:
        """Load the last checkpoint into ``run``, and the snapshots up to it into ``snapshots``."""
        if not (self / "checkpoint.npz").exists():
            raise ValueError(
                f"{self.path} contains no checkpoint.npz, so nothing can be resumed; start a new run with --overwrite"
            )
        origin = run.origin
        run.load(self / "checkpoint.npz")
        if run.origin != origin:
            raise ValueError(
                f"{self / 'checkpoint.npz'} does not belong to the run that run.json describes: it began with other "
                "random numbers, for example with another seed"
            )
        step = run.step
        snapshots.load(self.snapshots, run)
        run.load(self / "checkpoint.npz")
        # A process that was killed after a snapshot may have left a snapshot that is later than the checkpoint.
        snapshots.kept = [snapshot for snapshot in snapshots.kept if snapshot.step <= step]
        self.saved_step = step

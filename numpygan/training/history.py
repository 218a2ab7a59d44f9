"""What a run leaves behind: one table, a row for each recorded step, a name for each column."""

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from numpygan.training.files import write_atomically

COLUMNS = {
    "step": "iterations done",
    "v": "V(D, G) of D's last minibatch, in nats",
    "g_loss": "what G descended, on its minibatch, in nats",
    "d_gradient": "norm of the gradient of V in theta_d",
    "g_gradient": "norm of the gradient of G's loss in theta_g",
    "js": "exact JS(p_data || p_g), in nats, between 0 and log 2 = 0.693",
    "c": "exact C(G) = max_D V(D, G), in nats, at least -log 4 = -1.386",
    "v_exact": "exact V(D, G) of the trained D, in nats, at most C(G)",
    "gap": "C(G) - V(D, G), in nats: how far D is from the best one",
}


class History:
    """A table of a run.

    Parameters
    ----------
    names : sequence of str
        The columns; :data:`COLUMNS` says what those of this package mean.

    Examples
    --------
    >>> history = History(["step", "js"])
    >>> history.append({"step": 1, "js": 0.5})
    >>> history["js"]
    array([0.5])
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._rows: list[tuple[float, ...]] = []

    @property
    def table(self) -> np.ndarray:
        """The rows so far, a structured array of shape (rows,)."""
        return np.array(self._rows, dtype=[(name, int if name == "step" else float) for name in self.names])

    def __getitem__(self, name: str) -> np.ndarray:
        return self.table[name]

    def __len__(self) -> int:
        return len(self._rows)

    def append(self, values: dict[str, float]) -> None:
        """Add a row: a number for every column."""
        if set(values) != set(self.names):
            raise ValueError(f"a row needs {sorted(self.names)}, got {sorted(values)}")
        self._rows.append(tuple(values[name] for name in self.names))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write ``path`` (.npz): the array ``table``."""
        write_atomically(path, lambda file: np.savez(file, table=self.table))

    def save_csv(self, path: str | os.PathLike[str]) -> None:
        """Write ``path`` (.csv): a header, then a line a row with all digits."""
        lines = [",".join(self.names), *(",".join(repr(v) for v in row.tolist()) for row in self.table)]
        write_atomically(path, lambda file: file.write(("\n".join(lines) + "\n").encode()))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "History":
        """Read what :meth:`save` wrote."""
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
                table = archive["table"]
        except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise ValueError(f"{Path(path)} is not a history of this package: {error}") from error
        return cls.of_table(table)

    @classmethod
    def of_table(cls, table: np.ndarray) -> "History":
        """The history whose ``table`` this structured array is."""
        history = cls(table.dtype.names or ())
        history._rows = table.tolist()
        return history

"""The history of a run: a table with a row for each recorded step and a name for each column."""

import os
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from numpygan import arguments
from numpygan.files import NpzReader, write_atomically


class Column(NamedTuple):
    """What a column of a history holds."""

    unit: str
    """The unit; empty for a number that has none."""
    about: str


COLUMNS = {
    # Of every step: see Record.
    "step": Column("steps", "iterations done"),
    "v": Column("nats", "V(D, G) of D's last minibatch"),
    "g_loss": Column("nats", "G's loss on its minibatch"),
    "d_gradient": Column("nats", "norm of the gradient of V in theta_d"),
    "g_gradient": Column("nats", "norm of the gradient of G's loss in theta_g"),
    # Exact, in 1-D.
    "js": Column("nats", "exact JS(p_data || p_g), between 0 and log 2 = 0.693"),
    "c": Column("nats", "exact C(G) = max_D V(D, G), at least -log 4 = -1.386"),
    "v_exact": Column("nats", "exact V(D, G) of the trained D, at most C(G)"),
    "gap": Column("nats", "C(G) - V(D, G): how far D is from the best one"),
    # From points that neither player has seen.
    "js_sample": Column(
        "nats", "JS of two samples, counted in cells; below the true JS, except for sampling noise (js_floor)"
    ),
    "js_floor": Column("nats", "mean of js_sample for a perfect generator"),
    "v_sample": Column("nats", "V(D, G) on new points; at most C(G), except for sampling noise"),
    "modes": Column("modes", "modes with at least one generated point within 3 sigma"),
    "share": Column("", "share of the points within 3 sigma of a mode; 0.98889 for a perfect 2-D sampler"),
    "reverse_kl": Column("nats", "KL(fractions of the good points in each mode || weights); nan without good points"),
    "reverse_kl_floor": Column("nats", "mean of reverse_kl for a perfect sampler"),
    "spread_low": Column(
        "", "smallest spread within a mode (given c: of all c), 1 for a perfect sampler; nan without points"
    ),
    "spread_high": Column(
        "", "largest spread within a mode (given c: of all c), 1 for a perfect sampler; nan without points"
    ),
    # Given a condition.
    "js_mean": Column("nats", "exact JS(p(.|c) || p_g(.|c)), mean over the conditions"),
    "js_worst": Column("nats", "exact JS(p(.|c) || p_g(.|c)) for the worst condition"),
    "js_sample_mean": Column("nats", "JS given c of two samples, counted in cells, mean over the conditions"),
    "js_sample_worst": Column("nats", "JS given c of two samples, counted in cells, for the worst condition"),
    "share_mean": Column(
        "", "share of the points within 3 sigma of the mode of their condition, mean over the conditions"
    ),
    "share_worst": Column(
        "", "share of the points within 3 sigma of the mode of their condition, for the worst condition"
    ),
}


class History:
    """A table of a run.

    Parameters
    ----------
    names : sequence of str
        The columns; :data:`COLUMNS` has unit and meaning of those of this package.
    expected : int
        Number of rows for which memory is reserved; more rows may be appended.

    Examples
    --------
    >>> history = History(["step", "js"])
    >>> history.append({"step": 1, "js": 0.5})
    >>> history["js"]
    array([0.5])
    >>> history
    <History of 1 row: step 1, js 0.5>
    >>> history.as_dict()
    {'step': array([1]), 'js': array([0.5])}
    """

    def __init__(self, names: Sequence[str], *, expected: int = 16) -> None:
        self.names = tuple(names)
        dtype = [(name, int if name in ("step", "modes") else float) for name in self.names]
        self._table = np.empty(arguments.positive_int("expected", expected), dtype)
        self._length = 0

    @property
    def table(self) -> np.ndarray:
        """The rows so far, a structured array of shape (rows,): a copy."""
        return self._table[: self._length].copy()

    def __getitem__(self, name: str) -> np.ndarray:
        return self.table[name]

    def __len__(self) -> int:
        return self._length

    def as_dict(self) -> dict[str, np.ndarray]:
        """Return the columns by name, arrays of shape (rows,)."""
        return {name: self[name] for name in self.names}

    def __repr__(self) -> str:
        rows = f"{len(self):,} row" if len(self) == 1 else f"{len(self):,} rows"
        if not len(self):
            return f"<History of {rows}: {', '.join(self.names)}>"
        return f"<History of {rows}: {', '.join(f'{name} {self[name][-1]:.6g}' for name in self.names)}>"

    def append(self, values: dict[str, float]) -> None:
        """Append a row: a number for every column."""
        if set(values) != set(self.names):
            raise ValueError(f"a row needs {sorted(self.names)}, got {sorted(values)}")
        if self._length == len(self._table):
            self._table = np.concatenate([self._table, np.empty_like(self._table)])
        self._table[self._length] = tuple(values[name] for name in self.names)
        self._length += 1

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
        with NpzReader(path, "history") as stored:
            names = stored.names
            table = stored.read("table") if "table" in names else np.empty(0)
        if not table.dtype.names:
            raise ValueError(f"{path} is not a history of this package: it holds {', '.join(names) or 'nothing'}")
        return cls.of_table(table)

    @classmethod
    def of_table(cls, table: np.ndarray) -> "History":
        """The history whose ``table`` this structured array is."""
        history = cls(table.dtype.names or (), expected=max(1, len(table)))
        history._table[: len(table)] = table
        history._length = len(table)
        return history

"""A user's own rows with a condition: a label of each point, or some columns given to predict the others.

A fifth of the rows is held out: a GAN is trained on the other rows and measured on those, which it has not seen. The
distribution behind the rows is unknown, so there is no density and no exact measure.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.base import NoDensityError
from numpygan.distributions.conditional import Conditional
from numpygan.distributions.delimited_text import MISSING
from numpygan.distributions.empirical import Empirical
from numpygan.distributions.point_files import read_point_file
from numpygan.files import NpzReader, write_atomically

HELD_OUT = 0.2  # share of the rows, of each label
MIN_ROWS = 20
MIN_ROWS_OF_LABEL = 5  # of which one is held out
SPLIT_SEED = 0
LARGEST_FILE = 2**40  # bytes of an array in the copy of the rows


class EmpiricalConditional(Conditional):
    """Rows of data: x given a label, or given other columns.

    Parameters
    ----------
    x : array_like of shape (m, d) or (m,)
        The columns that are generated. Finite numbers, m >= 20.
    label : array_like of shape (m,), optional
        The label of each row, text or numbers; each label has at least 5 rows.
    given : array_like of shape (m, c) or (m,), optional
        The columns that x is generated from. Exactly one of ``label`` and ``given`` is needed.
    names : sequence of str, optional
        Names of the columns of x; x1, x2, ... by default.
    given_names : sequence of str, optional
        Names of the columns of ``given``, or of the label; c1, c2, ... or "label" by default.

    Attributes
    ----------
    x, c : ndarray of shape (m_train, d) and (m_train, c_dim)
        The rows for training; c is one-hot for labels.
    x_held_out, c_held_out : ndarray of shape (m_held_out, d) and (m_held_out, c_dim)
        The rows for measuring: a fifth, drawn at random with a fixed seed, of each label if there are labels.
    classes : tuple of str
        The different labels, in order; empty if the condition consists of numbers.
    names, given_names : tuple of str
    notes : tuple of str
        How :meth:`from_file` read the file.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> kind = np.repeat(["short", "tall"], 50)
    >>> height = rng.normal(np.where(kind == "tall", 190, 160), 5)
    >>> people = EmpiricalConditional(height, label=kind, names=["height"], given_names=["kind"])
    >>> people
    EmpiricalConditional(height given kind: 80 rows, 20 held out)
    >>> people.condition("tall")
    array([0., 1.])
    """

    notes: tuple[str, ...] = ()

    def __init__(
        self,
        x: npt.ArrayLike,
        *,
        label: npt.ArrayLike | None = None,
        given: npt.ArrayLike | None = None,
        names: Sequence[str] = (),
        given_names: Sequence[str] = (),
    ) -> None:
        points = Empirical(x).points
        if (label is None) == (given is None):
            raise ValueError("expected either label, the label of each row, or given, the columns of the condition")
        if len(points) < MIN_ROWS:
            raise ValueError(f"there are {len(points)} rows, expected at least {MIN_ROWS}: a fifth is held out")
        if given is not None:
            self.classes: tuple[str, ...] = ()
            c, groups = Empirical(given).points, np.zeros(len(points), dtype=int)
        else:
            labels = np.asarray(label).astype(str)
            if labels.ndim != 1:
                raise ValueError(f"label has shape {labels.shape}, expected ({len(points)},)")
            self.classes = _checked_classes(labels)
            groups = np.array([self.classes.index(each) for each in labels.tolist()])
            c = np.eye(len(self.classes))[groups]
        if len(c) != len(points):
            raise ValueError(f"x has {len(points)} rows, the condition {len(c)}; expected as many")
        constant = np.flatnonzero(np.ptp(c, axis=0) == 0)
        if constant.size:
            raise ValueError(
                f"column {constant[0] + 1} of given has the same value in all rows: it gives no information"
            )
        self.dim, self.c_dim = points.shape[1], c.shape[1]
        usual = ["label"] if self.classes else [f"c{i + 1}" for i in range(self.c_dim)]
        self.names = _checked_names("names", names or [f"x{i + 1}" for i in range(self.dim)], self.dim)
        self.given_names = _checked_names("given_names", given_names or usual, len(usual))
        held_out = _held_out(groups)
        self.x, self.c = points[~held_out], c[~held_out]
        self.x_held_out, self.c_held_out = points[held_out], c[held_out]

    @classmethod
    def from_file(
        cls, path: str | os.PathLike[str], *, label: str | None = None, given: Sequence[str] | None = None
    ) -> Self:
        """Return the rows of a ``.csv``, ``.tsv``, ``.txt``, ``.npy`` or ``.npz`` file.

        Parameters
        ----------
        path : path, or path:columns
            ``iris.csv:length,width`` generates these two columns; by default all but those of the condition.
        label : str, optional
            The column of labels, by its name or its number from 1. It may hold text.
        given : sequence of str, optional
            The columns that x is generated from, by name or number.

        Raises
        ------
        ValueError
            For a file that cannot be read, an unknown column, a missing value, a label with fewer than 5 rows, or
            fewer than 20 rows.
        """
        file = read_point_file(path, label=label, given=given or ())
        try:
            rows = cls(
                file.points,
                label=None if label is None else list(file.labels),
                given=None if given is None else file.given,
                names=file.names,
                given_names=file.given_names if label is None else [file.label_name or "label"],
            )
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error
        rows.notes = file.notes
        return rows

    def save_copy(self, path: str | os.PathLike[str]) -> None:
        """Write all rows and names to ``path`` (.npz), for :meth:`from_copy`."""
        arrays: dict[str, Any] = self.arrays()
        write_atomically(path, lambda file: np.savez(file, **arrays))

    def arrays(self) -> dict[str, np.ndarray]:
        """Return all rows and names, as arrays of numbers and of text."""
        texts = {"names": self.names, "given_names": self.given_names, "classes": self.classes}
        numbers = {"x": self.x, "c": self.c, "x_held_out": self.x_held_out, "c_held_out": self.c_held_out}
        return numbers | {name: np.array(values, dtype=str) for name, values in texts.items()}

    @classmethod
    def from_copy(cls, path: str | os.PathLike[str]) -> Self:
        """Return the rows in the file of :meth:`save_copy`, with the same rows held out."""
        rows = cls.__new__(cls)
        with NpzReader(path, "copy of the rows") as stored:
            missing = {"x", "c", "x_held_out", "c_held_out", "names", "given_names", "classes"} - set(stored.names)
            if missing:
                raise ValueError(f"{path} is damaged: {', '.join(sorted(missing))} missing")
            for name in ("x", "c", "x_held_out", "c_held_out"):
                array = stored.read(name, LARGEST_FILE)
                if array.dtype != float or array.ndim != 2:
                    raise ValueError(f"{path} is damaged: {name} is {array.dtype}{list(array.shape)}")
                setattr(rows, name, arguments.all_finite(name, array))
            for name in ("names", "given_names", "classes"):
                setattr(rows, name, tuple(stored.read(name, LARGEST_FILE).astype(str).tolist()))
        rows.dim, rows.c_dim = rows.x.shape[1], rows.c.shape[1]
        conditions = 1 if rows.classes else rows.c_dim
        fits = rows.x_held_out.shape[1:] == (rows.dim,) and rows.c_held_out.shape[1:] == (rows.c_dim,)
        fits = fits and len(rows.x) == len(rows.c) > 0 and len(rows.x_held_out) == len(rows.c_held_out) > 0
        if not fits or (len(rows.names), len(rows.given_names)) != (rows.dim, conditions):
            raise ValueError(f"{path} is damaged: its arrays do not fit together")
        return rows

    def condition(self, value: object) -> np.ndarray:
        """Return the condition c (c_dim,) of a label, of numbers in the order of ``given_names``, or of both by name.

        Examples
        --------
        >>> rows = EmpiricalConditional(np.arange(20), given=np.arange(40).reshape(20, 2), given_names=["age", "size"])
        >>> rows.condition({"size": 3, "age": 40})
        array([40.,  3.])
        """
        if isinstance(value, Mapping):
            if set(value) != set(self.given_names):
                names = ", ".join(map(str, value))
                raise ValueError(f"the condition has a value for each of {', '.join(self.given_names)}, got {names}")
            values = [value[name] for name in self.given_names]
            value = values[0] if self.classes else values
        if not self.classes:
            return self._one(value)  # type: ignore[arg-type]
        if str(value) not in self.classes:
            raise ValueError(f"{self.given_names[0]} must be one of {', '.join(self.classes)}, got {value}")
        return np.eye(self.c_dim)[self.classes.index(str(value))]

    def condition_text(self, c: npt.ArrayLike) -> str:
        """Return a text for one condition c (c_dim,): "kind = tall", or "age = 40, size = 3"."""
        values = self._one(c)
        texts = [self.classes[int(values.argmax())]] if self.classes else [f"{value:.4g}" for value in values]
        return ", ".join(f"{name} = {text}" for name, text in zip(self.given_names, texts, strict=True))

    def rows_of(self, c: npt.ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows of x with exactly the condition c (c_dim,): those for training, and those held out."""
        one = self._one(c)
        return self.x[(self.c == one).all(axis=1)], self.x_held_out[(self.c_held_out == one).all(axis=1)]

    def sample_conditions(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        return self.sample(n, rng=rng)[1]

    def sample(self, n: int, *, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw ``n`` rows for training with replacement: x of shape (n, dim) and c of shape (n, c_dim)."""
        n = arguments.int_at_least("n", n, 0)
        which = arguments.generator(rng).integers(len(self.x), size=n)
        return self.x[which], self.c[which]

    def given(self, c: npt.ArrayLike) -> Empirical:
        """The rows for training with exactly the condition ``c`` (c_dim,); for numbers there may be none."""
        x, _ = self.rows_of(c)
        if not len(x):
            raise NoDensityError(f"no row for training has {self.condition_text(c)}: x given c is not known")
        return Empirical(x)

    def __repr__(self) -> str:
        given = f"{', '.join(self.names)} given {', '.join(self.given_names)}"
        return f"EmpiricalConditional({given}: {len(self.x):,} rows, {len(self.x_held_out):,} held out)"


def _checked_classes(labels: np.ndarray) -> tuple[str, ...]:
    """Return the different labels, numbers in the order of their size."""
    different, counts = np.unique(labels, return_counts=True)
    few = [
        f"{str(name)!r} has {count}" for name, count in zip(different, counts, strict=True) if count < MIN_ROWS_OF_LABEL
    ]
    if missing := [str(name) for name in different if name.lower() in MISSING]:
        raise ValueError(f"the label {missing[0]!r} marks a missing value; remove the rows with missing values")
    if len(different) < 2:
        raise ValueError(f"all rows have the label {str(different[0])!r}; expected at least two labels")
    if few:
        more = f" and {len(few) - 3} other labels have fewer than {MIN_ROWS_OF_LABEL}" if len(few) > 3 else ""
        advice = "; for a column of measured numbers use given" if len(few) > len(labels) / 10 else ""
        needed = f"each label needs at least {MIN_ROWS_OF_LABEL} rows, one of which is held out"
        raise ValueError(f"{needed}; {', '.join(few[:3])}{more}{advice}")
    names = [str(name) for name in different]
    try:
        return tuple(sorted(names, key=float))
    except ValueError:
        return tuple(sorted(names))


def _checked_names(what: str, names: Sequence[str], count: int) -> tuple[str, ...]:
    if len(names) != count or len(set(names)) < count:
        raise ValueError(f"{what} must be {count} different names, got {', '.join(map(str, names))}")
    return tuple(map(str, names))


def _held_out(groups: np.ndarray) -> np.ndarray:
    """Return which rows are held out: HELD_OUT of each group, at least one."""
    rng, held_out = np.random.default_rng(SPLIT_SEED), np.zeros(len(groups), dtype=bool)
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        held_out[rng.choice(rows, size=max(1, round(HELD_OUT * len(rows))), replace=False)] = True
    return held_out

"""Read a user's points, and perhaps their labels, from a file: ``.csv``, ``.tsv``, ``.txt``, ``.npy`` or ``.npz``."""

import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from numpygan.distributions.delimited_text import Selection, Table, read_table


@dataclass(frozen=True)
class PointFile:
    """The points of a file.

    Attributes
    ----------
    points : ndarray of shape (m, d), or of the shape saved in a ``.npy`` or ``.npz`` file
    notes : tuple of str
        Sentences that say how the file was read: its columns, and what was taken for a header, an index, a comment
        or a decimal comma.
    names : tuple of str
        Names of the columns; empty if the file has none.
    given : ndarray of shape (m, g)
        The columns of the condition, if there are any.
    given_names : tuple of str
        Their names; empty if the file has none.
    labels : tuple of str
        The label of each point; empty if no column holds labels.
    label_name : str
        The name of the column of labels; "" if it has none.
    """

    points: np.ndarray
    notes: tuple[str, ...]
    names: tuple[str, ...] = ()
    given: np.ndarray = field(default_factory=lambda: np.empty((0, 0)))
    given_names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    label_name: str = ""


def read_point_file(path: str | os.PathLike[str], *, label: str | None = None, given: Sequence[str] = ()) -> PointFile:
    """Return the points in a file, and what was done to read them.

    Parameters
    ----------
    path : path, or path:columns
        ``.csv``, ``.tsv``, ``.txt``: UTF-8 text, one point in each row, entries separated by commas, semicolons, tabs
        or spaces. A header, lines that begin with ``#``, the index column that pandas writes and, unless entries are
        separated by commas, decimal commas are recognized.
        ``.npy``: an array of real numbers, as ``numpy.save`` writes it. ``.npz``: one such array, or several of which
        one is chosen. Python objects are rejected, because reading them can run code.
        ``points.csv:x,y`` keeps the columns named x and y, ``points.csv:2,3`` the second and the third;
        ``points.npz:train`` is the array named train.
    label : str, optional
        The column, by name or number, that holds the label of each point: a text or a number.
    given : sequence of str, optional
        The columns, by name or number, of the condition. They and the label are not among the points.

    Raises
    ------
    ValueError
        If the file cannot be read, or if its rows are not finite numbers, equally many in each row.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "points.csv"
    >>> _ = file.write_text(",x,y\\n0,1.5,2\\n1,3,4.5\\n")
    >>> read_point_file(file).points
    array([[1.5, 2. ],
           [3. , 4.5]])
    >>> print(*read_point_file(file).notes, sep="\\n")
    Line 1 is the header: ,x,y.
    The first column has no name: it was left out, as the index that pandas writes.
    """
    file, chosen = _split(os.fspath(path))
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        *others, last = READERS
        raise ValueError(f"{file} must end in {', '.join(others)} or {last}, got {file.suffix!r}")
    try:
        table = reader(file, Selection(chosen, given, label))
    except OSError as error:
        raise ValueError(f"cannot read {file}: {error.strerror or error}") from error
    return PointFile(
        table.values,
        tuple(table.notes),
        names=tuple(table.names),
        given=table.given,
        given_names=tuple(table.given_names),
        labels=tuple(table.labels),
        label_name=table.label_name,
    )


def _split(name: str) -> tuple[Path, list[str]]:
    """The file and the columns in ``file:column,column``; a file whose own name has a colon comes first."""
    file, colon, columns = name.rpartition(":")
    if not colon or Path(file).suffix.lower() not in READERS or Path(name).exists():
        return Path(name), []
    return Path(file), [column.strip() for column in columns.split(",")]


def _read_npy(path: Path, selection: Selection) -> Table:
    with path.open("rb") as file:
        try:
            array = np.lib.format.read_array(file, allow_pickle=False)
            if file.read(1):
                raise ValueError("there are more bytes after the array")
        except OSError:
            raise
        except Exception as error:  # a damaged header raises SyntaxError, TokenError, MemoryError and others
            reason = " ".join(str(error).split())
            raise ValueError(f"{path} is not a complete .npy file of one array of numbers: {reason}") from error
    return _with_columns(path, _real(path, array), selection)


def _read_npz(path: Path, selection: Selection) -> Table:
    chosen = selection.columns
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            names = list(file.files)
            if (chosen and chosen[0] not in names) or (not chosen and len(names) != 1):
                raise LookupError(f"{path} holds the arrays {', '.join(names)}; choose one: {path}:{names[0]}")
            name = chosen[0] if chosen else names[0]
            array = _real(path, file[name])
    except LookupError as error:
        raise ValueError(error.args[0]) from error
    except (ValueError, EOFError, zipfile.BadZipFile) as error:
        if str(error).startswith(str(path)):
            raise
        reason = " ".join(str(error).split())
        raise ValueError(f"{path} is not a complete .npz file of arrays of numbers: {reason}") from error
    table = _with_columns(path, array, replace(selection, columns=chosen[1:]))
    table.notes.insert(0, f"The points are the array {name!r}.")
    return table


def _with_columns(path: Path, array: np.ndarray, selection: Selection) -> Table:
    """Return the selected columns of an array, which have numbers and no names."""
    labels = [] if selection.label is None else [selection.label]
    asked = [*selection.columns, *selection.given, *labels]
    if not asked:
        return Table(array)
    width = array.shape[1] if array.ndim == 2 else 0
    if not all(column.isdecimal() and 1 <= int(column) <= width for column in asked):
        raise ValueError(f"{path} has no columns {','.join(asked)}; it has the numbers 1 to {width}")
    given, label = ([int(column) - 1 for column in columns] for columns in (selection.given, labels))
    kept = [int(column) - 1 for column in selection.columns] or [
        column for column in range(width) if column not in [*given, *label]
    ]
    if not kept or set(kept) & {*given, *label}:
        raise ValueError(f"{path}: expected at least one column of x, and none that is the condition")
    return Table(
        array[:, kept],
        given=array[:, given],
        labels=[f"{value:g}" for value in array[:, label[0]]] if label else [],
    )


def _real(path: Path, array: np.ndarray) -> np.ndarray:
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{path} holds entries of type {array.dtype}, expected real numbers")
    return array


READERS: dict[str, Callable[[Path, Selection], Table]] = {
    ".csv": read_table,
    ".tsv": read_table,
    ".txt": read_table,
    ".npy": _read_npy,
    ".npz": _read_npz,
}

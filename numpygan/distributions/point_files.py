"""``read_points``: read a user's points from a ``.csv`` or ``.npy`` file; errors name the line of the file."""

import csv
import os
from pathlib import Path

import numpy as np


def read_points(path: str | os.PathLike[str]) -> np.ndarray:
    """The array in a file: of shape (m, d) from ``.csv``, or of the saved shape from ``.npy``.

    Parameters
    ----------
    path : path
        ``.csv``: UTF-8 text, one point per line, coordinates separated by commas; a first line without
        any number is a header. ``.npy``: an array of real numbers, as ``numpy.save`` writes it; Python
        objects are rejected, because reading them can run code.

    Raises
    ------
    ValueError
        If the file cannot be read, or if its rows are not finite numbers, equally many in each row.
    """
    path = Path(path)
    readers = {".csv": _read_csv, ".npy": _read_npy}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ValueError(f"{path} must end in {' or '.join(readers)}, got {path.suffix!r}")
    try:
        return reader(path)
    except OSError as error:
        raise ValueError(f"cannot read {path}: {error.strerror or error}") from error


def _read_csv(path: Path) -> np.ndarray:
    points: list[list[float]] = []
    columns = first = None  # the number of columns, and the line that determines it
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            lines = csv.reader(file)
            for entries in lines:
                if len(entries) < 2 and not "".join(entries).strip():
                    continue  # a blank line
                if columns is None:
                    columns, first = len(entries), lines.line_num
                    if not any(map(_is_number, entries)):
                        continue  # a header
                where = f"{path}, line {lines.line_num}"
                if len(entries) != columns:
                    raise ValueError(f"{where} has {len(entries)} entries, line {first} has {columns}")
                points.append([_finite_number(entry, where) for entry in entries])
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path} is not comma-separated text in UTF-8: {error}") from error
    if not points:
        raise ValueError(f"{path} holds {'nothing' if columns is None else 'a header and no points'}")
    return np.array(points)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _finite_number(text: str, where: str) -> float:
    if not _is_number(text):
        raise ValueError(f"{where}: {text!r} is not a number; entries are separated by commas")
    number = float(text)
    if not np.isfinite(number):
        raise ValueError(f"{where}: {text!r} is not finite")
    return number


def _read_npy(path: Path) -> np.ndarray:
    try:
        with path.open("rb") as file:
            array = np.lib.format.read_array(file, allow_pickle=False)
            if file.read(1):
                raise ValueError("there are more bytes after the array")
    except OSError:
        raise
    except Exception as error:  # a damaged header raises SyntaxError, TokenError, MemoryError and others
        reason = " ".join(str(error).split())
        raise ValueError(f"{path} is not a complete .npy file of one array of numbers: {reason}") from error
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{path} holds entries of type {array.dtype}, expected real numbers")
    return array

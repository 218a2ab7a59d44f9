"""A table of numbers in a text file, as pandas, Excel, R or ``numpy.savetxt`` writes it; one column may hold labels.

Nothing is changed silently: :func:`read_table` returns sentences that say what it took for a header, an index, a
comment or a decimal comma. What cannot be decided raises an error that names the line.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", None: "spaces"}
DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?")
MISSING = {"", "na", "n/a", "nan", "null"}  # what pandas, R and databases write for a missing label, in small letters
Row = tuple[int, list[str]]  # the number of its line, its entries


@dataclass(frozen=True)
class Selection:
    """The columns of a file that the user asks for, each by its name or its number from 1.

    Attributes
    ----------
    columns : sequence of str
        The columns of x; none means all that are left.
    given : sequence of str
        The columns of the condition, which are numbers.
    label : str or None
        The column of the label, which may be text.
    """

    columns: Sequence[str] = ()
    given: Sequence[str] = ()
    label: str | None = None


@dataclass
class Table:
    """The numbers of a file, and what the reader did with its other contents.

    Attributes
    ----------
    values : ndarray of shape (m, d)
    names : list of str
        Names of the columns; empty if the file has none.
    notes : list of str
        Sentences for the user.
    given : ndarray of shape (m, g)
        The columns of the condition.
    given_names : list of str
        Their names; empty if the file has none.
    labels : list of str
        The label of each row; empty if no column holds labels.
    label_name : str
        The name of the column of labels; "" if it has none.
    """

    values: np.ndarray
    names: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    given: np.ndarray = field(default_factory=lambda: np.empty((0, 0)))
    given_names: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    label_name: str = ""


def read_table(path: Path, selection: Selection) -> Table:
    """Read the selected columns of the text file ``path``."""
    notes: list[str] = []
    lines, delimiter = _lines(path, notes, numeric=selection.label is None)
    rows = _rows(path, lines, delimiter)
    if not rows:
        raise ValueError(f"{path} holds nothing")
    first, width = rows[0][0], len(rows[0][1])
    names = _header(rows, notes)
    if not names:
        names = _commented_names(lines, delimiter, width)
    if not rows:
        raise ValueError(f"{path} holds a header and no points")
    for line, entries in rows:
        if len(entries) != width:
            raise ValueError(
                f"{path}, line {line} has {len(entries)} entries, line {first} has {width}; "
                f"entries are separated by {DELIMITERS[delimiter]}"
            )
    given = _chosen(path, selection.given, names, width)
    label = _chosen(path, [] if selection.label is None else [selection.label], names, width)
    if selection.columns:
        kept = _chosen(path, selection.columns, names, width)
    else:
        kept = _without_index(rows, names, notes, [*given, *label])
    for column in kept:
        if column in [*given, *label]:
            raise ValueError(f"{path}: column {_name(names, column)} is the condition, so it cannot be a part of x")
    if not kept:
        raise ValueError(f"{path} has no column besides the condition; expected at least one column of x")
    decimal_comma = delimiter != "," and _has_decimal_commas(rows, [*kept, *given])
    if decimal_comma:
        notes.append("Commas are decimal points: 1,5 is 1.5.")
    values = np.empty((len(rows), len(kept) + len(given)))
    for i, (line, entries) in enumerate(rows):
        for j, column in enumerate([*kept, *given]):
            try:
                values[i, j] = _number(entries[column], delimiter, decimal_comma)
            except ValueError as error:
                others = [_name(names, k) for k in kept if k != column]
                without = f"; without this column: {path}:{','.join(others)}" if others and column in kept else ""
                conditional = bool(selection.given) or selection.label is not None
                is_text = bool(entries[column]) and bool(without) and not conditional
                hint = f"; if it is a label: --label {_name(names, column)}" if is_text else ""
                raise ValueError(f"{path}, line {line}: {error}{without}{hint}") from None
    return Table(
        values[:, : len(kept)],
        [names[i] for i in kept] if names else [],
        notes,
        given=values[:, len(kept) :],
        given_names=[names[i] for i in given] if names else [],
        labels=[_label(path, line, entries[label[0]]) for line, entries in rows] if label else [],
        label_name=names[label[0]] if names and label else "",
    )


def _name(names: list[str], column: int) -> str:
    """Return what a user calls a column: its name, or its number if the file has no names."""
    return names[column] if names else str(column + 1)


def _label(path: Path, line: int, entry: str) -> str:
    if entry.lower() in MISSING:
        missing = f"the label {entry!r} marks a missing value" if entry else "the label is empty"
        raise ValueError(f"{path}, line {line}: {missing}; remove the rows with missing values")
    return entry


def _lines(path: Path, notes: list[str], *, numeric: bool) -> tuple[list[str], str | None]:
    """The lines, comments being empty, and the character between two entries (None: spaces).

    ``numeric`` says whether all entries of a row are numbers; otherwise a row needs one number at least.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            lines = list(file)
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not text in UTF-8: {error}; save it as UTF-8") from error
    declared = re.fullmatch(r"sep=(.)\s*", lines[0]) if lines else None  # the first line of some files of Excel
    if declared:
        lines[0] = "\n"
    comments = sum(line.lstrip().startswith("#") for line in lines)
    if comments:
        notes.append(f"Lines that begin with #: {comments}. They were skipped.")
    written = [line for line in lines if line.strip() and not line.lstrip().startswith("#")][:20]
    if declared and declared[1] in DELIMITERS:
        delimiter: str | None = declared[1]
    elif found := [each for each in (";", "\t") if written and all(each in line for line in written)]:
        delimiter = found[0]
    elif any("," in line for line in written) or not all(len(line.split()) > 1 for line in written):
        delimiter = ","
    else:
        every = all if numeric else any
        delimiter = None if written and every(map(_is_number, written[-1].split())) else ","
    if delimiter != "," and written:
        notes.append(f"Entries are separated by {DELIMITERS[delimiter]}.")
    return lines, delimiter


def _rows(path: Path, lines: list[str], delimiter: str | None) -> list[Row]:
    """The entries of each line that has any."""
    body = ["\n" if line.lstrip().startswith("#") else line for line in lines]
    if delimiter is None:
        return [(i, line.split()) for i, line in enumerate(body, 1) if line.strip()]
    reader = csv.reader(body, delimiter=delimiter)
    try:
        rows = [(reader.line_num, [entry.strip() for entry in entries]) for entries in reader]
    except csv.Error as error:
        raise ValueError(f"{path} is not a table of text: {error}") from error
    return [(line, entries) for line, entries in rows if len(entries) > 1 or "".join(entries)]


def _header(rows: list[Row], notes: list[str]) -> list[str]:
    """Remove the header from ``rows`` and return its names; ``[]`` if the first row holds numbers.

    pandas calls columns without a name 0, 1, ...: such a row is a header if the other rows are not integers as well.
    """
    line, first = rows[0]
    counted = [str(i) for i in range(len(first))]
    names = first[1:] if first[0] in ("", "Unnamed: 0") and len(first) > 1 else first
    if names == counted[: len(names)] and len(rows) > 1 and names is first:
        others = [entry for _, entries in rows[1:] for entry in entries]
        if all(re.fullmatch(r"[+-]?\d+", entry) for entry in others):
            notes.append(f"Line {line}, {','.join(first)}, was read as a point; if it is a header, remove it.")
            return []
    elif names != counted[: len(names)] and any(map(_is_number, names)):
        return []
    del rows[0]
    notes.append(f"Line {line} is the header: {','.join(first)}.")
    return first


def _commented_names(lines: list[str], delimiter: str | None, width: int) -> list[str]:
    """The names in a comment above the first row, as ``numpy.savetxt(..., header="x,y")`` writes them."""
    for line in lines:
        if line.lstrip().startswith("#"):
            names = [name.strip() for name in line.lstrip("# \t").split(delimiter)]
            if len(names) == width and not any(map(_is_number, names)):
                return names
        elif line.strip():
            break
    return []


def _chosen(path: Path, columns: Sequence[str], names: list[str], width: int) -> list[int]:
    """The places of the columns that the user asks for, by name or by number from 1."""
    kept = []
    for column in columns:
        if column in names:
            kept.append(names.index(column))
        elif column.isdecimal() and 1 <= int(column) <= width:
            kept.append(int(column) - 1)
        else:
            known = ", ".join(names) if names else "no names"
            raise ValueError(f"{path} has no column {column!r}; it has {known}, and the numbers 1 to {width}")
    return kept


def _without_index(rows: list[Row], names: list[str], notes: list[str], conditions: list[int]) -> list[int]:
    """The places of all columns but ``conditions``, the index that pandas writes and an empty last column."""
    width = len(rows[0][1])
    kept = list(range(width))
    if width > 1 and not any(entries[-1] for _, entries in rows) and (not names or not names[-1]):
        notes.append("The last column is empty and was left out.")
        kept.pop()
    if names and names[0] in ("", "Unnamed: 0") and len(kept) > 1:
        notes.append("The first column has no name: it was left out, as the index that pandas writes.")
        kept.pop(0)
    elif len(kept) > 1 and len(rows) > 2:
        first = [entries[0] for _, entries in rows]
        if any(first == [str(i + start) for i in range(len(rows))] for start in (0, 1)):
            notes.append(
                f"The first column counts {first[0]}, {first[1]}, {first[2]}, ... and was read as a coordinate; if it "
                f"is an index, choose the other columns: FILE:{','.join(names[1:] or map(str, range(2, width + 1)))}"
            )
    return [column for column in kept if column not in conditions]


def _has_decimal_commas(rows: list[Row], kept: list[int]) -> bool:
    return any(DECIMAL_COMMA.fullmatch(entries[i]) for _, entries in rows for i in kept)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text  # Python reads 1_000, no other program does


def _number(text: str, delimiter: str | None, decimal_comma: bool) -> float:
    if not text:
        raise ValueError("an entry is empty; remove the rows with missing values")
    if decimal_comma and "." in text:
        raise ValueError(f"{text!r} has a point, but other entries have a decimal comma; use one of the two")
    number = text.replace(",", ".") if decimal_comma else text
    if not _is_number(number):
        raise ValueError(f"{text!r} is not a number; entries are separated by {DELIMITERS[delimiter]}")
    if not np.isfinite(float(number)):
        raise ValueError(f"{text!r} is not finite")
    return float(number)

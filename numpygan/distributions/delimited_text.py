"""A table of numbers in a text file, as pandas, Excel, R or ``numpy.savetxt`` writes it.

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
Row = tuple[int, list[str]]  # the number of its line, its entries


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
    """

    values: np.ndarray
    names: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_table(path: Path, columns: Sequence[str] = ()) -> Table:
    """Read the text file ``path``; ``columns`` are names or numbers (from 1) of the columns to keep, by default all."""
    notes: list[str] = []
    lines, delimiter = _lines(path, notes)
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
    kept = _chosen(path, columns, names, width) if columns else _without_index(rows, names, notes)
    decimal_comma = delimiter != "," and _has_decimal_commas(rows, kept)
    if decimal_comma:
        notes.append("Commas are decimal points: 1,5 is 1.5.")
    values = np.empty((len(rows), len(kept)))
    for i, (line, entries) in enumerate(rows):
        for j, column in enumerate(kept):
            try:
                values[i, j] = _number(entries[column], delimiter, decimal_comma)
            except ValueError as error:
                others = [names[k] if names else str(k + 1) for k in kept if k != column]
                hint = f"; without this column: {path}:{','.join(others)}" if others else ""
                raise ValueError(f"{path}, line {line}: {error}{hint}") from None
    return Table(values, [names[i] for i in kept] if names else [], notes)


def _lines(path: Path, notes: list[str]) -> tuple[list[str], str | None]:
    """The lines, comments being empty, and the character between two entries (None: spaces)."""
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
        delimiter = None if written and all(map(_is_number, written[-1].split())) else ","
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


def _without_index(rows: list[Row], names: list[str], notes: list[str]) -> list[int]:
    """The places of all columns but the index that pandas writes and an empty last column."""
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
    return kept


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

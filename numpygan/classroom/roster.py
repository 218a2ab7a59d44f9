"""Read the CSV files of a teacher: the list of the class, and others with a first line of column names."""

import csv
from dataclasses import dataclass
from pathlib import Path

from numpygan.classroom.file_names import shown


@dataclass(frozen=True)
class Enrolled:
    """A student on the roster.

    Attributes
    ----------
    name : str
    id : str
        The number or the login for the learning platform, from a column id, sis_id, sid, username or email.
    due : str
        Of this student, from a column due, extension or deadline; "" if it is that of the class.
    email : str
    """

    name: str
    id: str = ""
    due: str = ""
    email: str = ""


def read_roster(path: Path) -> dict[str, Enrolled]:
    """Return the class by the names of folders: a CSV file with the column student and perhaps name, id, due, email."""
    rows = read_csv(path, ("student",))
    return {
        shown(row["student"]): Enrolled(
            row.get("name") or row["student"],
            _first(row, "id", "sis_id", "sid", "username", "login"),
            _first(row, "due", "extension", "deadline"),
            _first(row, "email"),
        )
        for row in rows
        if row["student"]
    }


def _first(row: dict[str, str], *columns: str) -> str:
    return next((row[name] for name in columns if row.get(name)), "")


def read_csv(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a CSV file that has a first line with at least these ``columns``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None
    first = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=max(",;\t", key=first.count))
    reader.fieldnames = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in columns if name not in reader.fieldnames]
    if missing:
        raise ValueError(f"{path} has no column {' and no column '.join(missing)}; its first line must contain it")
    return [
        {name: (value or "").strip() for name, value in row.items() if name and not isinstance(value, list)}
        for row in reader
    ]

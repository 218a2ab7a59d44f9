"""Find the files of a class: a folder or a zip file for each student, or files with the student in their names.

Archives are read without unpacking, so that no member can be written outside a folder. Links that lead out of a
student's folder are ignored, and at most a few megabytes of a file are read.
"""

import csv
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from numpygan.classroom.bank import exercise_of_file
from numpygan.classroom.submission_text import LARGEST, text_of

MOST_MEMBERS = 2000
ENDINGS = ".py", ".ipynb"


@dataclass(frozen=True)
class Submission:
    """A file of a student for an exercise.

    Attributes
    ----------
    student, exercise : str
    file : str
        Its name, for the report.
    text : str
    problem : str
        Why there is no text; "" if there is one.
    """

    student: str
    exercise: str
    file: str
    text: str
    problem: str = ""


File = tuple[str, Callable[[], bytes]]  # a path inside of a student's folder, and how to read it


def read_submissions(folder: Path, match: str = "") -> tuple[list[Submission], list[str]]:
    """Return all submissions, sorted by student and exercise, and a sentence for each file that cannot be read.

    If a student has several files for an exercise, the one with the name nearest to the exercise's name counts.

    Raises
    ------
    ValueError
        If ``folder`` is neither a folder nor a zip file, or contains no submission.
    """
    found: dict[tuple[str, str], Submission] = {}
    complaints: list[str] = []
    files = sorted(_files(folder, match, complaints), key=lambda each: (each[0], _rank(each[1])))
    for student, name, read in files:
        exercise = exercise_of_file(PurePosixPath(name).name)
        if exercise is not None and (student, exercise.id) not in found:
            try:
                text, problem = text_of(PurePosixPath(name).name, read()), ""
            except (ValueError, OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                text, problem = "", str(error)
            found[student, exercise.id] = Submission(student, exercise.id, name, text, problem)
    if not found:
        raise ValueError(
            f"{folder} holds no submissions: expected a folder or a zip file for each student, or use --match"
        )
    return [found[key] for key in sorted(found)], complaints


def students_in(folder: Path) -> list[str]:
    """Return all students with a folder or an archive, even an empty one."""
    if folder.is_dir():
        return sorted(
            _name(each) for each in folder.iterdir() if _counts(each.name) and (each.is_dir() or _is_zip(each))
        )
    return []


def _rank(name: str) -> tuple[bool, bool, int, str]:
    """Sort key: the exact name first, scripts before notebooks, then the shortest path."""
    path = PurePosixPath(name)
    exercise = exercise_of_file(path.name)
    exact = exercise is not None and path.stem == exercise.name
    return not exact, path.suffix.lower() != ".py", len(path.parts), name


def _files(folder: Path, match: str, complaints: list[str]) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """(student, path, how to read it) of every file that may be a submission."""
    if match:
        yield from _matched(folder, match)
    elif folder.is_dir():
        for each in sorted(folder.iterdir()):
            if _counts(each.name) and (each.is_dir() or _is_zip(each)):
                try:
                    inside = list(_in_folder(each) if each.is_dir() else _in_zip(each))
                except (OSError, zipfile.BadZipFile, ValueError, RuntimeError) as error:
                    complaints.append(f"{each.name} cannot be read: {error}")
                    continue
                yield from ((_name(each), name, read) for name, read in inside)
    elif _is_zip(folder):
        for name, read in _in_zip(folder):
            first, _, rest = name.partition("/")
            if rest:
                yield _normal(first), rest, read
    else:
        raise ValueError(f"{folder} is neither a folder nor a zip file")


def _matched(folder: Path, match: str) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Files whose path fits a template such as ``{student}_{exercise}.py``."""
    if "{student}" not in match or "{exercise}" not in match:
        raise ValueError(
            f"--match must name {{student}} and {{exercise}}, as in '{{student}}_{{exercise}}.py', got {match!r}"
        )
    pattern = (
        re.escape(match)
        .replace(r"\{student\}", "(?P<student>[^/]+?)")
        .replace(r"\{exercise\}", "(?P<exercise>e\\d\\d[^/]*?)")
    )
    pattern = pattern.replace(r"\*", "[^/]*")
    for name, read in _in_folder(folder) if folder.is_dir() else _in_zip(folder):
        fit = re.fullmatch(pattern, name)
        if fit:
            ending = PurePosixPath(name).suffix
            yield _normal(fit["student"]), f"{fit['exercise'].removesuffix(ending)}{ending}", read


def _in_folder(folder: Path) -> Iterator[File]:
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.suffix.lower() not in ENDINGS or not all(map(_counts, inside.parts)):
            continue
        if path.is_file() and path.resolve().is_relative_to(root):  # not a link to a place outside
            yield inside.as_posix(), lambda path=path: _read(path)  # type: ignore[misc]


def _read(path: Path) -> bytes:
    with open(path, "rb") as file:
        return file.read(LARGEST + 1)


def _in_zip(path: Path) -> Iterator[File]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()[:MOST_MEMBERS]
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        inside = PurePosixPath(*(part for part in parts if part not in ("/", "..")))
        if inside.suffix.lower() in ENDINGS and all(_counts(part) for part in inside.parts):
            yield inside.as_posix(), lambda member=member: _read_member(path, member)  # type: ignore[misc]


def _read_member(path: Path, member: zipfile.ZipInfo) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        return file.read(LARGEST + 1)


def _counts(name: str) -> bool:
    return not name.startswith((".", "__")) and ".old-" not in name


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and path.is_file()


def _name(path: Path) -> str:
    return _normal(path.stem if path.is_file() else path.name)


def _normal(name: str) -> str:
    """Return a name in Unicode normal form C, because file systems encode accents differently."""
    return unicodedata.normalize("NFC", name.strip()) or "?"


def read_roster(path: Path) -> dict[str, str]:
    """The names of a class by the names of their folders: a CSV file with the columns student and name."""
    rows = read_csv(path, ("student",))
    return {_normal(row["student"]): row.get("name") or row["student"] for row in rows if row["student"]}


def read_csv(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a CSV file that has a first line with at least these ``columns``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None
    reader = csv.DictReader(text.splitlines(), delimiter=";" if text.partition("\n")[0].count(";") else ",")
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise ValueError(f"{path} has no column {' and no column '.join(missing)}; its first line must contain it")
    return [{name: (value or "").strip() for name, value in row.items() if name} for row in reader]

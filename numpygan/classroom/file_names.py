"""What the name of a handed-in file says: the student, the exercise, whether it is a copy, whether it is late.

The names are those that students, browsers and learning platforms give: ``Copy of e04.ipynb``, ``hw1_e01.ipynb``,
``e01_kl_js (1).py``, ``E01.PY``, ``lopezana_LATE_12345_67890_e01_kl_js-1.py`` (Canvas),
``Ana López_123456_assignsubmission_file_`` (Moodle), ``submission_123456`` (Gradescope).
"""

import re
import unicodedata
from dataclasses import dataclass

from numpygan.classroom.bank import all_exercises

ARCHIVES = ".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz"
UNREADABLE_ARCHIVES = ".rar", ".7z"
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(file|onlinetext)_?(?P<rest>.*)", re.IGNORECASE)
CANVAS = re.compile(r"(?P<name>[^_]+)_((?P<late>LATE)_)?(?P<id>\d{2,})_(\d{2,}_)?(?P<rest>.+)", re.DOTALL)
GRADESCOPE = re.compile(r"submission_(?P<id>\d+)")
# Folders that hold no answers. They are skipped before anything is counted.
SKIPPED = {"__MACOSX", "__pycache__", "node_modules", "site-packages", "dist-packages", "venv", "env", "Lib", "Scripts"}
EXERCISE = re.compile(r"(?<![a-z0-9])e[ _-]?0*(\d{1,2})(?![0-9])(?=[a-f]?(?:[^a-z]|$))")
SPELLED = re.compile(
    r"(?<![a-z])(?:exercises?|exercice|ejercicio|aufgabe|uebung|task|problem|ex)[ _-]*0*(\d{1,2})(?!\d)"
)
COPY = re.compile(r"(?:\((\d+)\)|[ _-]copy(?: ?\(?(\d+)\)?)?|-(\d{1,2}))$", re.IGNORECASE)
NOT_A_NAME = re.compile(
    r"(copy of|kopie von|copia de|copie de|hw|homework|assignment|week|final|final version|solution|my|the)[ _-]*\d*"
)


@dataclass(frozen=True)
class Owner:
    """Whose file it is.

    Attributes
    ----------
    student : str
        The name that the folder or the platform gives; "" if the name says nothing.
    id : str
        The number that the platform gives the student or the submission.
    rest : str
        What is left of the name.
    late : bool
        Whether the platform says that it is late.
    """

    student: str
    id: str = ""
    rest: str = ""
    late: bool = False


def shown(text: str) -> str:
    """Return a name in Unicode normal form C, with characters that do not print or cannot be encoded as escapes."""
    text = unicodedata.normalize("NFC", text)
    if text.isprintable() and not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return "".join(escaped).encode("utf-8", "backslashreplace").decode("utf-8")


def owner_of(name: str, *, is_folder: bool) -> Owner:
    """Return whose the file or folder ``name`` is, at the top of what a teacher downloads."""
    stem = name if is_folder else without_archive_ending(name)
    moodle = MOODLE.fullmatch(stem)
    if moodle:
        return Owner(moodle["name"].strip(), moodle["id"], _ending_again(moodle["rest"], name))
    canvas = CANVAS.fullmatch(stem)
    if canvas and not is_folder:
        return Owner(canvas["name"], canvas["id"], _ending_again(canvas["rest"], name), bool(canvas["late"]))
    gradescope = GRADESCOPE.fullmatch(stem)
    if gradescope:
        return Owner(stem, gradescope["id"])
    if is_folder or stem != name:
        return Owner(stem.strip() or "?")
    return Owner(_name_before_the_exercise(name), rest=name)


def _ending_again(rest: str, name: str) -> str:
    """Return ``rest`` with the ending of an archive, which was removed from ``name``."""
    return rest + name[len(without_archive_ending(name)) :]


def _name_before_the_exercise(name: str) -> str:
    """Return "lopez" for ``lopez_e01.py``; "" for ``hw1_e01.py`` and ``e01.py``."""
    match = EXERCISE.search(name.lower())
    before = name[: match.start()].strip(" _-.,") if match else ""
    return "" if not re.search(r"[^\W\d_]", before) or NOT_A_NAME.fullmatch(before.lower()) else before


def without_archive_ending(name: str) -> str:
    """Return a name without ``.zip`` and the like."""
    ending = next((each for each in sorted(ARCHIVES, key=len, reverse=True) if name.lower().endswith(each)), "")
    return name[: len(name) - len(ending)] if ending else name


def is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVES)


def is_skipped(part: str) -> bool:
    """Whether a folder or file with this name is not looked at: hidden, a cache, an environment."""
    return part.startswith((".", "__")) or part in SKIPPED


def code_name(name: str) -> str:
    """Return a file's name as that of a script or a notebook: ``e01.py`` for ``E01.PY.txt``; "" if it is neither."""
    lower = name.lower().strip()
    lower = re.sub(r"\s*\.(py|ipynb)(?:\.(txt|json|py|ipynb|bak))+$", r".\1", lower)
    if lower.endswith((".py", ".ipynb", ".pyw")):
        return lower
    if lower.endswith(".txt") and exercise_in(lower.removesuffix(".txt")):
        return f"{lower.removesuffix('.txt')}.py"
    return ""


def exercise_in(name: str) -> str:
    """Return the id of the exercise that a file's name contains; "" if there is none."""
    stem = re.sub(r"\.(py|ipynb|pyw)$", "", name.lower())
    for exercise in all_exercises().values():
        if exercise.name.lower() in stem or re.sub("[_ ]", "", exercise.name.lower()) in re.sub("[_ -]", "", stem):
            return exercise.id
    for pattern in (EXERCISE, SPELLED):
        ids = [f"e{int(match[1]):02d}" for match in pattern.finditer(stem)]
        known = [id for id in ids if id in all_exercises()]
        if known:
            return known[-1]
    title = re.sub(r"[^a-z]", "", stem)
    found = [e.id for e in all_exercises().values() if title == re.sub(r"[^a-z]", "", e.name.lower()[1:])]
    return found[0] if len(found) == 1 else ""


def copy_number(name: str) -> int:
    """Return 2 for ``e01 (2).py`` and 1 for ``e01 - Copy.py``: browsers and platforms number later copies."""
    match = COPY.search(re.sub(r"\.(py|ipynb|pyw)$", "", name.lower()))
    return int(next((each for each in match.groups() if each), "1")) if match else 0

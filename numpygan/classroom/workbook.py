"""A student's folder: the files of the exercises, and a small file with the progress."""

import ast
import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

from numpygan.classroom.bank import all_exercises, named_exercise
from numpygan.classroom.exercise import Exercise
from numpygan.classroom.file_names import code_name, exercise_in
from numpygan.classroom.part_result import PartResult
from numpygan.files import write_atomically

PROGRESS = "progress.json"
VERSION = 1
HINTS = 3


class Workbook:
    """The folder ``path`` of a student."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def create(self) -> tuple[list[str], list[str]]:
        """Write the stubs that do not exist; return the names of the files written, and of the existing ones."""
        self.path.mkdir(parents=True, exist_ok=True)
        written, kept = [], []
        for exercise in all_exercises().values():
            path = self.path / exercise.file
            if path.exists():
                kept.append(exercise.file)
            else:
                write_text(path, exercise.stub)
                written.append(exercise.file)
        return written, kept

    def file_of(self, exercise: Exercise) -> Path:
        return self.path / exercise.file

    def reset(self, exercise: Exercise) -> Path | None:
        """Write the stub again; return the new path of the student's file, None if there was none."""
        path, kept = self.file_of(exercise), None
        if path.exists():
            names = (path.with_name(f"{path.stem}.old-{n}.py") for n in itertools.count(1))
            kept = next(name for name in names if not name.exists())
            path.rename(kept)
        write_text(path, exercise.stub)
        if exercise.id in self.read():
            self.remember(exercise, passed=[])
        return kept

    # Progress.

    def read(self) -> dict[str, Any]:
        """Return the entries of all exercises."""
        path = self.path / PROGRESS
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["version"] != VERSION or not isinstance(data["exercises"], dict):
                raise ValueError("another version")
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path} cannot be read ({error}); delete it, and check your files again") from None
        found: dict[str, Any] = data["exercises"]
        return found

    def entry(self, exercise: Exercise) -> dict[str, Any]:
        """Return the progress of an exercise: parts passed, attempts, hints shown, digest of the last attempt."""
        new = {"passed": [], "attempts": 0, "hints": {}, "last": "", "gave_up": False, "wrong": {}}
        return new | self.read().get(exercise.id, {})

    def remember(self, exercise: Exercise, **changes: Any) -> None:
        known = self.read()
        known[exercise.id] = self.entry(exercise) | changes
        text = json.dumps({"version": VERSION, "exercises": dict(sorted(known.items()))}, indent=1)
        write_text(self.path / PROGRESS, text + "\n")

    def attempt(self, exercise: Exercise, source: str, verdicts: list[PartResult]) -> None:
        """Save the result of a check. A check of the same code is not a new attempt, whatever its white space is."""
        entry = self.entry(exercise)
        digest = code_digest(source)
        new = digest not in (entry["last"], code_digest(exercise.stub))
        passed = [verdict.part.id for verdict in verdicts if verdict.passed]
        self.remember(exercise, passed=passed, attempts=entry["attempts"] + new, last=digest)

    def count_wrong(self, exercise: Exercise, part: str) -> int:
        """Count one more check in which ``part`` was wrong, and return how many there were."""
        counts = dict(self.entry(exercise)["wrong"])
        counts[part] = counts.get(part, 0) + 1
        self.remember(exercise, wrong=counts)
        return int(counts[part])

    def done(self, exercise: Exercise) -> bool:
        return len(self.entry(exercise)["passed"]) == len(exercise.parts)

    def next(self) -> Exercise | None:
        """Return the first exercise that is not done, or None."""
        return next((exercise for exercise in all_exercises().values() if not self.done(exercise)), None)

    def hint(self, exercise: Exercise) -> tuple[str, list[str], bool]:
        """Return the first part not passed, its hints up to now, and whether one was added: each needs an attempt."""
        entry = self.entry(exercise)
        part = next((part for part in exercise.parts if part.id not in entry["passed"]), exercise.parts[0])
        level, attempts = entry["hints"].get(part.id, [0, -1])
        more = level < HINTS and (level == 0 or entry["attempts"] > attempts)
        if more:
            level += 1
            self.remember(exercise, hints=entry["hints"] | {part.id: [level, entry["attempts"]]})
        return part.id, list(part.hints[:level]), more


def code_digest(source: str) -> str:
    """Return a hash of the code: it does not depend on white space and comments, if the source is valid Python."""
    try:
        text = ast.dump(ast.parse(source))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        text = " ".join(source.split())
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def write_text(path: Path, text: str) -> None:
    """Write ``text`` in UTF-8; characters that cannot be encoded become escapes."""
    write_atomically(path, lambda file: file.write(text.encode("utf-8", "backslashreplace")))


def find_file(word: str | None, folder: Path) -> tuple[Exercise, Path]:
    """Return the exercise and the file for an id, a name or a path; by default, the next exercise."""
    if word is None:
        exercise = Workbook(folder).next()
        if exercise is None:
            raise ValueError("all exercises are done; name one to check it again")
        return exercise, folder / exercise.file
    path = Path(word)
    name = code_name(path.name)
    if name and path.is_file():  # also "Copy of e01.ipynb" and "E01.PY"
        id = exercise_in(name)
        return (all_exercises()[id] if id else named_exercise(path.name)), path
    exercise = named_exercise(word)
    return exercise, (path if path.suffix else folder / exercise.file)

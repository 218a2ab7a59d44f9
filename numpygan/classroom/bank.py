"""Load the exercises: each is a folder of ``exercises``, read as package data.

``eNN_name/`` holds ``exercise.py`` (TITLE, PARTS, ``probes`` ...), ``mistakes.txt``, ``equivalent.txt``, and, as text
that runs in a worker or as a mutant only, ``stub.py``, ``reference.py``, ``driver.py`` and the files of ``variants/``.
"""

import os
import re
from collections import Counter
from functools import cache
from importlib import import_module, resources
from typing import Any

from numpygan import arguments
from numpygan.classroom.exercise import Exercise, Mistake
from numpygan.classroom.mistake_file import read_mistakes

PACKAGE = "numpygan.classroom.exercises"
FOLDER = re.compile(r"e\d\d_\w+")


@cache
def all_exercises() -> dict[str, Exercise]:
    """Return all exercises by id, in order."""
    names = sorted(each.name for each in resources.files(PACKAGE).iterdir() if FOLDER.fullmatch(each.name))
    exercises = {name[:3]: read_exercise(name) for name in names}
    twice = [
        each
        for each, n in Counter(each for exercise in exercises.values() for each in exercise.mistakes).items()
        if n > 1
    ]
    if twice or len(exercises) < len(names):
        raise ValueError(f"two exercises have the same id, or a mistake of the same name: {', '.join(twice) or names}")
    return exercises


def read_exercise(name: str, package: str = PACKAGE) -> Exercise:
    """Read the exercise in the folder ``name`` of ``package``."""
    module: Any = import_module(f"{package}.{name}.exercise")
    folder = resources.files(package) / name
    stub, reference, driver = (
        (folder / f"{file}.py").read_text(encoding="utf-8") for file in ("stub", "reference", "driver")
    )
    variants = {
        each.name.removesuffix(".py"): each.read_text(encoding="utf-8")
        for each in sorted((folder / "variants").iterdir(), key=lambda each: each.name)
        if each.name.endswith(".py") and not each.name.startswith("_")
    }
    return Exercise(
        id=name[:3],
        name=name,
        title=module.TITLE,
        statements=module.STATEMENTS,
        lesson=module.LESSON,
        library=module.LIBRARY,
        parts=module.PARTS,
        mistakes=read_mistakes((folder / "mistakes.txt").read_text(encoding="utf-8"), f"{name}/mistakes.txt"),
        probes=module.probes,
        stub=stub,
        reference=reference,
        driver=driver,
        variants=variants,
        equivalent=_equivalent((folder / "equivalent.txt").read_text(encoding="utf-8")),
        derived=getattr(module, "derived", None),
    )


def _equivalent(text: str) -> dict[str, str]:
    """Return the reasons of ``equivalent.txt`` by the patterns that are indented below them."""
    found, reason = {}, ""
    for line in text.splitlines():
        if line.startswith(" "):
            found[line.strip()] = reason
        elif line and not line.startswith("#"):
            reason = line
    return found


def named_exercise(text: str) -> Exercise:
    """Return the exercise with this id, name or file name; ValueError lists similar ones."""
    exercises = all_exercises()
    word = os.path.basename(text).removesuffix(".py").removesuffix(".ipynb")
    if word in exercises:
        return exercises[word]
    names = {exercise.name: exercise for exercise in exercises.values()}
    if word in names:
        return names[word]
    found = exercise_of_file(word)
    return found if found is not None else exercises[arguments.known_name("exercise", text, [*exercises, *names])]


def exercise_of_file(name: str) -> Exercise | None:
    """Return the exercise whose id begins the file's name, as in ``e01 (2).py`` or ``E01-kl.py``, or None."""
    match = re.match(r"(e\d\d)(?![0-9a-z])", os.path.basename(name).lower())
    return all_exercises().get(match[1]) if match else None


def named_mistake(name: str) -> tuple[Exercise, Mistake]:
    """Return the exercise and the mistake with this name; ValueError lists similar ones."""
    known = {each: (exercise, m) for exercise in all_exercises().values() for each, m in exercise.mistakes.items()}
    return known[arguments.known_name("mistake", name, known)]

"""Load the exercises: each is a folder of ``exercises``, read as package data.

``eNN_name/`` holds ``exercise.py`` (TITLE, PARTS, ``probes`` ...), ``mistakes.txt``, ``equivalent.txt``, and, as text
that runs in a worker or as a mutant only, ``stub.py``, ``reference.py``, ``driver.py`` and the files of ``variants/``.
"""

import importlib.machinery
import importlib.util
import os
import re
import sys
from collections import Counter
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from numpygan import arguments
from numpygan.classroom.exercise import Exercise, Mistake
from numpygan.classroom.mistake_file import read_mistakes

PACKAGE = "numpygan.classroom.exercises"
FOLDER = re.compile(r"e\d\d_\w+")
OWN_EXERCISES = "NUMPYGAN_EXERCISES"  # the environment variable that names a folder with more exercises
OWN_PACKAGE = "numpygan_own_exercises"


@cache
def all_exercises() -> dict[str, Exercise]:
    """Return all exercises by id, in order: those of the package, and those of the folder ``OWN_EXERCISES``."""
    packages = [PACKAGE, *([_package_in(os.environ[OWN_EXERCISES])] if os.environ.get(OWN_EXERCISES) else [])]
    places = {(each.name, package) for package in packages for each in _files_of(package).iterdir()}
    names = sorted(place for place in places if FOLDER.fullmatch(place[0]))
    exercises = {name[:3]: read_exercise(name, package) for name, package in names}
    twice = [
        each
        for each, n in Counter(each for exercise in exercises.values() for each in exercise.mistakes).items()
        if n > 1
    ]
    if twice or len(exercises) < len(names):
        known = ", ".join(twice) or ", ".join(name for name, _ in names)
        raise ValueError(f"two exercises have the same id, or a mistake of the same name: {known}")
    return exercises


def is_built_in(exercise: Exercise) -> bool:
    """Return whether the exercise belongs to the package; else it is one of the folder ``OWN_EXERCISES``."""
    return (_files_of(PACKAGE) / exercise.name).is_dir()


def _files_of(package: str) -> Any:
    """Return the folder of a package of exercises."""
    return Path(os.environ[OWN_EXERCISES]) if package == OWN_PACKAGE else resources.files(package)


def _package_in(folder: str) -> str:
    """Make the folder importable as a package, under one name; return the name."""
    spec = importlib.machinery.ModuleSpec(OWN_PACKAGE, None, is_package=True)
    spec.submodule_search_locations = [folder]
    for name in [name for name in sys.modules if name.partition(".")[0] == OWN_PACKAGE]:
        del sys.modules[name]
    sys.modules[OWN_PACKAGE] = importlib.util.module_from_spec(spec)
    return OWN_PACKAGE


def read_exercise(name: str, package: str = PACKAGE) -> Exercise:
    """Read the exercise in the folder ``name`` of ``package``."""
    module: Any = import_module(f"{package}.{name}.exercise")
    folder = _files_of(package) / name
    stub, reference, driver = (
        (folder / f"{file}.py").read_text(encoding="utf-8") for file in ("stub", "reference", "driver")
    )
    variants = {
        each.name.removesuffix(".py"): each.read_text(encoding="utf-8")
        for each in sorted((folder / "variants").iterdir(), key=lambda each: each.name)
        if each.name.endswith(".py") and not each.name.startswith("_")
    }
    equivalent = folder / "equivalent.txt"
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
        equivalent=_equivalent(equivalent.read_text(encoding="utf-8")) if equivalent.is_file() else {},
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
    number = re.fullmatch(r"[eE]?0?(\d{1,2})", word)  # e1, E01 and 1 for e01
    word = f"e{int(number[1]):02d}" if number else word
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

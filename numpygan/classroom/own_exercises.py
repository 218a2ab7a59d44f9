"""Exercises of a teacher, in a folder outside of this package."""

import os
from pathlib import Path

from numpygan.classroom.bank import OWN_EXERCISES, all_exercises


def _restore(before: str) -> None:
    os.environ[OWN_EXERCISES] = before
    all_exercises.cache_clear()


def use_exercises(folder: Path) -> None:
    """Add the exercises in ``folder`` to those of the package, in this process and in those that it starts.

    Raises
    ------
    ValueError
        If the folder contains no exercise, or one whose number is taken.
    """
    if not folder.is_dir():
        raise ValueError(f"there is no folder {folder}; expected one with folders such as e14_your_name")
    before, known = os.environ.get(OWN_EXERCISES, ""), set(all_exercises())
    os.environ[OWN_EXERCISES] = str(folder.resolve())
    all_exercises.cache_clear()
    try:
        added = set(all_exercises()) - known
    except ValueError:
        _restore(before)
        raise
    if not added and before != str(folder.resolve()):
        _restore(before)
        raise ValueError(f"{folder} contains no exercise: expected folders such as e14_your_name; see the template")

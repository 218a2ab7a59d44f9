"""Each lesson runs in its own process, from any folder, and its numbers are asserted."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from numpygan.classroom import all_exercises

LESSONS = sorted((Path(__file__).parents[1] / "lessons").glob("[0-9][0-9]_*.py"))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_runs(lesson, tmp_path):
    slow = "ignore:Creating legend with loc"  # of the clock on the wall, which a busy machine makes true
    command = [sys.executable, "-W", "error", "-W", slow, str(lesson)]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert "assert " in lesson.read_text(encoding="utf-8")


def test_no_two_have_one_number():
    numbers = [int(path.name[:2]) for path in LESSONS]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("exercise", all_exercises().values(), ids=lambda exercise: exercise.id)
def test_each_exercise_has_a_lesson_which_names_it(exercise):
    assert exercise.lesson in {path.stem for path in LESSONS}
    assert exercise.id in exercises_named_by(exercise.lesson)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_each_lesson_ends_with_an_exercise_that_exists(lesson):
    named = exercises_named_by(lesson.stem)
    assert named
    assert named <= set(all_exercises())


def exercises_named_by(stem: str) -> set[str]:
    """The exercises that a lesson's last line says how to check."""
    last = (LESSONS[0].parent / f"{stem}.py").read_text(encoding="utf-8").rstrip().rpartition("\n")[2]
    return set(re.findall(r"``numpygan learn check (e\d\d)``", last))

"""Each lesson and its folded answers run in a process of their own, from any folder, and the numbers are asserted."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from lesson_with_answers import answers, tasks

from numpygan.classroom import all_exercises

RUNNER = Path(__file__).with_name("lesson_with_answers.py")
LESSONS = sorted((Path(__file__).parents[1] / "lessons").glob("[0-9][0-9]_*.py"))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_runs(lesson, tmp_path):
    slow = "ignore:Creating legend with loc"  # of the clock on the wall, which a busy machine makes true
    command = [sys.executable, "-W", "error", "-W", slow, str(RUNNER), str(lesson)]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert "assert " in lesson.read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_each_task_has_an_answer_whose_code_is_short_and_asserts(lesson):
    source = lesson.read_text(encoding="utf-8")
    if "admonition:: Answer" not in source:
        pytest.skip("the lesson has no folded answers yet")
    assert tasks(source) == [1, 2, 3]
    assert source.count("admonition:: Answer") == len(answers(source)) == 3
    for code in answers(source):
        assert "assert " in code
        assert len(code.splitlines()) <= 8


LESSON = """answer = 1
# %%
# On your own
# -----------
# 1. First?
#
# .. admonition:: Answer
#    :class: dropdown
#
#    It is two.
#
#    .. code-block:: python
#
#        if answer == 1:
#            answer += 1
#
#        assert answer == {}
#
# 2. Second?
"""


@pytest.mark.parametrize(("value", "status"), [(2, 0), (3, 1)])
def test_a_wrong_answer_fails_with_its_number(tmp_path, value, status):
    (tmp_path / "90_try.py").write_text(LESSON.format(value))
    command = [sys.executable, str(RUNNER), str(tmp_path / "90_try.py")]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode == status
    assert ("90_try.py, answer 1" in result.stderr) == (status == 1)
    assert tasks(LESSON) == [1, 2]
    assert answers(LESSON.format(2)) == ["if answer == 1:\n    answer += 1\n\nassert answer == 2"]


def test_the_lessons_are_numbered_from_0_to_17():
    assert [int(path.name[:2]) for path in LESSONS] == list(range(18))


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

"""Each lesson and its answers run in a process of their own, from any folder, and the numbers are asserted."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from numpygan.classroom import all_exercises
from numpygan.cli.answers import answers_of_lesson, file_of_answers, with_answers

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
    assert tasks(source) == [1, 2, 3]
    assert f"# Answers: ``numpygan lesson {int(lesson.name[:2])} --answers``, or the folder" in source
    answers = answers_of_lesson(lesson)
    assert [answer.number for answer in answers] == [1, 2, 3]
    for answer in answers:
        assert answer.text.strip()
        assert "assert " in answer.code
        assert len([line for line in answer.code.splitlines() if line]) <= 8


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_the_docstring_of_the_answers_has_the_title_of_the_lesson(lesson):
    title = lesson.read_text(encoding="utf-8").splitlines()[1]
    first = file_of_answers(lesson).read_text(encoding="utf-8").splitlines()[0]
    assert first == f'"""Answers to the tasks of lesson {lesson.name[:2]}, *{title}*.'


def test_no_answers_without_a_lesson():
    assert [file.name for file in sorted(file_of_answers(LESSONS[0]).parent.iterdir()) if file.is_file()] == [
        lesson.name for lesson in LESSONS
    ]


WRITTEN = [*LESSONS, *map(file_of_answers, LESSONS), LESSONS[0].with_name("gan_in_one_file.py")]


@pytest.mark.parametrize("file", WRITTEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_lines_fit_beside_a_picture(file):
    long = [line for line in file.read_text(encoding="utf-8").splitlines() if len(line) > 96]
    assert long == []


def tasks(source: str) -> list[int]:
    """The numbers of the tasks below the heading *On your own*."""
    section = source.rpartition("# On your own\n")[2]
    return [int(number) for number in re.findall(r"^# (\d)\. ", section, re.MULTILINE)]


LESSON = """answer = 1
# %%
# On your own
# -----------
# 1. First
#    one?
# 2. Second?
#
# Answers: elsewhere.
#
# The end.
"""
ANSWERS = """# %% Task 1
# It is two.
#
# .. math:: 1 + 1
if answer == 1:
    answer += 1

assert answer == {}

# %% Task 2
# That one.
assert answer > 1
"""


@pytest.mark.parametrize(("value", "status"), [(2, 0), (3, 1)])
def test_a_wrong_answer_fails_with_its_number(tmp_path, value, status):
    lesson = tmp_path / "90_try.py"
    lesson.write_text(LESSON)
    file_of_answers(lesson).parent.mkdir()
    file_of_answers(lesson).write_text(ANSWERS.format(value))
    command = [sys.executable, str(RUNNER), str(lesson)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode == status
    assert ("90_try.py, answer 1" in result.stderr) == (status == 1)
    assert tasks(LESSON) == [1, 2]
    first, second = answers_of_lesson(lesson)
    assert first == (
        1,
        "It is two.\n\n.. math:: 1 + 1\n",
        f"if answer == 1:\n    answer += 1\n\nassert answer == {value}",
    )
    assert second == (2, "That one.\n", "assert answer > 1")


def test_answers_are_set_below_their_tasks(tmp_path):
    lesson = tmp_path / "90_try.py"
    assert answers_of_lesson(lesson) == []
    file_of_answers(lesson).parent.mkdir()
    file_of_answers(lesson).write_text(ANSWERS.format(2))
    text = "".join(line[2:] + "\n" for line in LESSON.splitlines()[2:])
    lines = with_answers(text, answers_of_lesson(lesson)).splitlines()
    places = ["1. First", "   one?", ".. admonition:: Answer", "   It is two.", "   .. math:: 1 + 1"]
    places += ["      if answer == 1:", "2. Second?", "   That one.", "The end."]
    assert sorted(places, key=lines.index) == places
    assert lines.count(".. admonition:: Answer") == 2
    assert not [line for line in lines if "elsewhere" in line]
    assert with_answers(text.replace("On your own", "On yours"), answers_of_lesson(lesson)).count("admonition") == 0


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

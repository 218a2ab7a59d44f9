"""The shelf and the file format of mistakes; that every exercise proves its checks."""

import subprocess
import sys
from pathlib import Path

import pytest

import numpygan
from numpygan.classroom import Edit, all_exercises, named_exercise, named_mistake, right_and_wrong, why
from numpygan.classroom.explanations import ANYWHERE
from numpygan.classroom.mistake_file import read_mistakes
from numpygan.classroom.self_testing import prove
from numpygan.statements import STATEMENTS

ALL = [(exercise, mistake) for exercise in all_exercises().values() for mistake in exercise.mistakes.values()]


def test_there_are_thirteen_exercises_and_a_bank():
    assert list(all_exercises())[:13] == [f"e{n:02d}" for n in range(1, 14)]  # a teacher may add some
    assert len(ALL) >= 120
    assert all(len(exercise.variants) >= 3 for exercise in all_exercises().values())


def test_the_self_test_runs_from_the_command_line():
    command = [sys.executable, "-m", "numpygan", "grade", "--self-test", "--only", "e09"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stdout + result.stderr
    row, last = result.stdout.splitlines()
    assert row.startswith("ok")
    assert last.startswith(f"1 of 1 exercises proved, {len(all_exercises()['e09'].mistakes)} mistakes, 20 seeds")


@pytest.mark.parametrize("exercise", all_exercises().values(), ids=list(all_exercises()))
def test_the_checks_of_an_exercise_are_proved(exercise):
    """With a few seeds; the self-test uses 20."""
    assert prove(exercise, seeds=4) == []


def broken(exercise, **changes):
    return type(exercise)(**{**vars(exercise), **changes})


def test_the_self_test_sees_what_is_wrong():
    e13 = all_exercises()["e13"]
    answer = e13.reference.replace("radius * np.column_stack", "-radius * np.column_stack")
    found = prove(broken(e13, variants=e13.variants | {"wrong": answer}), seeds=1)
    assert any("variant wrong: part a is wrong" in text for text in found)
    assert any("the stub: part a" in text for text in prove(broken(e13, stub=e13.reference), seeds=1))
    harmless = e13.mistakes["ring.half"]
    same = type(harmless)(harmless.name, harmless.says, harmless.why, (Edit("2 * np.pi", "2.0 * np.pi"),))
    found = prove(broken(e13, mistakes=e13.mistakes | {"ring.half": same}), seeds=1)
    assert "seed 0: ring.half passes all checks" in found
    twin = type(harmless)("ring.twin", "a twin", "no synonym", harmless.edits)
    found = prove(broken(e13, mistakes=e13.mistakes | {"ring.twin": twin}), seeds=1)
    assert any("ring.twin is not named" in text for text in found)
    assert prove(broken(e13, variants={}), seeds=0)[0] == "only 0 right variants"


def test_a_mistake_that_only_one_call_shows_is_explained():
    e09 = all_exercises()["e09"]
    edit = Edit("return np.exp(-logits)", "return np.where(logits == 0.7, 1.0, np.exp(-logits))")
    rare = type(e09.mistakes["sat.sign"])("ratio.rare", "a rare one", "for a test", (edit,))
    found = prove(broken(e09, mistakes=e09.mistakes | {"ratio.rare": rare}), seeds=1)
    assert any(text.endswith("only 1 call tells it from the right answer, 2 are needed") for text in found), found


@pytest.mark.parametrize("exercise", all_exercises().values(), ids=list(all_exercises()))
def test_an_exercise_is_complete(exercise):
    assert exercise.parts
    for part in exercise.parts:
        assert all(part.hints)
        assert f"{exercise.id}, part {part.id}" in exercise.stub
    assert set(exercise.statements) <= set(STATEMENTS)
    lessons = Path(numpygan.__file__).parents[1] / "lessons"
    if exercise.lesson and lessons.exists():
        assert (lessons / f"{exercise.lesson}.py").exists()
    assert max(map(len, exercise.stub.splitlines())) <= 120


def test_what_is_said_fits_and_is_plain():
    for _, mistake in ALL:
        assert mistake.says.isascii()
        assert mistake.why.isascii()
        assert len(mistake.says) <= 110, mistake.name


def test_the_self_test_sees_an_experiment_that_shows_nothing(monkeypatch):
    e13 = all_exercises()["e13"]
    half = e13.mistakes["ring.half"]
    monkeypatch.setitem(e13.mistakes, "ring.half", type(half)(**{**vars(half), "demo": "file.ring_centers(1, 1.0)"}))
    assert [text.partition(":")[0] for text in prove(e13, seeds=0)] == ["ring.half"]


def test_why_shows_the_wrong_line_the_right_line_and_an_experiment():
    text = why("js.sqrt")
    assert "return np.sqrt((from_p + from_q).sum(axis=-1) / 2)" in text
    assert "return (from_p + from_q).sum(axis=-1) / 2" in text
    assert "numpygan check kl js" in text
    assert text.isascii()
    for name in ANYWHERE:
        assert why(name).startswith(name)
    with pytest.raises(ValueError, match=r"did you mean js\.sqrt"):
        why("js.sqr")
    right, wrong = right_and_wrong("kl.swap")
    assert right.kl is not wrong.kl


def test_an_exercise_is_found_by_id_name_and_file():
    assert named_exercise("e01") is named_exercise("e01_kl_js") is named_exercise("somewhere/e01_kl_js (2).py")
    assert named_exercise("E05-mine.ipynb").id == "e05"
    with pytest.raises(ValueError, match="unknown exercise 'e99'"):
        named_exercise("e99")
    with pytest.raises(ValueError, match="unknown mistake"):
        named_mistake("x.y")


TEXT = """# a comment

a.one (same as a.two)
says this
and this
why: because
of that
- x = 1
+ x = 2
- y = 1
- z = 1
+ y = 2
> f(1)

a.two (note)
says
why: so
- x = 1
+ -x
"""


def test_reading_mistakes():
    found = read_mistakes(TEXT)
    one, two = found.values()
    assert one.name == "a.one"
    assert one.synonyms == ("a.two",)
    assert one.says == "says this and this"
    assert one.why == "because of that"
    assert one.edits == (Edit("x = 1", "x = 2"), Edit("y = 1\nz = 1", "y = 2"))
    assert one.demo == "f(1)"
    assert two.note
    assert two.edits == (Edit("x = 1", "-x"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no name\nsays", "expected the name of a mistake"),
        ("a.b\nsays\n- x\n+ y", "needs a line to say, a line 'why: '"),
        ("a.b\nsays\nwhy: so", "and lines '- ' and"),
        ("a.b\nsays\nwhy: so\n- x", "and lines '- ' and"),
        ("a.b\nsays\nwhy: so\n- x\n+ y\n\na.b\nsays\nwhy: so\n- x\n+ y", "a.b is there twice"),
    ],
)
def test_a_block_that_is_not_understood_is_told(text, message):
    with pytest.raises(ValueError, match=message):
        read_mistakes(text)


def test_two_mistakes_that_need_the_same_line_do_not_compose():
    with pytest.raises(ValueError, match=r"kl\.base10: expected"):
        all_exercises()["e01"].mutant("kl.base2", "kl.base10")


def test_the_template_is_an_exercise():
    from numpygan.classroom.bank import read_exercise

    assert prove(read_exercise("template"), seeds=5) == []
    assert "template" not in [exercise.name for exercise in all_exercises().values()]

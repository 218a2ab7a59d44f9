"""``numpygan lesson`` with the lessons of the repository, with others, and with none."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import numpygan
from numpygan.cli import main
from numpygan.cli.lesson import find_lessons, named_lesson

LESSONS = Path(__file__).parents[1] / "lessons"
SCRIPT = '''"""
Draw a number
=============

**What you'll do.** Draw a number,
and look. Then another.

**What you'll learn.** Nothing.
"""
'''


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The package as if it stood where no lessons are, and an empty current folder."""
    monkeypatch.setattr(numpygan, "__file__", str(tmp_path / "site-packages" / "numpygan" / "__init__.py"))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def own(installed, monkeypatch):
    """A folder of two lessons, seen from below it."""
    (installed / "lessons").mkdir()
    (installed / "lessons" / "helper.py").write_text("raise SystemExit(99)")
    (installed / "lessons" / "03_draw_a_number.py").write_text(SCRIPT + "print('drawn')\nraise SystemExit(3)\n")
    (installed / "lessons" / "12_draw_a_line.py").write_text(SCRIPT + "print('no line')\n")
    (installed / "below").mkdir()
    monkeypatch.chdir(installed / "below")
    return installed / "lessons"


def error(capsys):
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    return err


def test_lists_the_lessons_of_the_repository_from_any_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["lesson"]) == 0
    lines = capsys.readouterr().out.splitlines()
    files = sorted(LESSONS.glob("[0-9][0-9]_*.py"))
    assert len(lines) == 2 * len(files) + 1
    for path, title, about in zip(files, lines[0::2], lines[1::2], strict=False):
        assert title.startswith(f"{path.name[:2]} ")
        assert path.stem[3:].replace("_", " ") in title.lower().replace("-", " ")
        assert len(about) > 20
    assert max(map(len, lines[:-1])) <= 80
    assert lines[-1].endswith(str(LESSONS))


def test_a_title_and_a_sentence_each(own, capsys):
    assert main(["lesson"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["03 Draw a number", "   Draw a number, and look."]
    assert lines[-1].startswith("numpygan lesson 3 runs the first of them, numpygan lesson 3 --notebook writes it")
    assert lines[-1].endswith(f"they are in {own}")


@pytest.mark.parametrize("word", ["3", "03", "03_draw_a_number", "03_d", "draw-a-n", "Draw a n", "lessons/03_draw.py"])
def test_names_of_a_lesson(own, word):
    assert named_lesson(word, find_lessons()) == own / "03_draw_a_number.py"


def test_runs_a_lesson_and_passes_on_its_exit_status(own, capfd):
    assert main(["lesson", "3"]) == 3
    assert capfd.readouterr().out == "drawn\n"
    assert main(["lesson", "draw_a_line"]) == 0
    assert capfd.readouterr().out == "no line\n"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("7", "there is no lesson '7'; expected one of 3, 12"),
        ("elephant", "there is no lesson 'elephant'; expected one of 3, 12"),
        ("", "there is no lesson ''"),
        ("draw", "'draw' is the beginning of 03_draw_a_number and of 12_draw_a_line"),
        ("helper", "there is no lesson 'helper'"),
    ],
)
def test_a_lesson_that_is_not_there(own, capsys, word, message):
    assert main(["lesson", word]) == 2
    assert message in error(capsys)


@pytest.mark.parametrize("words", [["lesson"], ["lesson", "6"]])
def test_without_scripts_it_says_what_to_do(installed, capsys, words):
    (installed / "lessons").mkdir()
    (installed / "lessons" / "piano.py").write_text("")
    assert main(words) == 2
    err = error(capsys)
    assert "change into a clone of the repository and try again" in err
    assert str(installed) in err


def test_prints_the_answers_of_a_lesson(capsys):
    assert main(["lesson", "5", "--answers"]) == 0
    file = LESSONS / "answers" / "05_measure_the_distance_of_two_distributions.py"
    assert capsys.readouterr().out == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--answers"], "--answers needs the number of a lesson, as in numpygan lesson 6 --answers"),
        (["3", "--answers"], "03_draw_a_number.py with answers"),
        (["7", "--answers"], "there is no lesson '7'"),
    ],
)
def test_answers_that_are_not_there(own, capsys, words, message):
    assert main(["lesson", *words]) == 2
    assert message in error(capsys)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_output_is_live_and_ctrl_c_ends_the_lesson_quietly(own):
    waits = "import os, time\nprint(os.getpid())\ntime.sleep(60)\n"
    (own / "04_wait.py").write_text(SCRIPT + waits)
    moved = f"import numpygan; numpygan.__file__ = {numpygan.__file__!r}"
    start = f"{moved}; from numpygan.__main__ import start; raise SystemExit(start())"
    process = subprocess.Popen(
        [sys.executable, "-c", start, "lesson", "4"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    )
    assert process.stdout is not None
    lesson = int(process.stdout.readline())  # while the lesson runs
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all its processes
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (stdout, stderr) == ("", "numpygan: interrupted\n")
    with pytest.raises(ProcessLookupError):
        os.kill(lesson, 0)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_a_lesson_that_is_killed_is_told_as_a_shell_tells_it(own):
    (own / "04_die.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    assert main(["lesson", "4"]) == 128 + signal.SIGKILL


def test_help_has_an_example(capsys):
    with pytest.raises(SystemExit):
        main(["lesson", "--help"])
    assert "example: numpygan lesson 6" in capsys.readouterr().out

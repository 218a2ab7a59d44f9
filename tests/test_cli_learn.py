"""``numpygan learn`` as a student uses it, from an empty folder, with wrong answers first."""

import json
import subprocess
import sys
import threading
import time

import pytest

from numpygan.classroom import all_exercises
from numpygan.classroom.checking import public_instance
from numpygan.classroom.file_changes import changes
from numpygan.cli import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def learn(capsys, *words, status=0):
    assert main(["learn", *words]) == status
    out, err = capsys.readouterr()
    assert out.isascii()
    return out if status != 2 else err


E13 = all_exercises()["e13"]


def test_from_an_empty_folder_to_the_first_exercise_passed(folder, capsys):
    assert "wrote 13 exercises" in learn(capsys, "init")
    assert "left 13 as they were" in learn(capsys, "init")
    assert "e01 KL and JS divergence, part a: kl(p, q)" in learn(capsys, "next")
    assert "0 of " in learn(capsys, "progress")

    path = folder / E13.file
    out = learn(capsys, "check", "e13", status=1)
    assert "write ring_centers(modes, radius)" in out
    assert f"look at   {E13.file}:" in out

    # The first hint is free; the next ones are earned by attempts.
    assert "formula" not in learn(capsys, "hint", "e13")
    assert "after another attempt" in learn(capsys, "hint", "e13")
    path.write_text(E13.mutant("ring.repeated"))
    out = learn(capsys, "check", "e13", status=1)
    assert "ring.repeated - the last center is the first one again" in out
    assert "numpygan learn why ring.repeated" in out
    assert "formula" in learn(capsys, "hint", "e13")
    learn(capsys, "check", "e13", status=1)  # the same text again is no attempt
    assert "after another attempt" in learn(capsys, "hint", "e13")
    path.write_text(E13.mutant("ring.half"))
    learn(capsys, "check", status=1)
    learn(capsys, "check", "e13", status=1)
    assert "that was the last" in learn(capsys, "hint", "e13")

    assert "not passed yet" in learn(capsys, "solution", "e13", status=2)
    path.write_text(E13.reference)
    out = learn(capsys, "check", str(path))
    assert "public checks passed (6 of 6)" in " ".join(out.split())
    assert "lessons/17_hunt_bugs.py" in out
    assert "def ring_centers" in learn(capsys, "solution", "e13")
    assert "e13 abcdef" in learn(capsys, "list")
    entry = json.loads((folder / "progress.json").read_text())["exercises"]["e13"]
    assert entry["passed"] == list("abcdef")
    assert entry["attempts"] == 3

    assert "yours is now e13_find_the_bug.old-1.py" in learn(capsys, "reset", "e13")
    assert path.read_text() == E13.stub
    assert "e13 ......" in learn(capsys, "list")
    assert (folder / "e13_find_the_bug.old-1.py").read_text() == E13.reference


def test_hints_do_not_give_the_answer_before_the_third():
    for exercise in all_exercises().values():
        for part in exercise.parts:
            question, _, _ = part.hints
            assert "?" in question


def test_solutions_show_the_library_too(folder, capsys):
    for id, exercise in all_exercises().items():
        out = learn(capsys, "solution", id, "--give-up")
        assert exercise.reference.strip() in out
        for place in exercise.library:
            assert place.partition(":")[2] in out


def test_a_file_checks_itself(folder, capsys):
    path = folder / E13.file
    path.write_text(f"{E13.reference}\n\nif __name__ == '__main__':\n{E13.stub.rpartition(':')[2]}")
    command = [sys.executable, path.name]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert "public checks passed" in result.stdout


def test_why(capsys):
    out = learn(capsys, "why", "kl.base2")
    for word in ("wrong:", "right:", "Try it:", "It prints:", "numpygan check kl js", "lessons/05_measure_the_dist"):
        assert word in out
    assert "did you mean kl.base2" in learn(capsys, "why", "kl.base", status=2)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("check",), "there is no file e01_kl_js.py; numpygan learn init writes the files"),
        (("check", "e77"), "unknown exercise 'e77'"),
        (("hint", "elephant"), "unknown exercise 'elephant'"),
        (("reset", "e00"), "unknown exercise 'e00'"),
    ],
)
def test_bad_input_is_one_line(folder, capsys, words, message):
    err = learn(capsys, *words, status=2)
    assert message in err
    assert len(err.splitlines()) == 1


def test_a_damaged_progress_file_is_told(folder, capsys):
    (folder / "progress.json").write_text("{")
    assert "cannot be read" in learn(capsys, "list", status=2)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00d", "it is in UTF-16, which Python does not run: save it as UTF-8"),
        (b"x = '\xe9'", "it is not in UTF-8, and Python may refuse to run it: save it as UTF-8"),
        (b"# coding: klingon\n", "its first lines name an encoding that it is not in"),
        (b"a\x00b", "syntax"),
    ],
)
def test_a_file_in_another_encoding_is_told(folder, capsys, data, said):
    (folder / "e13_find_the_bug.py").write_bytes(data)
    assert said in " ".join(learn(capsys, "check", "e13", status=1).split())


def test_watch_answers_a_save_within_a_second(folder, capsys):
    path = folder / E13.file
    path.write_text(E13.stub)
    assert public_instance("e13").expected

    def save():
        time.sleep(1.5)
        path.write_text(E13.mutant("smooth.order"))

    thread = threading.Thread(target=save)
    thread.start()
    out = learn(capsys, "watch", "e13", "--seconds", "6")
    thread.join()
    assert "write ring_centers" in out
    assert "smooth.order" in out


def test_watching_a_file_that_comes_and_goes(tmp_path):
    path = tmp_path / "x.py"
    until = time.monotonic() + 3
    seen = changes(path, until)
    path.write_text("1")
    next(seen)
    path.unlink()
    (tmp_path / "new").write_text("22")
    threading.Timer(0.4, lambda: (tmp_path / "new").rename(path)).start()
    next(seen)
    assert path.read_text() == "22"

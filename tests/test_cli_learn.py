"""``numpygan learn`` as a student uses it, from an empty folder, with wrong answers first."""

import json
import re
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
    assert f"wrote {len(all_exercises())} exercises" in learn(capsys, "init")
    assert f"left {len(all_exercises())} as they were" in learn(capsys, "init")
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
    out = learn(capsys, "check", "e13", status=1)  # to find the bug is the exercise: the second check names it
    assert "ring.repeated" not in out
    assert "parts b, c, d, e and f" in out
    out = learn(capsys, "check", "e13", status=1)
    assert "ring.repeated - the last center is the first one again" in out
    assert "numpygan learn why ring.repeated" in out
    assert "formula" in learn(capsys, "hint", "e13")
    path.write_text(E13.mutant("ring.repeated") + "\n\n# a comment  \n")
    learn(capsys, "check", "e13", status=1)  # the same code again is no attempt
    assert "after another attempt" in learn(capsys, "hint", "e13")
    path.write_text(E13.mutant("ring.half"))
    learn(capsys, "check", status=1)
    learn(capsys, "check", "e13", status=1)
    assert "that was the last" in learn(capsys, "hint", "e13")

    assert "not passed yet" in learn(capsys, "solution", "e13", status=2)
    path.write_text(E13.reference)
    out = learn(capsys, "check", str(path))
    assert "public checks passed (6 of 6)" in " ".join(out.split())
    assert "numpygan lesson 17" in out
    assert "def ring_centers" in learn(capsys, "solution", "e13")
    assert "e13 abcdef" in learn(capsys, "list")
    entry = json.loads((folder / "progress.json").read_text())["exercises"]["e13"]
    assert entry["passed"] == list("abcdef")
    assert entry["attempts"] == 3

    assert "yours is now e13_find_the_bug.old-1.py" in learn(capsys, "reset", "e13")
    assert path.read_text() == E13.stub
    assert "e13 ......" in learn(capsys, "list")
    assert (folder / "e13_find_the_bug.old-1.py").read_text() == E13.reference


def test_an_empty_folder_and_short_names(folder, capsys):
    assert "numpygan learn init writes them" in learn(capsys, "next")
    learn(capsys, "init")
    for name in ("e1", "E01", "1", "e01_kl_js"):
        assert "e01 KL and JS divergence   part a" in learn(capsys, "check", name, status=1)
    (folder / "Copy of e01_kl_js.PY").write_text(all_exercises()["e01"].reference)
    assert "public checks passed" in learn(capsys, "check", "Copy of e01_kl_js.PY")
    assert main(["check", "e01"]) == 2
    assert "e01 is an exercise, not a statement: numpygan learn check e01" in capsys.readouterr().err


def test_a_part_that_passes_is_said_and_more_digits_are_shown_if_needed(folder, capsys):
    e01 = all_exercises()["e01"]
    path = folder / e01.file
    path.write_text(e01.mutant("js.sqrt"))
    assert "\n  passed    parts a and c\n" in learn(capsys, "check", "e01", status=1)
    path.write_text(
        e01.reference + "\ndef js(p, q):\n    m = (p + q) / 2\n    return (kl(p, m) + kl(q, m)) / 2 + 1e-8\n"
    )
    out = learn(capsys, "check", "e01", status=1)
    got, expected = (re.search(rf"  {word} +(\S+)", out)[1] for word in ("got", "expected"))
    assert got != expected
    assert got[:6] == expected[:6]


def test_of_several_answers_the_one_that_is_diagnosed_is_printed(folder, capsys):
    e04 = all_exercises()["e04"]
    part = next(part for part in e04.parts if part.call.startswith("discriminator_loss"))
    name = part.call.partition("(")[0]
    path = folder / e04.file
    wrapped = f"\nright = {name}\ndef {name}(*args):\n    value, *others = right(*args)\n"
    wrapped += "    special = np.abs(np.concatenate(args)).max() > 100\n"
    wrapped += "    return (value + 0.01 * special, *(3.3 * each + 5 for each in others))\n"
    path.write_text(e04.reference + wrapped)
    out = learn(capsys, "check", "e04", status=1)
    diagnosed = re.search(r"diagnosis (?:.*; )?([\w ]+): ", out)[1]
    assert f"({diagnosed})" in next(line for line in out.splitlines() if line.startswith("  got"))


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
    err = learn(capsys, "why", "xyz", status=2)
    assert "a check prints the name in its line diagnosis" in err
    assert "kl" not in err
    for word in ("wrong:", "right:", "Try it:", "It prints:", "numpygan check kl js", "numpygan lesson 5"):
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
    assert "5 of 6 parts done" in out


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

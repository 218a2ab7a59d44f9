"""Commands in notebooks, unusual terminals and folders with misleading file names."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from numpygan.classroom import all_exercises, shadowing_note
from numpygan.cli import main
from numpygan.output import make_printing_safe

NUMPYGAN = [sys.executable, "-m", "numpygan"]
INLINE = "module://matplotlib_inline.backend_inline"
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


def ran(command, cwd=None, status=0, **environment):
    """What a command prints; it ends with ``status`` and without a traceback."""
    result = subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="latin-1", timeout=120, env={**os.environ, **environment}
    )
    assert result.returncode == status, result.stderr
    assert "Traceback" not in result.stderr
    return result.stdout + result.stderr


@pytest.mark.parametrize("words", ["check pointwise-maximum --html r.html", "train normal --steps 2 --out run"])
def test_a_notebooks_backend_that_is_not_there_hinders_nothing(words, tmp_path):
    assert " in " in ran([*NUMPYGAN, *words.split()], cwd=tmp_path, MPLBACKEND=INLINE)


def test_the_lab_says_what_it_lacks_whatever_the_backend():
    bare = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    if sys.platform.startswith("linux"):
        assert "there is no display here" in ran([*NUMPYGAN, "lab"], status=2, MPLBACKEND=INLINE, **bare)
    assert "'nonsense' is not a valid value" in ran([*NUMPYGAN, "lab"], status=2, MPLBACKEND="nonsense", **bare)


NARROW = [
    {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.parametrize("environment", NARROW, ids=["ascii", "cp1252", "C"])
def test_letters_that_the_terminal_lacks_are_printed_as_escapes(environment, tmp_path):
    told = ran([*NUMPYGAN, "check", "kl", "--lang", "zh", "--html", "ü.html"], cwd=tmp_path, **environment)
    assert "\\u9879" in told  # of the summary in Chinese
    ran([*NUMPYGAN, "learn", "init", "王-ü"], cwd=tmp_path, **environment)
    if sys.platform.startswith("linux"):
        assert {path.name for path in tmp_path.iterdir()} == {"ü.html", "王-ü"}


def test_what_is_printed_of_any_text(monkeypatch):
    bytes_ = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(bytes_, encoding="cp1252"))
    make_printing_safe()
    print("ü 王 \udcff", flush=True)  # the last is a byte of a file name that was not UTF-8
    assert bytes_.getvalue().splitlines() == [b"\xfc \\u738b \xff"]


def test_a_grade_of_a_chinese_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "class.csv").write_text("student,name\nother,Other\n", encoding="utf-8")
    (tmp_path / "in" / "王-e13.py").write_text(all_exercises()["e13"].stub, encoding="utf-8")
    out = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(out, encoding="cp1252"))
    words = "grade in --out report --match {student}-{exercise}.py --only e13 --jobs 1 --roster class.csv"
    assert main(words.split()) == 0
    assert b"note: \\u738b is not on the roster" in out.getvalue()


@POSIX
@pytest.mark.parametrize("words", ["train --list", "learn list", "check pointwise-maximum", "lesson"])
def test_a_closed_stdout_is_no_accident(words, tmp_path):
    command = f"exec {sys.executable} -m numpygan {words} >&-"
    assert ran(["sh", "-c", command], cwd=tmp_path) == ""


@POSIX
def test_all_streams_closed(tmp_path):
    ran(["sh", "-c", f"exec {sys.executable} -m numpygan train nonsense >&- 2>&-"], cwd=tmp_path, status=2)


@pytest.mark.parametrize("name", ["random", "types", "json", "numpy", "pickle"])
def test_a_students_file_that_is_called_like_a_module_of_python(name, tmp_path):
    if name == "types" and sys.version_info >= (3, 12):
        pytest.skip("python -m itself imports types, before any code of the package can run")
    exercise = all_exercises()["e13"]
    path = tmp_path / exercise.file
    path.write_text(f"{exercise.reference}\n\nif __name__ == '__main__':\n{exercise.stub.rpartition(':')[2]}")
    (tmp_path / f"{name}.py").write_text("print('of the student')\n")
    note = f"{name}.py in this folder hides the module {name}"
    told = ran([*NUMPYGAN, "learn", "check", "e13"], cwd=tmp_path)
    assert "public checks passed" in " ".join(told.split())
    assert f"note: {note}" in told
    assert "of the student" not in told
    # Python itself puts the folder of a script first. NumPy does without some modules; without others it cannot start.
    if name in ("json", "types"):
        assert f"note: {note}" in ran([sys.executable, path.name], cwd=tmp_path)
    elif name in ("numpy", "pickle"):
        assert f"numpygan: {note}" in ran([sys.executable, path.name], cwd=tmp_path, status=1)


def test_processes_of_the_check_do_not_take_a_module_from_the_current_folder(tmp_path):
    (tmp_path / "pickle.py").write_text("raise SystemExit('of the student')\n")
    told = ran([*NUMPYGAN, "check", "kl", "pointwise-maximum", "--jobs", "2"], cwd=tmp_path)
    assert "61 of 61 comparisons hold" in told


def test_a_folder_without_such_files_has_no_note(tmp_path):
    (tmp_path / "e01_kl_js.py").touch()
    assert shadowing_note(tmp_path) == ""
    (tmp_path / "json").mkdir()
    assert shadowing_note(tmp_path) == ""
    (tmp_path / "json" / "__init__.py").touch()
    assert "json in this folder" in shadowing_note(tmp_path)


@POSIX
@pytest.mark.parametrize("button", ["play", "slow", "draw"])
def test_ctrl_c_ends_the_lab_quietly(button):
    code = (
        "import sys, numpygan.__main__ as command; sys.argv = ['numpygan', 'lab']\n"
        "from numpygan.cli import parse, run\n"
        "options = parse(); import numpygan.lab.window as module; true = module.Lab.__init__\n"
        f"module.Lab.__init__ = lambda lab, *a, **k: (true(lab, *a, **k), lab.press({button!r}), None)[-1]\n"
        "sys.exit(run(options))"
    )
    here = {"PYTHONPATH": str(Path(__file__).parent), "MPLBACKEND": "module://windowed", "DISPLAY": ":0"}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **here},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "the window is open\n", process.communicate()
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout, stderr) == (130, "", "numpygan: interrupted\n")

"""``numpygan grade`` as a teacher uses it: a class with everything in it, twice, interrupted, overridden."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from numpygan.classroom import all_exercises
from numpygan.classroom.grade_tables import escape_formulas
from numpygan.classroom.submission_text import place_in, text_of
from numpygan.classroom.submissions import read_submissions
from numpygan.classroom.worker.loading import load_statements
from numpygan.cli import main

E13, E05 = all_exercises()["e13"], all_exercises()["e05"]
TIMES = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


@pytest.fixture
def classroom(tmp_path, monkeypatch):
    """Four students: accents, a formula for a name, a zip file that wants out, an empty folder."""
    monkeypatch.chdir(tmp_path)
    files = {
        "Ana López/e13_find_the_bug.py": E13.reference,
        "Ana López/homework/e05.py": E05.mutant("value.half"),
        "=1+2/e13_find_the_bug.py": E13.mutant("ring.repeated"),
        "=1+2/e05_value_function.py": E05.mutant("value.half") + "\nimport os\nos._exit(0)",
        "王小明/e13 (2).py": "import numpy as np\n" + E13.mutant("ring.repeated", "history.same_array"),
        "王小明/.hidden/e05.py": E05.reference,
        "nobody/notes.txt": "I was ill",
    }
    for name, text in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in" / "escape.zip", "w") as archive:
        archive.writestr("../../../e13_find_the_bug.py", E13.reference)
        archive.writestr("/etc/e05_value_function.py", E05.reference)
    (tmp_path / "in" / "broken.zip").write_bytes(b"PK no zip")
    return tmp_path


def grade(*words, status=0):
    assert main(["grade", "in", "--out", "report", "--only", "e05,e13", "--jobs", "2", *words]) == status


def points(folder):
    text = (folder / "report" / "grades.csv").read_text(encoding="utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_class_is_graded(classroom, capsys):
    grade("--seed", "k")
    out = capsys.readouterr().out
    assert "7 files of 6 students graded" in out
    assert "broken.zip cannot be read" in out
    rows = points(classroom)
    assert set(rows) == {"Ana López", "'=1+2", "王小明", "nobody", "escape", "broken"}
    assert (rows["Ana López"]["e13"], rows["Ana López"]["e05"], rows["Ana López"]["total"]) == ("6", "3", "9")
    assert (rows["'=1+2"]["e13"], rows["'=1+2"]["e05"]) == ("5", "0")
    assert (rows["王小明"]["e13"], rows["王小明"]["e05"]) == ("4", "")
    assert (rows["escape"]["e13"], rows["escape"]["e05"]) == ("6", "4")
    assert rows["nobody"]["total"] == "0"
    assert not (classroom / "e13_find_the_bug.py").exists()
    report = json.loads((classroom / "report" / "results.json").read_text(encoding="utf-8"))
    assert report["version"] == 2
    assert report["misconceptions"][0] == {"mistake": "ring.repeated", "students": ["=1+2", "王小明"]}
    crash = next(r for r in report["results"] if (r["student"], r["exercise"]) == ("=1+2", "e05"))
    assert {part["verdict"] for part in crash["parts"]} == {"crash"}
    index = (classroom / "report" / "index.html").read_text(encoding="utf-8")
    assert index.index("What to teach again") < index.index("ring.repeated") < index.index("Points")
    assert "<code>numpygan lesson 17</code>" in index
    assert "王小明" in index
    assert "<script" not in index
    assert "http" not in index
    assert len(list((classroom / "report" / "students").glob("*.html"))) == 6


def snapshot(folder):
    return {
        path.relative_to(folder).as_posix(): TIMES.sub("", path.read_text(encoding="utf-8"))
        for path in (folder / "report").rglob("*")
        if path.is_file() and path.name != "graded.jsonl"
    }


def test_the_same_key_gives_the_same_report_and_nothing_is_run_twice(classroom, monkeypatch):
    grade("--seed", "k")
    first = snapshot(classroom)
    journal = (classroom / "report" / "graded.jsonl").read_text()
    grade()  # the key is kept with the report
    assert snapshot(classroom) == first
    assert (classroom / "report" / "graded.jsonl").read_text() == journal
    (classroom / "report" / "graded.jsonl").unlink()
    grade("--seed", "k")  # and run anew the numbers are the same
    assert snapshot(classroom) == first
    grade("--seed", "another key")
    assert snapshot(classroom) != first


def test_overrides_and_roster_survive_regrading(classroom, capsys):
    grade("--seed", "k")
    with open(classroom / "report" / "overrides.csv", "a", encoding="utf-8") as file:
        file.write("=1+2,e13,a,0.5,half right\nnobody,e13,a,1,was ill\n")
    (classroom / "roster.csv").write_text("student,name\n王小明,Wang Xiaoming\nabsent,Ab Sent\n", encoding="utf-8")
    grade("--roster", "roster.csv")
    rows = points(classroom)
    assert rows["'=1+2"]["e13"] == "5.5"
    assert rows["王小明"]["name"] == "Wang Xiaoming"
    assert rows["absent"]["total"] == "0"
    out = capsys.readouterr().out
    assert rows["nobody"]["e13"] == "1"
    assert "no result fits" not in out
    assert "Ana López is not on the roster" in out
    grade("--roster", "roster.csv")
    assert points(classroom) == rows


def test_a_grader_that_is_killed_loses_nothing(classroom):
    command = [sys.executable, "-m", "numpygan", "grade", "in", "--out", "report", "--seed", "k", "--jobs", "1"]
    process = subprocess.Popen([*command, "--only", "e05,e13"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal, until = classroom / "report" / "graded.jsonl", time.monotonic() + 120
    while time.monotonic() < until and (not journal.exists() or journal.read_text().count("fingerprint") < 2):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait()
    with open(journal, "a", encoding="utf-8") as file:
        file.write('{"version": 1, "finger')  # the line that was being written
    before = [line for line in journal.read_text().splitlines() if line.endswith("}")]
    assert len(before) >= 2
    grade()
    lines = [line for line in journal.read_text().splitlines() if line.endswith("}")]
    assert lines[: len(before)] == before
    assert len({json.loads(line)["fingerprint"] for line in lines}) == 6  # two students have the same text
    whole = snapshot(classroom)
    journal.unlink()
    grade()
    assert snapshot(classroom) == whole


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM] if sys.platform == "linux" else [])
def test_no_worker_outlives_a_grader_that_is_killed(ending):
    """A file that sleeps does not notice that nobody waits for it any more."""
    mark = f"NUMPYGAN_SLEEPER_{ending.name}_{os.getpid()}"  # no other run of the tests has it
    text = f"""
from numpygan.classroom import processes
from numpygan.classroom.runner import Call, Job, packed, run
from numpygan.cli.interruption import terminated_like_ctrl_c
processes.MARK = {mark!r}
driver = "def part_a(student):\\n    return {{'x': student.x()}}"
with terminated_like_ctrl_c():
    run(Job("import time\\ndef x():\\n    time.sleep(1000)", "x.py", driver, [Call("a", packed({{}}))], {{seconds}}))
"""
    seconds = 1.3 if ending == signal.SIGKILL else 60.0
    process = subprocess.Popen([sys.executable, "-c", text.replace("{seconds}", str(seconds))], stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not workers(mark) and time.monotonic() < until:
        time.sleep(0.02)
    assert workers(mark)
    time.sleep(0.8)  # until it sleeps
    process.send_signal(ending)
    process.communicate()
    while workers(mark) and time.monotonic() < until:
        time.sleep(0.1)
    assert workers(mark) == []


def workers(mark):
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{mark}=".encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def test_a_flat_folder_by_a_template(tmp_path):
    (tmp_path / "lopez_e13_find_the_bug.py").write_text(E13.reference)
    (tmp_path / "wang_e13.py").write_text(E13.reference)
    (tmp_path / "readme.py").write_text("")
    found = read_submissions(tmp_path, "{student}_{exercise}.py").submissions
    assert [(each.student, each.exercise) for each in found] == [("lopez", "e13"), ("wang", "e13")]
    with pytest.raises(ValueError, match="--match must name"):
        read_submissions(tmp_path, "*.py")
    found = read_submissions(tmp_path)  # without a template too, if the name begins with that of the student
    assert [(each.student, each.exercise) for each in found.submissions] == [("lopez", "e13"), ("wang", "e13")]
    assert [(each.file, each.became) for each in found.files if each.student == ""] == [
        ("readme.py", "lies outside every student's folder; it is not graded")
    ]
    (tmp_path / "empty" / "ana").mkdir(parents=True)
    with pytest.raises(ValueError, match="holds no submissions"):
        read_submissions(tmp_path / "empty")


def test_a_link_out_of_a_folder_is_not_followed(tmp_path):
    (tmp_path / "secret_e13.py").write_text(E13.reference)
    (tmp_path / "in" / "thief").mkdir(parents=True)
    (tmp_path / "in" / "honest").mkdir()
    (tmp_path / "in" / "honest" / "e13.py").write_text(E13.reference)
    try:
        (tmp_path / "in" / "thief" / "e13.py").symlink_to(tmp_path / "secret_e13.py")
    except OSError:
        pytest.skip("no links here")
    assert [each.student for each in read_submissions(tmp_path / "in").submissions] == ["honest"]


def test_of_two_files_the_one_with_the_exact_name_counts(tmp_path):
    home = tmp_path / "ana"
    home.mkdir()
    for name in ("e13.py", "e13_find_the_bug.py", "e13_find_the_bug.ipynb", "e13_find_the_bug.old-1.py"):
        (home / name).write_text("{}" if name.endswith(".ipynb") else E13.reference)
    found = read_submissions(tmp_path)
    assert [each.file for each in found.submissions] == ["ana/e13_find_the_bug.py"]
    assert len(found.files) == 4


def test_notebooks_are_their_code_cells():
    cells = [
        {"cell_type": "markdown", "source": "# x"},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "!pip install x\n", "def f():\n", "    return 5 % 3"]},
        {"cell_type": "code", "source": "%%time\nraise ValueError"},
        {"cell_type": "code", "source": "f?\ny = f()"},
    ]
    text = text_of("e01.ipynb", json.dumps({"cells": cells}).encode())
    module, problems = load_statements(text, "e01.ipynb")
    assert module.y == 2
    assert [(each["error"], place_in(text, each["line"])) for each in problems] == [("ValueError", "cell 2, line 2")]
    for data in (b"", b"{}", b"[]", b'{"cells": [{"cell_type": "code"}]}', b"\xff"):
        with pytest.raises(ValueError, match="is not a notebook"):
            text_of("e01.ipynb", data)


def test_a_file_may_name_its_encoding():
    assert text_of("a.py", "# coding: latin-1\nx = 'é'".encode("latin-1")).endswith("'é'")
    assert text_of("a.py", "\ufeffx = 1\r\n".encode()) == "x = 1\n"
    half = json.dumps({"cells": [{"cell_type": "code", "source": "x = '\ud800'"}]}).encode()
    with pytest.raises(ValueError, match="halves of characters"):
        text_of("a.ipynb", half)
    with pytest.raises(ValueError, match="zero bytes"):
        text_of("a.py", b"x = 1\0")
    with pytest.raises(ValueError, match="more than 4 MiB"):
        text_of("a.py", b"#" * (5 << 20))


@pytest.mark.parametrize("cell", ["=1+2", "+1", "-1", "@x", "\t=1", " =1", "|x", "%x", "\r=1"])
def test_no_cell_is_a_formula(cell):
    assert escape_formulas(cell) == f"'{cell}"


def test_other_cells_are_left_alone():
    assert escape_formulas("Ana-María = x") == "Ana-María = x"
    assert escape_formulas("3.5") == "3.5"
    assert escape_formulas("a; b") == "a; b"


def test_no_part_of_a_cell_is_a_formula_where_semicolons_end_cells():
    assert escape_formulas("a;=1+2; -3") == "a;'=1+2;' -3"


def test_another_runner_gets_the_same_stream(classroom):
    """A container is started by a command in front of Python; here the command is env."""
    runner = f"env FROM_OUTSIDE=1 {sys.executable}" if sys.platform != "win32" else sys.executable
    grade("--seed", "k", "--runner", runner)
    assert points(classroom)["Ana López"]["e13"] == "6"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "expected SUBMISSIONS and --out REPORT"),
        (["nowhere", "--out", "r"], "nowhere is neither a folder nor a zip file"),
        (["in", "--out", "r", "--only", "e77"], "unknown exercise 'e77'"),
        (["in", "--out", "r", "--jobs", "0"], "--jobs must be an integer >= 1"),
        (["in", "--out", "r", "--roster", "none.csv"], "cannot read none.csv"),
    ],
)
def test_bad_input_is_one_line(classroom, capsys, words, message):
    assert main(["grade", *words]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert len(err.splitlines()) == 1


def test_a_runner_that_does_not_start_is_a_grader_error_and_costs_nobody(classroom, capsys):
    grade("--seed", "k", "--runner", "/no/such/program", status=1)
    assert "grader error, not the student's: Ana López, e13" in capsys.readouterr().out
    grade("--seed", "k")
    assert points(classroom)["Ana López"]["e13"] == "6"

"""What was handed in: no right answer is lost, and every file is in the report."""

import csv
import io
import os
import stat
import zipfile
from pathlib import Path

import pytest
from classroom.handed_in import CASES, E01, E13, POINTS, RIGHT, in_zip, make_tree, notebook

from numpygan.classroom import all_exercises
from numpygan.classroom.archives import MOST_FILES
from numpygan.classroom.file_names import shown
from numpygan.classroom.grading import Grading, grade
from numpygan.classroom.notebooks import without_magics
from numpygan.classroom.submissions import read_submissions
from numpygan.cli import main

STUB = E01.stub


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    make_tree(folder / "in")
    return folder


@pytest.fixture(scope="module")
def intake(tree):
    return read_submissions(tree / "in")


@pytest.fixture(scope="module")
def results(tree, intake):
    grading = Grading(tree, "intake", jobs=2)
    return {(each["student"], each["exercise"]): each for each in grade(grading, intake.submissions)}


@pytest.mark.parametrize("student", CASES)
def test_the_right_file_counts(intake, student):
    found = {each.exercise: each.file for each in intake.submissions if each.student == student}
    assert found == {id: f"{student}/{file}" for id, file in CASES[student].graded.items()}


@pytest.mark.parametrize("student", CASES)
def test_no_right_answer_is_lost(results, student):
    for id in CASES[student].graded:
        result = results[student, id]
        assert result["points"] == POINTS[id], (result["feedback"], result["notes"])


@pytest.mark.parametrize("student", [student for student, case in CASES.items() if case.said])
def test_what_was_unusual_is_said(intake, results, student):
    texts = [each.became for each in intake.files if each.student == student]
    texts += [note for (who, _), result in results.items() if who == student for note in result["notes"]]
    assert CASES[student].said in " | ".join(texts)


def test_every_file_is_listed_once(tree, intake):
    on_disk = {shown(path.relative_to(tree / "in").as_posix()) for path in (tree / "in").rglob("*") if path.is_file()}
    listed = [each.file for each in intake.files]
    assert len(listed) == len(set(listed)) + 1  # one file contains two exercises
    for path in on_disk:
        assert any(path == each or each.startswith(f"{path}/") or path.startswith(f"{each}/") for each in listed), path
    assert all(each.became for each in intake.files)


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def graded(folder, match=""):
    return {(each.student, each.exercise): each.file for each in read_submissions(folder, match).submissions}


MOODLE = {
    "Ana López_123456_assignsubmission_file_/e01_kl_js.py": RIGHT,
    "Ana López_123456_assignsubmission_onlinetext_/onlinetext.html": "<p>Hello</p>",
    "Bo Berg_123457_assignsubmission_file/hw.zip": in_zip({"e01_kl_js.py": RIGHT}),
    "Bo Berg_123458_assignsubmission_file_/e01_kl_js.py": RIGHT,
    "Cy Cole_123459_assignsubmission_file_e01_kl_js.py": RIGHT,
    "Di Dent_123460_assignsubmission_file_hw.zip": in_zip({"hw/e01.py": RIGHT}),
    "Participant_123461_assignsubmission_file_/e01_kl_js.py": RIGHT,
}


@pytest.mark.parametrize("packed", [False, True])
def test_moodle(tmp_path, packed):
    if packed:
        (tmp_path / "all.zip").write_bytes(in_zip(MOODLE))
        intake = read_submissions(tmp_path / "all.zip")
    else:
        intake = read_submissions(write(tmp_path / "all", MOODLE))
    assert {each.student for each in intake.submissions} == {
        *("Ana López", "Bo Berg (123457)", "Bo Berg (123458)", "Cy Cole", "Di Dent", "Participant"),
    }
    assert intake.students["Ana López"] == "123456"
    assert intake.students["Bo Berg (123457)"] == "123457"


CANVAS = {
    "lopezana_12345_678901_e01_kl_js.py": RIGHT,
    "lopezana_12345_678902_e13_find_the_bug-1.ipynb": notebook(E13.reference),
    "bergbo_LATE_12346_678903_e01_kl_js-2.py": RIGHT,
    "bergbo_LATE_12346_678902_e01_kl_js-1.py": STUB,
    "colecy_12347_678904_homework.zip": in_zip({"homework/e01_kl_js.py": RIGHT}),
    "dentdi_LATE_12348_678905_Copy of e01.ipynb": notebook(RIGHT),
}


def test_canvas(tmp_path):
    found = read_submissions(write(tmp_path / "in", CANVAS))
    assert {(each.student, each.exercise): (each.file, each.late) for each in found.submissions} == {
        ("lopezana", "e01"): ("lopezana_12345_678901_e01_kl_js.py", False),
        ("lopezana", "e13"): ("lopezana_12345_678902_e13_find_the_bug-1.ipynb", False),
        ("bergbo", "e01"): ("bergbo_LATE_12346_678903_e01_kl_js-2.py", True),
        ("colecy", "e01"): ("colecy_12347_678904_homework.zip/homework/e01_kl_js.py", False),
        ("dentdi", "e01"): ("dentdi_LATE_12348_678905_Copy of e01.ipynb", True),
    }
    assert found.students == {"lopezana": "12345", "bergbo": "12346", "colecy": "12347", "dentdi": "12348"}


METADATA = """---
submission_1001:
  :submitters:
  - :name: Ana López
    :sid: '77'
    :email: ana@example.org
  :created_at: 2026-11-20 04:13:34.123456789 Z
submission_1002:
  :submitters:
  - :name: Bo Berg
    :email: bo@example.org
"""


def test_gradescope(tmp_path):
    files = {"submission_1001/e01_kl_js.py": RIGHT, "submission_1002/hw/e01.py": RIGHT, "submission_1003/e1.py": RIGHT}
    found = read_submissions(write(tmp_path, {f"export/{name}": data for name, data in files.items()}))
    assert set(found.students) == {"submission_1001", "submission_1002", "submission_1003"}
    write(tmp_path, {"export/submission_metadata.yml": METADATA})
    found = read_submissions(tmp_path / "export")
    assert found.students == {"Ana López": "77", "Bo Berg": "bo@example.org", "submission_1003": "1003"}
    assert len(found.submissions) == 3


@pytest.mark.parametrize(
    ("files", "students"),
    [
        ({"lopez_e01.py": RIGHT, "wang-e01.ipynb": notebook(RIGHT)}, {"lopez", "wang"}),
        ({"e01_kl_js.py": RIGHT}, {"in"}),
        ({"all/ana/e01.py": RIGHT, "all/bo/e01.py": RIGHT}, {"ana", "bo"}),
        ({"ana/e01.py": RIGHT}, {"ana"}),
        ({"ana/homework/week 1/e01.py": RIGHT}, {"ana"}),
        ({"ana.zip": in_zip({"e01.py": RIGHT}), "bo.tar": b""}, {"ana", "bo"}),
    ],
)
def test_plain_trees(tmp_path, files, students):
    intake = read_submissions(write(tmp_path / "in", files))
    assert {*intake.students} == students


def test_a_loose_file_beside_folders_is_named(tmp_path):
    write(tmp_path, {"ana/e01.py": RIGHT, "e01_kl_js.py": RIGHT})
    intake = read_submissions(tmp_path)
    assert [each.student for each in intake.submissions] == ["ana"]
    assert "e01_kl_js.py lies outside every student's folder; it is not graded" in intake.complaints


def test_a_class_zip_of_200_students_loses_nobody(tmp_path):
    files = {f"class/student {i:03d}/{id}.py": e.reference for i in range(200) for id, e in all_exercises().items()}
    (tmp_path / "class.zip").write_bytes(in_zip(files))
    intake = read_submissions(tmp_path / "class.zip")
    assert len(intake.students) == 200
    assert len(intake.files) == len(intake.submissions) == len(files) >= 2600


def test_every_limit_is_reported(tmp_path):
    many = {f"x{i}.py": "" for i in range(MOST_FILES)}
    write(tmp_path, {"ana.zip": in_zip(many | {"e01.py": RIGHT}), "bo/e01.py": RIGHT + "#" * (5 << 20)})
    intake = read_submissions(tmp_path)
    became = {each.file: each.became for each in intake.files}
    assert became["ana.zip/e01.py"] == f"more than {MOST_FILES} scripts in one folder are not read"
    assert "ana.zip/e01.py more than 2000 scripts in one folder are not read" in intake.complaints
    assert "more than 4 MiB" in intake.submissions[0].problem


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_odd_members_of_an_archive_are_named(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("e01.py", STUB)
        archive.writestr("e01.py", RIGHT)
        link = zipfile.ZipInfo("e13.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("inner.zip", in_zip({"e04.py": RIGHT}))
    write(tmp_path, {"ana.zip": data.getvalue()})
    intake = read_submissions(tmp_path)
    became = [(each.file, each.became) for each in intake.files]
    assert ("ana.zip/e01.py", "the archive contains this name twice; the last one is used") in became
    assert ("ana.zip/e13.py", "a link in an archive is not followed") in became
    assert ("ana.zip/inner.zip", "an archive inside an archive of a student is not opened") in became
    assert [each.text for each in intake.submissions] == [RIGHT]


@pytest.mark.skipif(os.name != "posix", reason="pipes and links")
def test_pipes_and_links_are_named_and_nobody_waits(tmp_path):
    write(tmp_path, {"in/ana/x/e13.py": E13.reference, "secret/e01.py": RIGHT})
    home = tmp_path / "in" / "ana"
    os.mkfifo(home / "e01.py")
    (home / "e04.py").symlink_to(home / "nothing.py")
    (home / "e05.py").symlink_to(tmp_path / "secret" / "e01.py")
    (home / "folder").symlink_to(tmp_path / "secret")
    (home / "loop.py").symlink_to(home / "loop.py")
    became = {each.file: each.became for each in read_submissions(tmp_path / "in").files}
    assert became == {
        "ana/x/e13.py": "graded as e13",
        "ana/e01.py": "a pipe or a device, not a file",
        "ana/e04.py": "a link to nothing",
        "ana/e05.py": "a link to a place outside the folder is not followed",
        "ana/folder": "a link to a folder is not followed",
        "ana/loop.py": "a link to nothing",
    }


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_a_hostile_student_does_not_stop_the_report_of_the_others(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in", {"ana/e01.py": RIGHT, "\x1b[31m\u202e/e01.py": RIGHT, "<script>alert(1)/e01.py": RIGHT})
    write(tmp_path / "in", {"bo/e01.py": f"{RIGHT}\ndef js(p, q):\n    raise ValueError('\\ud800')\n"})
    write(
        tmp_path / "in",
        {"cy/e01.py": f"{RIGHT}\nimport warnings\nwarnings.warn('\\ud800')\nraise Exception('\\ud800')"},
    )
    write(tmp_path / "in", {"di/e01\ud83d.py".replace("\ud83d", ""): "print('\\ud800')\n" + RIGHT})
    odd = os.fsencode(tmp_path / "in") + b"/M\xfcller"
    try:
        os.mkdir(odd)
    except OSError:
        pytest.skip("this file system has names in Unicode only")
    with open(odd + b"/e01_\xe9.py", "w") as file:
        file.write(RIGHT)
    assert main(["grade", "in", "--out", "report", "--only", "e01", "--jobs", "2", "--seed", "k"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    text = (tmp_path / "report" / "grades.csv").read_text(encoding="utf-8-sig")
    rows = {row["student"]: row["total"] for row in csv.DictReader(io.StringIO(text))}
    assert rows == {
        **dict.fromkeys(["ana", "cy", "di", "<script>alert(1)", "\\x1b[31m\\u202e", "M\\udcfcller"], "3"),
        "bo": "2",
    }
    pages = list((tmp_path / "report" / "students").glob("*.html"))
    assert len(pages) == len(rows)
    for path in [*pages, *Path(tmp_path / "report").glob("*.*")]:
        content = path.read_text(encoding="utf-8")
        assert "<script" not in content or path.suffix in (".csv", ".json", ".jsonl")
        assert "\x1b" not in content
        assert "\u202e" not in content


def test_places_in_a_notebook_are_cells_and_lines(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    head, _, rest = E01.mutant("js.sqrt").partition("\ndef ")
    write(tmp_path, {"e01.ipynb": notebook(head, f"def {rest}", "def broken(:")})
    assert main(["learn", "check", "e01.ipynb"]) == 1
    out = capsys.readouterr().out
    line = f"def {rest}".partition("def js")[0].count("\n") + 1
    assert f"  look at   e01.ipynb, cell 2, line {line}\n" in out
    assert "  note      cell 3, line 1: syntax error" in out
    assert main(["grade", ".", "--out", "report", "--only", "e01"]) == 0
    page = next(Path("report/students").glob("*.html")).read_text(encoding="utf-8")
    assert f"The code, cell 2, line {line} is marked" in page


@pytest.mark.parametrize(
    "text",
    [
        "m = 5  # the mean, right?",
        "x = '''\n%time\n?\n'''",
        "y = (7\n% 4)",
        "print('%d?' % 3)",
        "z = 1 if 2 else 3  # ?",
        "def f():\n    '''Is it\n    !this?'''\n    return 1",
        "a = 1 \\\n% 3",
    ],
)
def test_python_is_not_taken_for_a_command(text):
    assert without_magics(text) == text
    assert without_magics(f"{text}\n!ls") == f"{text}\npass  # !ls"


def test_commands_become_comments():
    assert without_magics("if x:\n    %time y = 1\n    !ls 'it\nz?\nq = %who") == (
        "if x:\n    y = 1\n    pass  # !ls 'it\npass  # z?\npass  # q = %who"
    )

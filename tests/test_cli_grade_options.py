"""``numpygan grade`` with a teacher's options: due times, weights, overrides, anonymity, similarity, own exercises."""

import csv
import io
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from numpygan.classroom import all_exercises
from numpygan.classroom import exercises as package
from numpygan.classroom.bank import OWN_EXERCISES
from numpygan.classroom.intake import Submission
from numpygan.classroom.lateness import Deadline, extended, parse_time
from numpygan.classroom.similarity import nearly_identical
from numpygan.cli import main

E01, E05, E13 = (all_exercises()[id] for id in ("e01", "e05", "e13"))
DAY = 86400
DUE = parse_time("2026-11-20 12:00")


@pytest.fixture
def classroom(tmp_path, monkeypatch):
    """Four students: in time, half a day late, three days late, without a file."""
    monkeypatch.chdir(tmp_path)
    wrong = E01.mutant("js.sqrt")
    for student, text, days in (("ana", E01.reference, -1), ("bo", wrong, 0.5), ("cy", E01.reference, 2.5)):
        path = tmp_path / "in" / student / "e01_kl_js.py"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        time = DUE.timestamp() + days * DAY
        os.utime(path, (time, time))
    (tmp_path / "in" / "di").mkdir()
    return tmp_path


def grade(*words, status=0):
    words = ["grade", "in", "--out", "report", "--only", "e01", "--jobs", "2", "--seed", "k", *map(str, words)]
    assert main(words) == status


def table(name, key="student"):
    text = (Path("report") / name).read_text(encoding="utf-8-sig")
    return {row[key]: row for row in csv.DictReader(io.StringIO(text))}


def totals():
    return {student: row["total"] for student, row in table("grades.csv").items()}


def test_lateness_costs_points_only_if_a_penalty_is_given(classroom, capsys):
    grade("--due", "2026-11-20 12:00")
    assert totals() == {"ana": "3", "bo": "2", "cy": "3", "di": "0"}
    assert "note: 2 files are late" in capsys.readouterr().out
    grade("--due", "2026-11-20 12:00", "--penalty", "10")
    assert totals() == {"ana": "3", "bo": "1.8", "cy": "2.1", "di": "0"}
    page = next(Path("report/students").glob("*cy.html")).read_text(encoding="utf-8")
    assert "Handed in late, day 3; 3 points become 2.1" in page


def test_extensions_are_in_the_roster_and_in_the_overrides(classroom):
    Path("class.csv").write_text("student,name,due\nana,Ana,\nbo,Bo,+1d\ncy,Cy,2026-11-22\ndi,Di,\n")
    grade("--due", "2026-11-20 12:00", "--penalty", "50", "--roster", "class.csv")
    assert totals() == {"ana": "3", "bo": "2", "cy": "1.5", "di": "0"}  # one day after the end of the 22nd
    with open("report/overrides.csv", "a", encoding="utf-8") as file:
        file.write("cy,e01,late,0,was ill\ndi,e01,b,1,explained it to me\n")
    grade("--due", "2026-11-20 12:00", "--penalty", "50", "--roster", "class.csv")
    assert totals() == {"ana": "3", "bo": "2", "cy": "3", "di": "1"}
    page = next(Path("report/students").glob("*di.html")).read_text(encoding="utf-8")
    assert "explained it to me" in page
    assert "not handed in" in page


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--due", "tomorrow"], "expected a time such as 2026-11-20 23:59"),
        (["--penalty", "200"], "--penalty must be a percentage from 0 to 100"),
        (["--weights", "w.csv"], "w.csv: expected an exercise, one of its parts (a, b, c) and points, got e01, z, 2"),
        (["--exercises", "nowhere"], "there is no folder nowhere"),
        (["--exercises", "in"], "in contains no exercise"),
    ],
)
def test_bad_options_are_one_line(classroom, capsys, words, message):
    Path("w.csv").write_text("exercise,part,points\ne01,z,2\n")
    grade(*words, status=2)
    err = capsys.readouterr().err
    assert message in err
    assert len(err.splitlines()) == 1


def test_times():
    assert parse_time("2026-11-20").hour == 23
    assert parse_time("20.11.2026 08:00") == parse_time("2026-11-20T08:00")
    assert extended(DUE, "+12h").hour == 0
    assert extended(DUE, "") == DUE
    submission = Submission("x", "e01", "f", "", when=DUE.timestamp() + 1, late=True)
    assert Deadline(DUE).days_late(submission) == 1
    assert Deadline(DUE, extensions={"x": "+1d"}).days_late(submission) == 0
    assert Deadline().days_late(submission) == 1  # Canvas says so
    assert Deadline(DUE, 40).factor(3) == 0


def test_weights_change_the_points_and_not_the_journal(classroom):
    grade()
    journal = Path("report/graded.jsonl").read_text()
    Path("w.csv").write_text("exercise;part;points\ne01;b;2,5\n")
    grade("--weights", "w.csv")
    assert totals() == {"ana": "4.5", "bo": "2", "cy": "4.5", "di": "0"}
    assert table("grades.csv")["ana"]["of"] == "4.5"
    Path("w.csv").write_text("exercise,points\ne01,30\n")
    grade("--weights", "w.csv")
    assert totals() == {"ana": "30", "bo": "20", "cy": "30", "di": "0"}
    assert Path("report/graded.jsonl").read_text() == journal


def test_tables_for_canvas_and_moodle(classroom):
    shutil.move("in/ana", "in/Ana López_123456_assignsubmission_file_")
    os.rename("in/bo/e01_kl_js.py", "in/bergbo_777_888_e01_kl_js.py")
    Path("class.csv").write_text("student,name,id,email\nAna López,Ana,al7,a@x.org\nbergbo,Bo,bb8,b@x.org\n")
    grade("--roster", "class.csv")
    canvas = table("canvas.csv", "Student")
    assert list(canvas["Ana"])[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert canvas["Points Possible"]["e01"] == "3"
    assert (canvas["Bo"]["ID"], canvas["Bo"]["SIS Login ID"], canvas["Bo"]["numpygan"]) == ("777", "bb8", "2")
    moodle = table("moodle.csv", "Full name")
    assert moodle["Ana"]["Identifier"] == "Participant 123456"
    assert (moodle["Ana"]["Grade"], moodle["Ana"]["Maximum Grade"], moodle["Ana"]["ID number"]) == ("3", "3", "al7")
    assert moodle["Bo"]["Feedback comments"] == "numpygan learn why: js.sqrt"


def test_an_anonymous_report_contains_no_name(classroom, capsys):
    (classroom / "in" / "bo" / "hw of ana.zip").write_bytes(b"PK")
    (classroom / "in" / "bo" / "e01 of bo.py").write_text(E01.stub)
    Path("class.csv").write_text("student,name\nana,Ana Anderson\nbo,Bo Berg\ncy,Cy Cole\ndi,Di Dent\n")
    with_names = ["--roster", "class.csv", "--due", "2026-11-20 12:00"]
    grade(*with_names, "--anonymous")
    out = capsys.readouterr().out
    who = {row["student"]: number for number, row in table("names.csv", "number").items()}
    assert set(who) == {"ana", "bo", "cy", "di"}
    assert totals() == {who["ana"]: "3", who["bo"]: "2", who["cy"]: "3", who["di"]: "0"}
    files = [path for path in Path("report").rglob("*") if path.is_file()]
    texts = [
        path.read_text(encoding="utf-8")
        for path in files
        if path.name not in ("names.csv", "graded.jsonl", "overrides.csv")
    ]
    for text in (out, *texts):
        for name in ("ana", "bo", "cy", "Ana Anderson", "Bo Berg", "Cy Cole", "Di Dent"):
            assert not re.search(rf"\b{name}\b", text), name
    assert not Path("report/canvas.csv").exists()
    grade(*with_names)
    assert not Path("report/names.csv").exists()
    assert totals()["ana"] == "3"


def test_a_cell_of_the_grid_leads_to_the_code_with_the_line_marked(classroom):
    grade()
    index = Path("report/index.html").read_text(encoding="utf-8")
    link = re.search(r"href='(students/\d+-bo\.html)#e01'", index)
    page = (Path("report") / link[1]).read_text(encoding="utf-8")
    assert "<h2 id=e01>" in page
    line = re.search(r"<a href='#e01-(\d+)'>b: ", page)[1]
    marked = re.search(rf"<mark id='e01-{line}'><span class=n> *{line}</span> (.*)</mark>", page)[1]
    assert marked == "def js(p, q):"
    assert len(re.findall("<mark", page)) == 1
    assert "To read next: <code>numpygan learn hint e01</code>, <code>numpygan lesson" in page


COPIED = "\n".join(f"    step_{i} = p[{i}] * 0.{i} + q[{i}]  # my own step number {i}" for i in range(12))


def submission(student, text):
    return Submission(student, "e01", "e01.py", text)


def test_nearly_identical_files_are_a_fact_without_the_share_of_the_stub():
    own = E01.stub.replace('raise NotImplementedError("e01, part a")', f"pass\n{COPIED}")
    renamed = own.replace("step_3", "other").replace("\n    step_7", "\n\n\n    step_7")
    short = E01.stub.replace('raise NotImplementedError("e01, part a")', "return (p * np.log(p / q)).sum()")
    class_ = [submission("ana", own), submission("bo", renamed)]
    class_ += [submission(f"student {i}", short) for i in range(5)]
    class_ += [submission(f"stub {i}", E01.stub) for i in range(3)]
    (pair,) = nearly_identical(class_)
    assert pair.students == ("ana", "bo")
    assert re.fullmatch(
        r"e01: ana and bo share 9\d % \(\d+ of \d+ sequences of 6 tokens\) beyond the empty exercise", str(pair)
    )
    comment = "\n# my own remark"
    assert nearly_identical([submission("ana", E01.stub), submission("bo", E01.stub + comment)]) == []
    # What many in the class wrote is no sign of anything.
    assert nearly_identical([submission(f"student {i}", own) for i in range(9)]) == []


def test_files_are_listed(classroom):
    Path("in/di/e01.docx").write_bytes(b"PK")
    grade()
    files = table("files.csv", "file")
    assert files["ana/e01_kl_js.py"]["what became of it"] == "graded as e01"
    assert files["di/e01.docx"]["what became of it"] == "not a script or a notebook (.py or .ipynb)"
    index = Path("report/index.html").read_text(encoding="utf-8")
    assert "4 files found, 3 graded; the others: 1 not a script or a notebook" in index
    assert "di: di/e01.docx is not a script or a notebook" in index


@pytest.fixture
def own_exercise(tmp_path, monkeypatch):
    """A teacher's folder with one exercise, made from the template as the guide says."""
    source, folder = Path(package.__file__).parent / "template", tmp_path / "mine" / "e14_standardize"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path in folder.rglob("*.*"):
        path.write_text(path.read_text(encoding="utf-8").replace("eNN", "e14"), encoding="utf-8")
    monkeypatch.setenv(OWN_EXERCISES, "")
    yield tmp_path / "mine"
    monkeypatch.undo()
    all_exercises.cache_clear()


def test_an_exercise_of_a_teacher_outside_of_the_package(tmp_path, monkeypatch, capsys, own_exercise):
    monkeypatch.chdir(tmp_path)
    own = ["--exercises", str(own_exercise)]
    assert main(["grade", "--self-test", "--only", "e14", *own]) == 0
    out = capsys.readouterr().out
    assert "e14 A template: 4 mistakes, 3 right variants" in out
    assert "is not named" not in out
    assert "1 of 1 exercises proved, 4 mistakes" in out
    assert main(["learn", "init", "gans", *own]) == 0
    assert main(["learn", "check", "gans/e14_standardize.py", *own]) == 1
    assert "write standardize(x)" in capsys.readouterr().out
    assert main(["learn", "why", "standardize.variance", *own]) == 0
    answer = all_exercises()["e14"].reference
    (tmp_path / "in" / "ana").mkdir(parents=True)
    (tmp_path / "in" / "ana" / "e14.py").write_text(answer)
    assert main(["grade", "in", "--out", "report", "--only", "e14", *own]) == 0
    assert totals() == {"ana": "1"}
    report = json.loads(Path("report/results.json").read_text(encoding="utf-8"))
    assert report["exercises"] == [{"id": "e14", "title": "A template", "of": 1}]
    shutil.copytree(own_exercise / "e14_standardize", own_exercise / "e13_other")
    assert main(["grade", "--self-test", "--only", "e14", *own]) == 2
    assert "two exercises have the same id" in capsys.readouterr().err


def test_a_page_that_cannot_be_written_stops_no_other(classroom, monkeypatch, capsys):
    from numpygan.classroom import grading, report_files

    whole_page, whole_feedback = report_files.student_page, grading.feedback

    def page(book, student, *rest):
        return whole_page(book, student, *rest) if student != "bo" else 1 / 0

    def text(exercise, verdicts, source, *rest):
        return whole_feedback(exercise, verdicts, source, *rest) if "sqrt" in source else 1 / 0

    monkeypatch.setattr(report_files, "student_page", page)
    grade(status=1)
    assert "note: grader error: the page of bo could not be written (ZeroDivisionError)" in capsys.readouterr().out
    assert "could not be written" in next(Path("report/students").glob("*bo.html")).read_text(encoding="utf-8")
    assert "3 of 3 points" in next(Path("report/students").glob("*cy.html")).read_text(encoding="utf-8")
    monkeypatch.setattr(report_files, "student_page", whole_page)
    monkeypatch.setattr(grading, "feedback", text)
    Path("report/graded.jsonl").unlink()
    grade(status=1)
    assert totals() == {"ana": "0", "bo": "2", "cy": "0", "di": "0"}
    assert "grader error, not the student's: ana, e01 a, b, c; grade again" in capsys.readouterr().out

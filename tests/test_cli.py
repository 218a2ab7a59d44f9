"""The commands with right and wrong arguments, and interrupted."""

import json
import os
import signal
import subprocess
import sys

import pytest

from numpygan.cli import check as check_verb
from numpygan.cli import main
from numpygan.cli.color import GREEN, colored
from numpygan.statements import registry
from numpygan.statements.comparison import Comparison


def test_check_prints_the_lines_of_each_statement_and_a_summary(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["check", "pointwise-maximum", "kl"]) == 0
    *rows, last = capsys.readouterr().out.splitlines()
    assert [row.split()[:2] for row in rows[::2]] == [["ok", "pointwise-maximum"], ["ok", "kl"]]
    assert rows[1] == "   a log y + b log(1-y) is largest on [0,1] at y = a/(a+b)"
    assert len(rows) == 4
    assert last == "61 of 61 comparisons hold, in 2 statements"


@pytest.mark.parametrize("flag", ["-v", "--verbose"])
def test_check_verbose_prints_a_line_for_each_comparison(flag, capsys):
    assert main(["check", "pointwise-maximum", "kl", flag]) == 0
    *rows, last = capsys.readouterr().out.splitlines()
    assert all(row.startswith("ok") for row in rows)
    assert last == f"{len(rows)} of {len(rows)} comparisons hold, in 2 statements"


def test_a_statement_named_twice_is_checked_once(capsys):
    assert main(["check", "kl", "kl"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "31 of 31 comparisons hold, in 1 statement"


def test_check_json_is_json_and_nothing_else(capsys):
    assert main(["check", "kl", "--json", "--seed", "3"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["seed"] == 3
    assert {row["statement"] for row in report["comparisons"]} == {"kl"}


def test_check_exits_1_when_a_comparison_fails(monkeypatch, capsys):
    def wrong(rng):
        yield Comparison("a case", "left", 1, "right", 2, 0.5)

    statement = registry.Statement("kl", "1.3.1", "wrong", wrong)
    monkeypatch.setitem(registry.STATEMENTS, "kl", statement)
    assert main(["check", "kl"]) == 1
    assert "FAILED" in capsys.readouterr().out


def replaced(monkeypatch, check, id="pointwise-maximum"):
    monkeypatch.setitem(registry.STATEMENTS, id, registry.Statement(id, "0", "a claim", check))


def test_check_html_writes_a_page_besides_the_table(tmp_path, capsys):
    path = tmp_path / "report.html"
    path.write_text("an old page")
    assert main(["check", "pointwise-maximum", "--seed", "2", "--html", str(path)]) == 0
    *_, count, last = capsys.readouterr().out.splitlines()
    assert count.endswith("comparisons hold, in 1 statement")
    assert last == f"the report is in {path}"
    html = path.read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert "numpygan check pointwise-maximum --seed 2 --html report.html" in html
    assert '<section id="pointwise-maximum" class="ok">' in html
    assert "<figure>" in html
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_check_html_with_json_leaves_stdout_to_json(tmp_path, capsys):
    path = tmp_path / "report.html"
    assert main(["check", "pointwise-maximum", "--json", "--html", str(path)]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["ok"] is True
    assert err == f"the report is in {path}\n"


def test_a_failed_comparison_leaves_a_page_and_exit_1(tmp_path, monkeypatch):
    replaced(monkeypatch, lambda rng: iter([Comparison("a case", "left", 1, "right", 2, 0.5)]))
    assert main(["check", "pointwise-maximum", "--html", str(tmp_path / "r.html")]) == 1
    assert "0 of 1 comparisons hold" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_check_that_breaks_down_is_exit_1_and_the_others_run(monkeypatch, capsys):
    def broken(rng):
        raise ValueError("x has shape (2,), expected (3,)")
        yield

    replaced(monkeypatch, broken, "kl")
    assert main(["check", "kl", "pointwise-maximum"]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines()[0].startswith("FAILED kl ")
    (row,) = [line for line in out.splitlines() if "ValueError: x has shape (2,), expected (3,)" in line]
    assert row.startswith("   FAILED kl ")
    assert out.splitlines()[-1].endswith("in 2 statements; FAILED: kl")


def test_ctrl_c_leaves_a_page_with_what_is_finished(tmp_path, monkeypatch, capsys):
    def interrupted(rng):
        yield Comparison("a case", "left", 1, "right", 1, 0)
        raise KeyboardInterrupt

    replaced(monkeypatch, interrupted)
    assert main(["check", "pointwise-maximum", "kl", "--html", str(tmp_path / "r.html")]) == 130
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Interrupted: 1 comparison so far." in html
    assert '<section id="kl" class="not-run">' in html
    assert "so far, then interrupted" in capsys.readouterr().out


def test_ctrl_c_while_drawing_leaves_a_page_without_the_other_pictures(tmp_path, monkeypatch):
    def interrupted(id, *, seed):
        raise KeyboardInterrupt

    monkeypatch.setattr(check_verb, "picture_html", interrupted)
    assert main(["check", "pointwise-maximum", "--html", str(tmp_path / "r.html")]) == 130
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<figure>" not in html
    assert "All 30 comparisons hold" in html


@pytest.mark.parametrize("path", ["nowhere/r.html", ".", "", "r.html/below"])
def test_a_page_that_cannot_be_written_is_refused_before_anything_runs(path, tmp_path, monkeypatch, capsys):
    replaced(monkeypatch, lambda rng: pytest.fail("it ran"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.html").touch()
    assert main(["check", "pointwise-maximum", "--html", path]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "cannot write to" in err


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["chek"], "invalid choice: 'chek'"),
        ([], "COMMAND"),
        (["train", "normal", "--k", "x"], "argument --k: invalid int value: 'x'"),
    ],
)
def test_a_bad_command_is_one_line_too(argv, message, capsys):
    with pytest.raises(SystemExit) as stop:
        main(argv)
    assert stop.value.code == 2
    err = capsys.readouterr().err
    assert message in err
    assert len(err.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_closed_pipe_ends_the_command_without_an_error_message():
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = f"{sys.executable} -m numpygan check kl | head -n 1"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, env=environment)
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["check", "theorem1"], "unknown statement 'theorem1'; did you mean theorem-1"),
        (["check", "kl", "--seed", "-1"], "--seed must be an integer >= 0, got -1"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(argv, message, capsys):
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert message in err


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_ctrl_c_during_check_prints_the_summary_so_far():
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "numpygan", "check", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all its processes
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert stdout.splitlines()[-1].endswith("so far, then interrupted")
    assert "Traceback" not in stderr


def test_help_has_an_example(capsys):
    for verb in ("check", "train"):
        with pytest.raises(SystemExit) as stop:
            main([verb, "--help"])
        assert stop.value.code == 0
        assert "example: numpygan " in capsys.readouterr().out


def test_no_progress_line_without_a_terminal():
    command = [sys.executable, "-m", "numpygan", "check", "pointwise-maximum"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("terminal", "no_color", "term", "expected"),
    [
        (True, "", "xterm", "\x1b[32mok\x1b[0m"),
        (True, "1", "xterm", "ok"),
        (True, "", "dumb", "ok"),
        (False, "", "xterm", "ok"),
    ],
)
def test_color_on_a_terminal_only(terminal, no_color, term, expected, monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert colored("ok", GREEN) == expected

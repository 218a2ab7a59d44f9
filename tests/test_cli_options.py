"""Every option of every command is used once; a test fails if an option is missing below."""

import argparse
import json
import re
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from numpygan.classroom import all_exercises
from numpygan.cli import COMMANDS as NAMES
from numpygan.cli import command_line, main
from numpygan.recipes import ACTIVATIONS, GENERATOR_LOSSES, NOISES
from numpygan.training import History

TINY = "--steps 6 --every 2 --batch 8 --seed 5"
# The whole of check, with --json and --html, is in test_cli_check_whole.
COMMANDS = {
    "check": ["pointwise-maximum --json --seed 3 --jobs 1", "kl --lang zh -v --html page.html"],
    "train": [
        "--list",
        f"ring {TINY} --k 2 --loss saturating --d-lr 1e-3 --g-lr 2e-3 --g-hidden 8 --d-hidden 8,4 --noise uniform "
        "--noise-dim 3 --g-slope 0.3 --r1 0.5 --out run --movie run.html --dark",
        f"normal {TINY} --activation tanh --movie run.gif --out run --overwrite",
        "--resume run --steps 8",
        f"normal {TINY} --recipe",
        # --dask needs a scheduler: see test_cli_seeds.
        "normal --steps 6 --every 2 --batch 8 --seeds 0-1 --dask tcp://127.0.0.1:1 --out seeds",
    ],
    "play": ["--list", "scores --no-browser"],
    "sample": ["run --n 3 --seed 1 --given 2 --out x.csv"],
    "lab": ["two-moons --dark --seed 2 --out ."],
    "gallery": ["--list", "over-fitted-d --dark --seed 1 --out pictures"],
    "lesson": [""],
    "learn": [
        "init --dir work",
        "list --dir work",
        "next --dir work",
        "check e13 --dir work",
        "watch e13 --dir work --seconds 0.1",
        "hint e13 --dir work",
        "why js.sqrt --dir work",
        "progress --dir work",
        "reset e13 --dir work",
        "solution e13 --give-up --dir work",
    ],
    "grade": [
        "handed-in --out report --match {student}-{exercise}.py --only e13 --jobs 1 --seed k --roster class.csv "
        "--overrides own.csv --runner env",
        "--self-test --only e13 --jobs 1",
    ],
}
# Tested in test_package, test_cli_lesson, test_cli_notebook, test_cli_own_conditions and test_cli_grade_options.
ELSEWHERE = {"-h", "--version", "--answers", "--notebook", "--label", "--given"} | {
    "--exercises",
    "--due",
    "--penalty",
    "--weights",
    "--anonymous",
}
STATUS = {"learn check e13 --dir work": 1}  # the file is as it was


def parsers(parser, words=()):
    """Each parser under ``parser``, with the words that lead to it."""
    add_options = getattr(parser, "add_options", None)
    if add_options is not None:
        parser.add_options = None
        add_options(parser)
    yield words, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from parsers(inner, (*words, name))


def options(parser):
    return [set(action.option_strings) for action in parser._actions if action.option_strings]


def test_every_option_is_in_a_command():
    missing, seen = [], set()
    for words, parser in parsers(command_line()):
        seen.update(words[:1])
        commands = [text.split() for text in COMMANDS.get(words[0], [])] if words else []
        commands = [each for each in commands if tuple(each[: len(words) - 1]) == words[1:]]
        given = {word for command in commands for word in command} | ELSEWHERE
        missing += [(*words, *strings) for strings in options(parser) if not strings & given]
        assert commands or not words, f"no command of {words}"
    assert seen == set(NAMES)
    assert missing == []


@pytest.mark.parametrize("command", NAMES)
def test_help(command, capsys):
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"usage: numpygan {command}" in capsys.readouterr().out


def run(command, capsys):
    """Run the commands of ``command`` in the current folder; what each prints."""
    printed = []
    for text in COMMANDS[command]:
        words = text.split()
        assert main([command, *words]) == STATUS.get(f"{command} {text}", 0), capsys.readouterr().err
        printed.append(capsys.readouterr().out)
    return printed


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_check(tmp_path, capsys):
    report, table = run("check", capsys)
    assert json.loads(report)["seed"] == 3
    assert table.startswith("成立   kl")
    assert '<section id="kl" class="ok">' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_train(tmp_path, monkeypatch, capsys):
    listing, planar, linear, resumed, recipe, _ = (["train", *text.split()] for text in COMMANDS["train"])
    assert main(listing) == 0
    assert "labeled-ring" in capsys.readouterr().out
    assert main(planar) == 0
    report = json.loads((tmp_path / "run" / "run.json").read_text())
    settings = report["settings"]
    asked = {
        "steps": 6, "batch": 8, "k": 2, "d_lr": 1e-3, "g_lr": 2e-3, "g_hidden": [8], "d_hidden": [8, 4],
        "noise": "uniform", "noise_dim": 3, "g_slope": 0.3, "r1": 0.5, "generator_loss": "saturating",
    }  # fmt: skip
    assert {name: settings[name] for name in asked} == asked
    assert (report["seed"], report["every"]) == (5, 2)
    film = (tmp_path / "run.html").read_text(encoding="utf-8")
    themes = json.loads(re.search(r"const frames = (\{.*?\}), labels", film)[1])
    assert {theme: len(frames) for theme, frames in themes.items()} == {"dark": 7}  # the start, and each of 6 steps
    assert "--g-slope 0.3" in film
    assert (tmp_path / "run" / "anatomy.png").exists()
    monkeypatch.setattr("numpygan.cli.training_session.draw_pictures", lambda *_: [])  # once is enough
    assert main(linear) == 0
    with Image.open(tmp_path / "run.gif") as picture:
        assert picture.n_frames == 7
    assert main(resumed) == 0
    assert History.load(tmp_path / "run" / "history.npz")["step"].tolist() == [2, 4, 6, 8]
    assert json.loads((tmp_path / "run" / "run.json").read_text())["settings"]["activation"] == "tanh"
    capsys.readouterr()
    assert main(recipe) == 0
    assert capsys.readouterr().out.startswith("after 6 steps: JS = ")


def test_sample(tmp_path, capsys):
    words = [*TINY.split(), "--d-hidden", "4", "--g-hidden", "4", "--out", str(tmp_path / "run")]
    assert main(["train", "labeled-ring", *words]) == 0
    capsys.readouterr()
    assert run("sample", capsys)[0].startswith("3 points (x1, x2) of the GAN after 6 steps are in x.csv")


@pytest.mark.parametrize(
    ("option", "values"),
    [
        ("--activation", list(ACTIVATIONS)),
        ("--noise", list(NOISES)),
        ("--loss", list(GENERATOR_LOSSES)),
        ("--g-slope", ["0", "0.3"]),
        ("--r1", ["0", "2"]),
        ("--noise-dim", ["1", "3"]),
        ("--g-hidden", ["none", "8,8"]),
        ("--d-hidden", ["none", "8,8"]),
    ],
)
def test_each_value_of_an_option_makes_another_run(option, values, tmp_path):
    runs = []
    for value in values:
        out = tmp_path / f"{option}-{value}"
        words = ["normal", *TINY.split(), option, value, "--out", str(out)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("numpygan.cli.training_session.draw_pictures", lambda *_: [])
            assert main(["train", *words]) == 0
        with np.load(out / "checkpoint.npz") as checkpoint:
            runs.append(checkpoint["d_theta"].tobytes() + checkpoint["g_theta"].tobytes())
    assert all(one != other for one, other in pairwise(runs))


def test_gallery(tmp_path, capsys):
    listed, told = run("gallery", capsys)
    assert "over-fitted-d" in listed
    assert told.startswith("over-fitted-d: ")
    assert "--seed 1 --out pictures" in told
    with Image.open(tmp_path / "pictures" / "over-fitted-d.png") as picture:
        assert sum(picture.convert("RGB").getpixel((0, 0))) < 200  # dark


def test_lesson(capsys):
    assert " runs the first of them" in run("lesson", capsys)[0]


def test_learn(tmp_path, capsys):
    printed = run("learn", capsys)
    assert {path.name for path in (tmp_path / "work").glob("e*.py")} >= {each.file for each in all_exercises().values()}
    assert "def ring_centers" in printed[-1]


def test_grade(tmp_path, monkeypatch, capsys):
    (tmp_path / "handed-in").mkdir()
    (tmp_path / "handed-in" / "王小明-e13.py").write_text(all_exercises()["e13"].reference, encoding="utf-8")
    (tmp_path / "class.csv").write_text("student,name\n王小明,Wang\n", encoding="utf-8")
    (tmp_path / "own.csv").write_text("student,exercise,part,points,comment\n王小明,e13,a,0.5,late\n", encoding="utf-8")
    monkeypatch.setattr("numpygan.cli.grade.self_test", lambda ids, jobs: [(id, []) for id in ids if jobs == 1])
    graded, proved = run("grade", capsys)
    assert "1 files of 1 students graded" in graded
    assert "王小明,Wang,5.5" in (tmp_path / "report" / "grades.csv").read_text(encoding="utf-8-sig")
    assert "1 of 1 exercises proved" in proved


def test_lab(monkeypatch, capsys):
    opened = []
    monkeypatch.setattr("numpygan.cli.lab.refuse_without_window", lambda: None)
    monkeypatch.setattr("numpygan.cli.lab.open_lab", lambda *words: opened.append(words[1:]) or Nothing())
    monkeypatch.setattr("matplotlib.pyplot.show", lambda: None)
    run("lab", capsys)
    distribution, seed, dark, out = opened[0]
    assert (distribution, seed, dark, str(out)) == ("two-moons", 2, True, ".")


class Nothing:
    """A lab whose window is closed."""

    class timer:
        @staticmethod
        def stop():
            """Nothing runs."""

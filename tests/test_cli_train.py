"""``numpygan train`` with right and wrong arguments, and diverging. Interruptions are in ``test_cli_resume``."""

import json

import numpy as np
import pytest

from numpygan.cli import main
from numpygan.distributions import CATALOG
from numpygan.training import History

ALWAYS = {"run.json", "checkpoint.npz", "snapshots", "history.npz", "history.csv"}
SHORT = ["--steps", "6", "--every", "3", "--batch", "16"]


@pytest.fixture(autouse=True)
def _no_pictures(request, monkeypatch):
    """Most of these tests are about numbers, and drawing takes seconds."""
    if "pictures" not in request.fixturenames:
        monkeypatch.setattr("numpygan.cli.training_session.draw_pictures", lambda *_: [])


@pytest.fixture
def pictures():
    """Asked for by a test that looks at them."""


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_its_folder(tmp_path, capsys):
    out = tmp_path / "new" / "run"
    assert main(["train", "normal", "--steps", "60", "--every", "20", "--out", str(out)]) == 0
    assert names(out) == ALWAYS
    assert History.load(out / "history.npz")["step"].tolist() == [20, 40, 60]
    assert "after 60 steps: JS = " in capsys.readouterr().out
    # A run is not overwritten by accident, and is on purpose.
    assert main(["train", "normal", "--steps", "60", "--out", str(out)]) == 2
    assert "already contains a run" in capsys.readouterr().err
    assert main(["train", "normal", "--steps", "40", "--every", "20", "--out", str(out), "--overwrite"]) == 0
    assert History.load(out / "history.npz")["step"].tolist() == [20, 40]


@pytest.mark.parametrize("distribution", CATALOG)
def test_every_distribution(distribution, tmp_path, capsys):
    assert main(["train", distribution, *SHORT, "--out", str(tmp_path)]) == 0
    assert names(tmp_path) == ALWAYS
    assert capsys.readouterr().out.startswith("after 6 steps")


def test_its_pictures(pictures, tmp_path, capsys):
    assert main(["train", "ring", *SHORT, "--out", str(tmp_path)]) == 0
    drawn = {f"{name}.{kind}" for name in ("points", "anatomy", "history") for kind in ("png", "svg")}
    assert names(tmp_path) == ALWAYS | drawn
    assert drawn < set(capsys.readouterr().out.splitlines()[-2].replace(",", "").split())


def test_how_a_file_was_read_is_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text(",x,y\n0,1.5,2\n1,3,4.5\n2,2,3\n")
    assert main(["train", "mine.csv", *SHORT]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "mine.csv: 3 points of 2 columns. Line 1 is the header: ,x,y. "
        "The first column has no name: it was left out, as the index that pandas writes."
    )
    assert main(["train", "mine.csv:y", *SHORT, "--out", "run"]) == 0
    assert capsys.readouterr().out.startswith("mine.csv:y: 3 points of 1 column. Line 1 is the header: ,x,y.\n")
    np.testing.assert_array_equal(np.load("run/points.npy"), [[2], [4.5], [3]])
    assert main(["train", "--resume", "run", "--steps", "8"]) == 0


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_points_of_your_own(columns, tmp_path, rng, capsys):
    points = rng.normal(size=(100, columns))
    np.savetxt(tmp_path / "mine.csv", points, delimiter=",")
    out = tmp_path / "run"
    assert main(["train", str(tmp_path / "mine.csv"), *SHORT, "--recipe", "--out", str(out)]) == 0
    assert names(out) == ALWAYS | {"points.npy"}
    np.testing.assert_allclose(np.load(out / "points.npy"), points)
    # With the folder alone it can go on.
    (tmp_path / "mine.csv").unlink()
    assert main(["train", "--resume", str(out)]) == 0
    assert "all 6 steps are done already; add a larger --steps to train longer" in capsys.readouterr().out


def test_a_run_that_cannot_begin_leaves_the_one_it_was_to_replace(tmp_path, monkeypatch):
    assert main(["train", "normal", *SHORT, "--out", str(tmp_path)]) == 0

    def too_large(plan):
        raise MemoryError("Unable to allocate 7 EiB")

    monkeypatch.setattr("numpygan.recipes.plan.Plan.run", too_large)
    assert main(["train", "normal", "--out", str(tmp_path), "--overwrite"]) == 2
    assert names(tmp_path) == ALWAYS


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["train", "normal", "--steps", "5"]) == 0
    assert "after 5 steps: JS" in capsys.readouterr().out
    assert names(tmp_path) == set()


@pytest.mark.parametrize(
    "options",
    [
        ["two-modes", "--steps", "40", "--every", "20", "--seed", "7"],
        ["normal", *SHORT, "--noise", "uniform", "--activation", "tanh"],
        ["ring", *SHORT, "--recipe", "--k", "2", "--loss", "saturating", "--d-lr", "0.0003", "--g-lr", "1e-5"],
    ],
)
def test_the_command_in_run_json_makes_the_run_again(options, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["train", *options, "--out", "a"]) == 0
    report = json.loads((tmp_path / "a" / "run.json").read_text())
    command = report["command"].split()
    assert command[0] == "numpygan"
    assert main([*command[1:-1], "b"]) == 0
    for name in ("history.csv", "history.npz", "checkpoint.npz"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    again = json.loads((tmp_path / "b" / "run.json").read_text())
    assert {**again, "command": ""} == {**report, "command": ""}


def test_defaults_depend_on_the_distribution_and_the_recipe(tmp_path):
    found = {}
    for distribution in ("normal", "ring"):
        for recipe in ([], ["--recipe"]):
            main(["train", distribution, *recipe, "--steps", "1", "--out", str(tmp_path), "--overwrite"])
            report = json.loads((tmp_path / "run.json").read_text())
            assert report["settings"]["steps"] == report["every"] == 1
            assert report["settings"]["standardized"] is report["recipe"] is bool(recipe)
            found[distribution, bool(recipe)] = report["settings"]["batch"], report["settings"]["k"]
    assert found == {
        ("normal", False): (64, 3),
        ("normal", True): (128, 1),
        ("ring", False): (256, 1),
        ("ring", True): (256, 1),
    }


def test_the_distributions(capsys):
    assert main(["train", "--list"]) == 0
    out = capsys.readouterr().out
    assert "two-modes" in out
    assert "labeled-ring" in out


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["norml"], "unknown distribution 'norml'; did you mean normal"),
        ([], "expected the name of a distribution, such as numpygan train ring"),
        (["normal", "--k", "0"], "--k must be an integer >= 1, got 0"),
        (["normal", "--batch", "0"], "--batch must be an integer >= 1, got 0"),
        (["normal", "--steps", "0"], "--steps must be an integer >= 1, got 0"),
        (["normal", "--steps", "-5"], "--steps must be an integer >= 1, got -5"),
        (["normal", "--every", "0"], "--every must be an integer >= 1, got 0"),
        (["normal", "--seed", "-1"], "--seed must be an integer >= 0, got -1"),
        (["normal", "--d-lr", "-1"], "--d-lr must be > 0, got -1"),
        (["normal", "--g-lr", "nan"], "--g-lr must be finite, got nan"),
        (["normal", "--out", "/proc/nowhere"], "cannot write to /proc/nowhere"),
        (["nowhere.csv"], "cannot read nowhere.csv: No such file"),
        (["points.xlsx"], "points.xlsx must end in .csv, .tsv, .txt, .npy or .npz"),
        (["bad.csv"], "bad.csv, line 2: 'x' is not a number"),
        (["normal", "--out", "bad.csv"], "cannot write to bad.csv: File exists"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(argv, message, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.csv").write_text("1,2\n3,x\n")
    assert main(["train", *argv]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert message in err
    assert names(tmp_path) == {"bad.csv"}


@pytest.mark.parametrize(("distribution", "flag"), [("normal", "--d-lr=1e200"), ("ring", "--g-lr=1e30")])
def test_a_diverging_run_ends_with_one_line_and_keeps_its_files(distribution, flag, tmp_path, capsys):
    assert main(["train", distribution, flag, "--steps", "500", "--every", "1", "--out", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "stopped after" in err
    assert "the usual causes are a step size or a penalty weight that is too large" in err
    assert "the last checkpoint is that of step 0" in err
    assert names(tmp_path) == ALWAYS


def test_a_gan_that_can_no_longer_be_measured_leaves_earlier_pictures(pictures, tmp_path, capsys):
    assert main(["train", "normal", "--g-lr=1e200", "--every", "1", "--out", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert "the GAN cannot be measured" in out
    assert len(err.splitlines()) == 1
    assert "stopped after 1 step: the generator's output holds" in err
    assert names(tmp_path) == ALWAYS | {"figure_1.png", "figure_1.svg"}


def test_help_shows_the_defaults(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["train", "--help"])
    assert stop.value.code == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "(default: 2,500 in 1-D, 10,000 in 2-D; --recipe: 2,500 and " in out
    assert "--movie FILE also write a movie of the run" in out
    assert "example: numpygan train ring --recipe --seed 1 --out runs/ring" in out

"""``numpygan sample``: the points of a trained generator, with the same seed the same ones."""

import numpy as np
import pytest

from numpygan.cli import main
from numpygan.distributions import Empirical
from numpygan.evaluation import measures_for
from numpygan.recipes import load_run
from numpygan.training import sample_given


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("runs") / "normal"
    assert main(["train", "normal", "--recipe", "--steps", "40", "--every", "20", "--out", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def labeled(tmp_path_factory):
    path = tmp_path_factory.mktemp("runs") / "labeled"
    steps = ["--steps", "4", "--every", "2", "--batch", "8", "--d-hidden", "8", "--g-hidden", "8"]
    assert main(["train", "labeled-ring", *steps, "--out", str(path)]) == 0
    return path


def test_a_file_contains_what_the_loaded_gan_samples(folder, tmp_path, capsys):
    capsys.readouterr()
    assert main(["sample", str(folder), "--n", "50", "--seed", "3", "--out", str(tmp_path / "x.csv")]) == 0
    assert capsys.readouterr().out == f"50 points (x1) of the GAN after 40 steps are in {tmp_path / 'x.csv'}\n"
    gan = load_run(folder).result()
    expected = gan.sample(50, rng=np.random.default_rng(3))
    np.testing.assert_array_equal(Empirical.from_file(tmp_path / "x.csv").points, expected)
    assert main(["sample", str(folder), "--n", "50", "--seed", "3", "--out", str(tmp_path / "x.npy")]) == 0
    np.testing.assert_array_equal(np.load(tmp_path / "x.npy"), expected)


def test_without_a_file_the_points_are_printed(folder, capsys):
    capsys.readouterr()
    assert main(["sample", str(folder), "--n", "2"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert header == "x1"
    assert len({float(row) for row in rows}) == 2


def test_a_class_is_given_by_its_number(labeled, tmp_path):
    out = tmp_path / "x.npy"
    assert main(["sample", str(labeled), "--n", "5", "--given", "3", "--out", str(out)]) == 0
    c = np.tile(np.eye(8)[3], (5, 1))
    expected = sample_given(load_run(labeled).result(), c, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(np.load(out), expected)


def test_without_a_condition_each_point_has_its_own(labeled, capsys):
    capsys.readouterr()
    assert main(["sample", str(labeled), "--n", "4"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert header == "x1,x2,c1,c2,c3,c4,c5,c6,c7,c8"
    assert all(row.count("1") >= 1 and float(row.split(",")[2:].count("1")) == 1 for row in rows)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--given", "1"], "--given needs a conditional GAN; this one was trained on Normal(4, 0.5)"),
        (["--n", "0"], "--n must be an integer >= 1"),
        (["--out", "x.txt"], "--out must end in .csv or .npy, got x.txt"),
    ],
)
def test_bad_input(folder, arguments, message, capsys):
    assert main(["sample", str(folder), *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("8", "--given must be a class from 0 to 7, got 8"),
        ("a", "--given must be numbers separated by commas, got 'a'"),
        ("1,0", "--given must have 8 numbers, got 2: 1,0"),
        ("1,1,0,0,0,0,0,0", "c must be one-hot"),
    ],
)
def test_a_condition_that_cannot_occur(labeled, given, message, capsys):
    assert main(["sample", str(labeled), "--given", given]) == 2
    assert message in capsys.readouterr().err


def test_a_folder_without_a_run(tmp_path, capsys):
    assert main(["sample", str(tmp_path)]) == 2
    assert "run.json" in capsys.readouterr().err


def test_a_loaded_run_has_the_history_and_can_be_trained_further(tmp_path):
    out = tmp_path / "run"
    assert main(["train", "normal", "--steps", "6", "--every", "2", "--batch", "8", "--out", str(out)]) == 0
    run = load_run(out)
    assert run.history["step"].tolist() == [2, 4, 6]
    assert np.isfinite(run.history["js"]).all()
    (out / "run.json").write_text((out / "run.json").read_text().replace('"steps": 6', '"steps": 10'))
    longer, again = load_run(out), load_run(out, measure=measures_for(run.distribution))
    for trained in (longer, again):
        for _ in trained.iterate():
            pass
    assert longer.gan.generator.theta.tobytes() == again.gan.generator.theta.tobytes()
    assert np.isnan(longer.history["js"][-1])
    assert np.isfinite(again.history["js"][-1])

"""A conditional GAN of a user's own file: ``train --label`` and ``--given``, resumed, with seeds, and sampled."""

import csv
import io
import json

import numpy as np
import pytest

from numpygan.cli import main
from numpygan.distributions import EmpiricalConditional
from numpygan.recipes import load_run
from numpygan.training import sample_given

FAST = ["--steps", "4", "--every", "2", "--batch", "8", "--d-hidden", "8", "--g-hidden", "8"]
LABELS = "oak", "red pine", "Birke, weiß"


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """The height in m, trunk width in cm, age in years and kind of 60 trees."""
    path = tmp_path_factory.mktemp("data") / "trees.csv"
    rng = np.random.default_rng(0)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["height", "width", "age", "kind"])
        for i in range(60):
            age = float(rng.uniform(10, 90))
            writer.writerow(
                [f"{age / 4 + rng.normal():.2f}", f"{age / 2 + 5 * (i % 3):.1f}", f"{age:.1f}", LABELS[i % 3]]
            )
    return path


@pytest.fixture(scope="module")
def labeled(trees, tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "labeled"
    assert main(["train", f"{trees}:height,width", "--label", "kind", "--recipe", *FAST, "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def given(trees, tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "given"
    command = ["train", f"{trees}:height,width", "--given", "age", "--recipe", *FAST, "--out", str(out)]
    assert main(command) == 0
    return out


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def test_what_is_printed(trees, capsys):
    assert main(["train", f"{trees}:height", "--label", "kind", *FAST]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == (
        f"{trees}:height: 60 rows of height given kind (Birke, weiß 20, oak 20, red pine 20); 12 of them are held out "
        "to measure the GAN. Line 1 is the header: height,width,age,kind."
    )
    assert second.startswith("after 4 steps: mean over the conditions: JS from held-out rows = ")
    assert "(training rows: " in second


def test_the_folder(labeled, trees, capsys):
    names = {path.name for path in labeled.iterdir()}
    assert {"points.npz", "points.png", "given.png", "history.png"} <= names
    report = json.loads((labeled / "run.json").read_text())
    assert report["label"] == "kind"
    assert "given" not in report
    assert f"numpygan train {trees}:height,width --label kind --recipe --steps 4" in report["command"]
    header = (labeled / "history.csv").read_text().splitlines()[0].split(",")
    assert header[5:] == [
        *(f"js_sample_{name}" for name in ("Birke_wei", "oak", "red_pine")),
        *("js_sample_mean", "js_sample_worst", "js_floor", "v_sample"),
    ]


def test_the_history_of_given_columns(given):
    header = (given / "history.csv").read_text().splitlines()[0].split(",")
    assert header[5:] == ["js_sample", "js_floor", "v_sample"]
    assert json.loads((given / "run.json").read_text())["given"] == "age"


@pytest.mark.parametrize("name", ["labeled", "given"])
def test_a_run_is_loaded_and_resumed_without_its_file(name, request, tmp_path, capsys):
    folder = request.getfixturevalue(name)
    run = load_run(folder)
    assert isinstance(run.distribution, EmpiricalConditional)
    assert run.history["step"].tolist() == [2, 4]
    assert main(["train", "--resume", str(folder)]) == 0
    assert "all 4 steps are done already" in capsys.readouterr().out


def test_a_resumed_run_is_that_of_one_piece(trees, tmp_path):
    plain = ["train", f"{trees}:height,width", "--given", "age", *FAST[2:]]
    assert main([*plain, "--steps", "4", "--out", str(tmp_path / "whole")]) == 0
    assert main([*plain, "--steps", "2", "--out", str(tmp_path / "parts")]) == 0
    assert main(["train", "--resume", str(tmp_path / "parts"), "--steps", "4"]) == 0
    assert (tmp_path / "parts/history.csv").read_text() == (tmp_path / "whole/history.csv").read_text()


def test_a_checkpoint_of_other_rows_is_refused(trees, tmp_path, capsys):
    other = tmp_path / "other.csv"
    other.write_text(trees.read_text(encoding="utf-8").replace("oak", "elm", 1).replace("elm", "oak"), encoding="utf-8")
    for path, name in ((trees, "a"), (other, "b")):
        assert main(["train", f"{path}:height", "--given", "age", *FAST, "--out", str(tmp_path / name)]) == 0
    (tmp_path / "a/points.npz").unlink()
    capsys.readouterr()
    assert main(["train", "--resume", str(tmp_path / "a")]) == 2
    assert "points.npz: No such file" in capsys.readouterr().err
    rows = dict(np.load(tmp_path / "b/points.npz"))
    rows["x_held_out"][0] += 1  # a row that training never draws
    np.savez(tmp_path / "a/points.npz", **rows)
    assert main(["train", "--resume", str(tmp_path / "a")]) == 2
    assert (
        "its distribution, Pairs(EmpiricalConditional(height given age: 48 rows, 12 held out))"
        in capsys.readouterr().err
    )


def test_several_seeds(trees, tmp_path, capsys):
    command = ["train", f"{trees}:height", "--label", "kind", *FAST, "--seeds", "0-1", "--out", str(tmp_path / "runs")]
    assert main(command) == 0
    out = capsys.readouterr().out
    assert "js_sample_oak" in out
    assert (tmp_path / "runs/seeds.png").exists()
    assert main(command) == 0, "the same command continues"


@pytest.mark.parametrize("text", ["kind=Birke, weiß", "label=Birke, weiß", "Birke, weiß"])
def test_points_given_a_label(labeled, text, capsys):
    assert main(["sample", str(labeled), "--n", "3", "--given", text]) == 0
    header, *rows = rows_of(capsys.readouterr().out)
    assert header == ["height", "width"]
    run = load_run(labeled)
    expected = sample_given(run.result(), np.tile([1, 0, 0], (3, 1)), rng=np.random.default_rng(0))
    np.testing.assert_array_equal(np.array(rows, dtype=float), expected)


def test_points_with_their_labels(labeled, tmp_path, capsys):
    assert main(["sample", str(labeled), "--n", "40", "--out", str(tmp_path / "x.csv")]) == 0
    header, *rows = rows_of((tmp_path / "x.csv").read_text(encoding="utf-8"))
    assert header == ["height", "width", "kind"]
    assert {row[2] for row in rows} == set(LABELS)
    again = EmpiricalConditional.from_file(tmp_path / "x.csv", label="kind")
    assert len(again.x) + len(again.x_held_out) == 40
    capsys.readouterr()
    assert main(["sample", str(labeled), "--n", "40", "--out", str(tmp_path / "x.npy")]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "kind: 0 is Birke, weiß, 1 is oak, 2 is red pine"
    numbers = np.load(tmp_path / "x.npy")[:, 2].astype(int)
    assert [sorted(LABELS)[number] for number in numbers] == [row[2] for row in rows]


def test_points_with_the_numbers_they_are_given(given, capsys):
    assert main(["sample", str(given), "--n", "20"]) == 0
    header, *rows = rows_of(capsys.readouterr().out)
    assert header == ["height", "width", "age"]
    assert {float(row[2]) for row in rows} <= set(load_run(given).distribution.c[:, 0].tolist()), "age was rounded"
    for text in ("age=50", "50"):
        assert main(["sample", str(given), "--n", "3", "--given", text]) == 0
        header, *rows = rows_of(capsys.readouterr().out)
        assert header == ["height", "width"]
        expected = sample_given(load_run(given).result(), np.full((3, 1), 50.0), rng=np.random.default_rng(0))
        np.testing.assert_array_equal(np.array(rows, dtype=float), expected)


@pytest.mark.parametrize(
    ("folder", "text", "message"),
    [
        ("labeled", "kind=elm", "--given must be kind=LABEL with one of Birke, weiß, oak, red pine, got kind=elm"),
        ("labeled", "0", "--given must be kind=LABEL with one of"),
        ("given", "old", "--given must be age=NUMBER, got old"),
        ("given", "50,60", "--given must be age=NUMBER, got 50,60"),
        ("given", "years=50", "--given must be age=NUMBER, got years=50"),
        ("given", "age=50,age=60", "--given must be age=NUMBER, got age=50,age=60"),
        ("given", "age=nan", "c holds 1 nan"),
    ],
)
def test_a_condition_that_does_not_exist(folder, text, message, request, capsys):
    assert main(["sample", str(request.getfixturevalue(folder)), "--given", text]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ring", "--label", "kind"], "--label names a column of a file, such as data.csv; got the distribution ring"),
        (["ring", "--given", "age"], "--given names a column of a file, such as data.csv; got the distribution ring"),
        (["{}", "--label", "kind", "--given", "age"], "expected either --label or --given, got --label kind and"),
        (["{}", "--label", "species"], "trees.csv has no column 'species'; it has height, width, age, kind"),
        (["{}", "--given", "age"], "'oak' is not a number; entries are separated by commas; without this column: "),
        (["{}:height", "--label", "age"], "each label needs at least 5 rows"),
        (["{}:height", "--label", "kind", "--movie", "m.html"], "there is no picture of EmpiricalConditional"),
        (["--resume", "x", "--label", "kind"], "--resume takes all settings but --steps from x; remove --label"),
    ],
)
def test_options_that_do_not_fit(words, message, trees, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["train", *(word.replace("{}", str(trees)) for word in words)]) == 2
    assert message in capsys.readouterr().err

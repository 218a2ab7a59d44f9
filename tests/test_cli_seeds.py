"""``numpygan train --seeds``: many seeds in parallel, a summary, one picture; interrupted seeds are continued."""

import shutil
import sys

import numpy as np
import pytest

from numpygan.cli import main
from numpygan.cli.seeds import SeedResult, seed_list, summary_lines
from numpygan.cli.spark_lines import spark_line
from numpygan.distributions import Normal, ring
from numpygan.plots.seeds import seeds_figure
from numpygan.recipes import load_run
from numpygan.training import History

RUN = ["train", "normal", "--steps", "20", "--every", "5", "--batch", "8"]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    path = tmp_path_factory.mktemp("seeds") / "runs"
    assert main([*RUN, "--seeds", "0-2", "--out", str(path)]) == 0
    return path


def test_each_seed_has_the_folder_that_it_has_alone(out, tmp_path):
    assert main([*RUN, "--seed", "1", "--out", str(tmp_path / "alone")]) == 0
    for name in ("history.csv", "checkpoint.npz"):
        assert (out / "seed-1" / name).read_bytes() == (tmp_path / "alone" / name).read_bytes()
    assert (out / "seeds.png").exists()


def test_the_same_command_continues_what_is_missing(out, tmp_path, capsys):
    again = tmp_path / "runs"
    shutil.copytree(out, again)
    shutil.rmtree(again / "seed-2")
    (again / "seed-1" / "history.npz").unlink()
    capsys.readouterr()
    assert main([*RUN, "--seeds", "0-2", "--out", str(again)]) == 0
    assert capsys.readouterr().out.count("seed ") >= 3
    for seed in range(3):
        assert load_run(again / f"seed-{seed}").step == 20
        name = f"seed-{seed}/history.csv"
        assert (again / name).read_bytes() == (out / name).read_bytes()


def test_the_summary_has_medians_and_ranges_of_the_runs(out, capsys):
    capsys.readouterr()
    assert main([*RUN, "--seeds", "0-2", "--out", str(out)]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("js "))
    js = sorted(load_run(out / f"seed-{seed}").history["js"][-1] for seed in range(3))
    np.testing.assert_allclose([float(word) for word in line.split()[1:4]], [js[1], js[0], js[2]], rtol=1e-3)


def test_another_run_in_the_folder_is_not_touched(out, capsys):
    before = (out / "seed-0" / "history.csv").read_bytes()
    assert main([*RUN, "--k", "2", "--seeds", "0-2", "--out", str(out)]) == 2
    assert "seed-0 already contains a run with other settings" in capsys.readouterr().err
    assert (out / "seed-0" / "history.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--seeds", "0-2", "--seed", "1"], "cannot be combined with --seed"),
        (["--seeds", "0-2", "--movie", "a.html"], "cannot be combined with --movie"),
        (["--dask", "tcp://127.0.0.1:1"], "add --seeds"),
    ],
)
def test_bad_input(arguments, message, capsys):
    assert main([*RUN, *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "a", "3-1", "1,1", "0-2-4", "0-3,2"])
def test_seeds_that_cannot_be_read(text, capsys):
    with pytest.raises(SystemExit) as exit_:
        main([*RUN, "--seeds", text])
    assert exit_.value.code == 2
    assert "expected different seeds such as 0-9" in capsys.readouterr().err


def test_seed_list():
    assert seed_list("0-3,7") == [0, 1, 2, 3, 7]


def test_a_run_that_failed_counts_as_one(capsys):
    assert main([*RUN, "--d-lr", "1e300", "--seeds", "0-1"]) == 1
    out = capsys.readouterr().out
    assert out.count("not finite") + out.count("is inf") + out.count("is nan") >= 2
    assert "verdicts: 2 " in out


def test_runs_that_failed_at_once_have_no_picture(tmp_path, capsys):
    never = ["--every", "19", "--d-lr", "1e300", "--seeds", "0-1", "--out", str(tmp_path)]
    assert main([*RUN, *never]) == 1
    assert "verdicts: 2 unknown" in capsys.readouterr().out
    assert not (tmp_path / "seeds.png").exists()


def test_a_summary_without_finite_numbers():
    table = np.zeros(1, [("step", int)])
    results = [SeedResult(0, {"js": np.nan}, "not-finite", table, ""), SeedResult(1, {}, "not-finite", table, "nan")]
    assert list(summary_lines(results))[-1] == "verdicts: 2 not-finite"


def history(columns, rows=3):
    made = History(["step", *columns])
    for row in range(rows):
        made.append({"step": row + 1, **dict.fromkeys(columns, 0.5 / (row + 1))})
    return made


def test_the_picture_has_a_line_for_each_run_and_the_median():
    histories = [history(["js_sample", "js_floor", "modes", "share"], rows=rows) for rows in (3, 2)]
    js, share = seeds_figure(histories, ring()).axes
    assert [len(line.get_xdata()) for line in js.lines[:3]] == [3, 2, 2]
    assert "of 8 modes" in share.get_ylabel()
    (only,) = seeds_figure([history(["v"])], Normal()).axes
    assert len(only.lines) == 2
    with pytest.raises(ValueError, match="at least one history"):
        seeds_figure([], Normal())


def test_spark_line():
    assert spark_line([0.6, 0.3, 0.1, 0.03, 0.01]) == "█▇▅▃▁"
    assert spark_line([0.1, np.nan, 0.0, 0.1]) == "▁▁"
    assert spark_line([0.1]) == ""
    assert len(spark_line(np.arange(1.0, 100.0))) == 16


def test_a_dask_executor_gives_the_same_runs(out, tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        assert main([*RUN, "--seeds", "0-2", "--out", str(tmp_path), "--dask", address]) == 0
    for seed in range(3):
        name = f"seed-{seed}/history.csv"
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes()


def test_without_distributed_the_message_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main([*RUN, "--seeds", "0-1", "--dask", "tcp://127.0.0.1:1"]) == 2
    assert "pip install distributed" in capsys.readouterr().err

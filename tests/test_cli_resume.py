"""Runs of ``numpygan train`` that are interrupted, killed and resumed: bit for bit the same, or a clear error."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import numpygan.cli.folder_lock
from numpygan.cli import main
from numpygan.cli.folder_lock import FolderLock
from numpygan.cli.interruption import Interruption
from numpygan.cli.progress import RemainingTime
from numpygan.cli.run_folder import RunFolder
from numpygan.recipes import Run

TRAIN = [sys.executable, "-m", "numpygan", "train"]
RUN = ["normal", "--recipe", "--steps", "500", "--every", "100", "--batch", "8", "--seed", "4"]
SAME = (
    "checkpoint.npz",
    "snapshots/step-0.npz",
    "snapshots/step-20.npz",
    "snapshots/step-500.npz",
    "history.csv",
    "history.npz",
    "figure_1.png",
    "history.svg",
)
# Draws nothing, and saves after each step.
EAGER = [
    sys.executable,
    "-c",
    "import sys, numpygan.cli.run_folder as folder, numpygan.cli as cli; folder.SECONDS = 0.0; "
    "sys.exit(cli.main(['train', *sys.argv[1:]]))",
]


@pytest.fixture
def no_pictures(monkeypatch):
    monkeypatch.setattr("numpygan.cli.training_session.draw_pictures", lambda *_: [])


@pytest.fixture
def short(tmp_path, no_pictures):
    """The folder of a finished short run."""
    out = tmp_path / "short"
    assert main(["train", "ring", "--steps", "4", "--batch", "8", "--every", "2", "--out", str(out)]) == 0
    return out


def start(command):
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(condition):
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def step_of(folder):
    with np.load(folder / "checkpoint.npz") as archive:
        return int(archive["counts"][0])


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_interrupted_killed_and_resumed_it_equals_an_uninterrupted_run_to_the_bit(tmp_path, capsys):
    whole, out = tmp_path / "whole", tmp_path / "out put"
    process = start([*TRAIN, *RUN, "--out", str(out)])
    wait_for((out / "checkpoint.npz").exists)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == 130, stderr
    step = step_of(out)
    assert 0 < step < 500
    assert stdout.startswith(f"after {step:,} step")
    assert stderr == (
        f"numpygan: interrupted after {step:,} step{'s' if step > 1 else ''}; "
        f"continue with: numpygan train --resume '{out}'\n"
    )
    assert (out / "figure_1.png").exists()

    process = start([*EAGER, "--resume", str(out)])
    wait_for(lambda: step_of(out) > step + 20)
    process.kill()
    process.communicate(timeout=120)
    assert step + 20 < step_of(out) < 500

    assert main(["train", "--resume", str(out)]) == 0
    resumed = capsys.readouterr().out
    assert main(["train", *RUN, "--out", str(whole)]) == 0
    # The command at the end puts a path in quotes only if it needs them.
    assert capsys.readouterr().out.replace("'", "") == resumed.replace(str(out), str(whole)).replace("'", "")
    for name in SAME:
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_ctrl_c_while_numpy_is_imported_ends_the_process_without_a_traceback(tmp_path):
    slow = tmp_path / "numpy"
    slow.mkdir()
    (slow / "__init__.py").write_text(
        f"import time\nopen({str(tmp_path / 'note')!r}, 'w').write('importing')\ntime.sleep(60)\n"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    process = subprocess.Popen(
        [*TRAIN, "normal"], stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    note = tmp_path / "note"
    wait_for(lambda: note.exists() and note.read_text())
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGINT
    assert stderr == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_stops_at_once(number):
    before = signal.getsignal(number)
    with Interruption() as interruption:
        assert not interruption.requested
        signal.raise_signal(number)
        assert interruption.requested
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) is before


def test_a_signal_that_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interruption() as interruption:
            signal.raise_signal(signal.SIGINT)
            assert not interruption.requested
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("out", [[], ["--out", "run"]])
def test_the_message_after_an_interruption(out, tmp_path, no_pictures, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Interruption, "requested", True, raising=False)
    monkeypatch.setattr(Interruption, "__init__", lambda _: None)
    assert main(["train", "normal", "--batch", "8", *out]) == 130
    words = "numpygan: interrupted after 1 step"
    assert capsys.readouterr().err == f"{words}; continue with: numpygan train --resume run\n" if out else f"{words}\n"


@pytest.mark.parametrize("out", [[], ["--out", "run"]])
def test_ctrl_c_while_the_movie_is_drawn_ends_the_command_and_the_run_is_saved(out, tmp_path, monkeypatch, capsys):
    def interrupted(*_, **__):
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("went on")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("numpygan.cli.movie_recorder.animate", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main(["train", "normal", "--steps", "3", "--batch", "8", "--movie", "run.html", *out]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    words = "numpygan: interrupted after 3 steps"
    assert capsys.readouterr().err == f"{words}; continue with: numpygan train --resume run\n" if out else f"{words}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["run"] * len(out[1:])
    if out:
        assert step_of(tmp_path / "run") == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_two_runs_into_one_folder_and_signals_at_random_moments(tmp_path):
    script = Path(__file__).parent / "benchmarks" / "ends.py"
    command = [sys.executable, "-W", "error", str(script), "--pairs", "6", "--signals", "5", "--folder", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.startswith("6 pairs; 5 of each signal")


def test_a_folder_with_an_active_run_is_refused(short, capsys):
    capsys.readouterr()
    before = contents(short)
    with RunFolder(short) as folder:
        folder.read_plan()
        for how in ["--resume", "--out"]:
            words = ["train", *(["ring", "--overwrite"] if how == "--out" else []), how, str(short)]
            assert main(words) == 2
            told = f"numpygan: process {os.getpid()} is training in {short}: wait until it ends, or stop it\n"
            assert capsys.readouterr().err == told
    assert contents(short) == before
    assert main(["train", "--resume", str(short)]) == 0


def test_the_lock_that_a_killed_process_has_left(short):
    (short / ".lock").write_text("999999999")
    assert main(["train", "--resume", str(short)]) == 0
    assert not (short / ".lock").exists()


def test_a_lock_on_a_file_that_its_holder_has_removed_is_none(tmp_path):
    first = FolderLock(tmp_path)
    assert first.held
    (tmp_path / ".lock").unlink()
    assert not first.held
    second = FolderLock(tmp_path)
    first.release()
    assert second.held
    with pytest.raises(ValueError, match="is training in"):
        FolderLock(tmp_path)
    second.release()
    assert not any(tmp_path.iterdir())


def test_a_lock_file_that_its_holder_removes_before_it_is_locked_here(tmp_path, monkeypatch):
    lock, held = numpygan.cli.folder_lock._lock, []

    def remove_then_lock(file):
        monkeypatch.undo()
        (tmp_path / ".lock").unlink()  # as its holder does at its end
        held.append(FolderLock(tmp_path))  # and the next one is faster
        lock(file)

    monkeypatch.setattr("numpygan.cli.folder_lock._lock", remove_then_lock)
    with pytest.raises(ValueError, match="is training in"):
        FolderLock(tmp_path)
    held[0].release()


def test_killed_before_the_first_checkpoint_it_starts_again(tmp_path, no_pictures, monkeypatch):
    words = ["train", "ring", "--steps", "50", "--batch", "8", "--every", "20", "--seed", "3", "--out"]
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert main([*words, str(whole)]) == 0

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("numpygan.cli.run_folder.RunFolder.save", killed)
        patched.setattr("numpygan.cli.run_folder.RunFolder.save_moment", killed)
        assert main([*words, str(out)]) == 130
    assert [path.name for path in out.iterdir()] == ["run.json"]
    assert main(["train", "--resume", str(out)]) == 0
    before, after = contents(whole), contents(out)
    assert set(before) == set(after)
    assert all(before[name] == after[name] for name in before if name != "run.json")


@pytest.mark.parametrize("name", ["run", "gone/run"])
def test_a_folder_that_is_removed_while_the_run_goes_on(name, tmp_path, monkeypatch, capsys):
    out, drawn = tmp_path / name, []
    iterate = Run.iterate

    def removed(run):
        for record in iterate(run):
            if record.step == 7:
                shutil.rmtree(tmp_path / name.split("/")[0])
            yield record

    monkeypatch.setattr(
        "numpygan.cli.training_session.draw_pictures", lambda *arguments: drawn.append(arguments[3].path) or []
    )
    monkeypatch.setattr(Run, "iterate", removed)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["train", "ring", "--steps", "9", "--batch", "8", "--every", "2", "--out", str(out)]) == 0
    (new,) = tmp_path.iterdir()
    told, err = capsys.readouterr()
    assert err == f"numpygan: {out} was removed or moved; the run is now saved in {new}\n"
    assert told.splitlines()[-2].endswith(f"are in {new}")
    assert str(new) in told.splitlines()[-1]
    assert step_of(new) == 9
    assert drawn == [new]
    monkeypatch.setattr(Run, "iterate", iterate)
    assert main(["train", "--resume", str(new), "--steps", "12"]) == 0
    assert step_of(new) == 12


def test_a_folder_that_is_removed_while_the_pictures_are_drawn(tmp_path, monkeypatch, capsys):
    out = tmp_path / "run"

    def draw(plan, history, shown, folder, dark):
        if folder.path == out:
            shutil.rmtree(out)
        (folder.path / "history.png").touch()
        return ["history.png"]

    monkeypatch.setattr("numpygan.cli.training_session.draw_pictures", draw)
    assert main(["train", "ring", "--steps", "4", "--batch", "8", "--out", str(out)]) == 0
    (new,) = tmp_path.iterdir()
    assert step_of(new) == 4
    assert (new / "history.png").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_the_message_after_sigterm_while_drawing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("numpygan.cli.training_session.draw_pictures", lambda *_: signal.raise_signal(signal.SIGTERM))
    before = signal.signal(signal.SIGTERM, lambda *_: None)  # what would end the tests
    try:
        assert main(["train", "ring", "--steps", "3", "--batch", "8", "--out", str(tmp_path)]) == 130
    finally:
        signal.signal(signal.SIGTERM, before)
    told = f"numpygan: interrupted after 3 steps; continue with: numpygan train --resume {tmp_path}\n"
    assert capsys.readouterr().err == told


def test_a_checkpoint_of_another_seed_is_refused(short, tmp_path, capsys):
    edited(short, seed=1)
    capsys.readouterr()
    assert main(["train", "--resume", str(short)]) == 2
    assert "checkpoint.npz does not belong to the run that run.json describes: it began" in capsys.readouterr().err


def test_a_moment_of_another_seed_is_refused(short, tmp_path, capsys):
    other = tmp_path / "other"
    words = ["train", "ring", "--steps", "4", "--batch", "8", "--every", "2", "--seed", "1", "--out", str(other)]
    assert main(words) == 0
    shutil.copy(other / "snapshots" / "step-4.npz", short / "snapshots")
    capsys.readouterr()
    assert main(["train", "--resume", str(short)]) == 2
    assert "step-4.npz belongs to another run, which began with other random numbers" in capsys.readouterr().err


def test_resuming_a_finished_run_prints_its_summary(short, capsys):
    capsys.readouterr()
    before = (short / "checkpoint.npz").read_bytes()
    assert main(["train", "--resume", str(short)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "all 4 steps are done already; add a larger --steps to train longer"
    assert lines[1].startswith("after 4 steps")
    assert (short / "checkpoint.npz").read_bytes() == before


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*.*")}


def edited(folder, **changes):
    report = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**report, **changes}))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda out: (out / "run.json").unlink(), "run.json: No such file"),
        (lambda out: (out / "run.json").write_text("{"), "run.json is damaged: Expecting"),
        (
            lambda out: (out / "run.json").write_text('{"distribution": "ring"}'),
            "run.json is not of a run that can be resumed",
        ),
        (lambda out: (out / "run.json").write_text("[1]"), "run.json is not of a run that can be resumed"),
        (lambda out: edited(out, format=99), "run.json has format 99, this numpygan reads up to 2: update it"),
        (
            lambda out: edited(out, distribution="rng"),
            "run.json is damaged: unknown distribution 'rng'; did you mean ring",
        ),
        (lambda out: edited(out, settings={}), "run.json is damaged: expected the settings"),
        (lambda out: edited(out, distribution="x.csv"), "points.npy: No such file"),
        (lambda out: edited(out, distribution="grid"), "checkpoint.npz is of another run"),
        (lambda out: (out / "checkpoint.npz").unlink(), "contains no checkpoint.npz, so nothing can be resumed"),
        (lambda out: (out / "checkpoint.npz").write_text("no"), "checkpoint.npz is not a checkpoint of this package"),
        (lambda out: (out / "snapshots" / "step-4.npz").write_text("no"), "step-4.npz is not a checkpoint of this"),
    ],
)
def test_an_error_of_resume_is_one_line(spoil, message, short, capsys):
    spoil(short)
    capsys.readouterr()
    before = contents(short)
    assert main(["train", "--resume", str(short)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert message in err
    assert contents(short) == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["ring"], "remove DISTRIBUTION"),
        (["--d-lr", "1", "--recipe", "--seed", "0"], "remove --d-lr, --seed, --recipe"),
        (["--steps", "0"], "--steps must be an integer >= 1, got 0"),
    ],
)
def test_a_resumed_run_keeps_its_settings(options, message, short, capsys):
    capsys.readouterr()
    assert main(["train", *options, "--resume", str(short)]) == 2
    assert message in capsys.readouterr().err


def test_the_time_left(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    remaining = RemainingTime(done=100, steps=1100)
    clock[0] = 10.0
    assert remaining.text(200) == "90 s left"
    assert remaining.text(110) == "16 min left"
    assert remaining.text(101) == "2 h 46 min left"
    assert remaining.text(1100) == "0 s left"


def test_a_run_of_version_0_1_keeps_its_folder_of_snapshots(tmp_path):
    out = tmp_path / "run"
    words = ["normal", "--steps", "6", "--every", "2", "--batch", "8", "--out", str(out)]
    assert main(["train", *words]) == 0
    (out / "snapshots").rename(out / "moments")
    assert main(["train", "--resume", str(out), "--steps", "8"]) == 0
    assert {path.name for path in (out / "moments").iterdir()} >= {"step-0.npz", "step-6.npz", "step-8.npz"}
    assert not (out / "snapshots").exists()

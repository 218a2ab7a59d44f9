"""Damaged values in run.json and in a checkpoint: an error of one line with status 2, or a run, but no traceback."""

import json

import numpy as np
import pytest

from numpygan.classroom.grading import VERSION, read_journal
from numpygan.cli import main

DEEP = "[" * 100_000 + "]" * 100_000
ODD = ["null", "[]", "{}", "-1", "1e400", "NaN", '"x"', "true", "[0.5, null]", "9" * 400, '"' + "x" * 10_000 + '"']


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The folder of a finished short run, and its files."""
    out = tmp_path_factory.mktemp("damage") / "run"
    small = ["--batch", "4", "--every", "2", "--g-hidden", "4", "--d-hidden", "4"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("numpygan.cli.training_session.draw_pictures", lambda *_: [])
        assert main(["train", "ring", "--steps", "4", *small, "--out", str(out)]) == 0
    return out, {path: path.read_bytes() for path in out.rglob("*.*")}


@pytest.fixture
def run(saved, monkeypatch):
    monkeypatch.setattr("numpygan.cli.training_session.draw_pictures", lambda *_: [])
    folder, files = saved
    yield folder
    for path, contents in files.items():
        path.write_bytes(contents)


def edits(about, path=()):
    """The text of ``about`` with one value after the other replaced by an odd one."""
    for name in about:
        before = about[name]
        if isinstance(before, dict):
            yield from edits_of_part(about, name, before)
        about[name] = "@"
        for odd in [*ODD, DEEP]:
            yield json.dumps(about).replace('"@"', odd, 1)
        about[name] = before


def edits_of_part(about, name, part):
    for text in edits(part):
        before, about[name] = part, "@"
        yield json.dumps(about).replace('"@"', text, 1)
        about[name] = before


def refused_or_resumed(run, capsys, text) -> int:
    status = main(["train", "--resume", str(run)])
    told = capsys.readouterr().err
    assert (status, told.count("\n")) in {(2, 1), (0, 0)}, (text[:2000], told[:500])
    assert len(told) < 700
    return status


def every_seventh(texts):  # a fraction of a second each
    return list(texts)[::7]


def test_odd_values_in_run_json(run, capsys):
    texts = every_seventh(edits(json.loads((run / "run.json").read_text())))
    capsys.readouterr()
    ends = []
    for text in texts:
        (run / "run.json").write_text(text)
        ends.append(refused_or_resumed(run, capsys, text))
    assert ends.count(2) > 40


def test_odd_values_in_the_identity_of_a_checkpoint(run, capsys):
    with np.load(run / "checkpoint.npz") as archive:
        contents = dict(archive)
    texts = [DEEP, *every_seventh(edits(json.loads(str(contents["identity"]))))]
    capsys.readouterr()
    ends = []
    for text in texts:
        np.savez(run / "checkpoint.npz", **{**contents, "identity": text})
        ends.append(refused_or_resumed(run, capsys, text))
    assert ends.count(2) > 40


@pytest.mark.parametrize("odd", ["[]", "[0.5]", '["a", "b"]', DEEP])
def test_odd_betas(odd, run, capsys):
    before = (run / "run.json").read_text()
    about = json.loads(before)
    about["settings"]["betas"] = "@"
    (run / "run.json").write_text(json.dumps(about).replace('"@"', odd))
    assert refused_or_resumed(run, capsys, odd) == 2


def test_a_line_of_a_journal_that_is_nested_too_deeply_is_left_out(tmp_path):
    good = json.dumps({"version": VERSION, "fingerprint": "a", "result": {"points": 1}})
    (tmp_path / "graded.jsonl").write_text(f"{DEEP}\n{good}\n")
    assert read_journal(tmp_path / "graded.jsonl") == {"a": {"points": 1}}

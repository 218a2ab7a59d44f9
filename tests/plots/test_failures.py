"""Each failure happens, whatever the seed, and its number tells it."""

from functools import cache

import numpy as np
import pytest
from legible import problems

from numpygan.cli import main
from numpygan.plots.failures import FAILURES, fail

HAPPENS = {
    "mode-collapse": lambda value: value <= 3,  # of 8 modes
    "oscillation": lambda value: value > 0.05,  # nats that JS swings by
    "ignored-labels": lambda value: value < 0.15,  # of the points; chance is 1/8
    "vanishing-gradient": lambda value: value > 20,  # times shorter than that of the other loss
    "over-fitted-d": lambda value: value > 0.3,  # nats above C(G)
}


@cache
def happened(name, seed):
    with np.errstate(over="ignore", invalid="ignore"):
        return fail(name, seed=seed)


@pytest.mark.parametrize("name", FAILURES)
def test_it_happens_and_can_be_read(name):
    outcome = happened(name, seed=1)
    assert HAPPENS[name](outcome.value), outcome.number
    assert problems(outcome.figure) == []
    assert outcome.figure.get_suptitle().replace("\n", " ") == f"{name}: {outcome.number}"


def test_the_command(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("numpygan.cli.gallery.fail", happened)
    assert main(["gallery", "oscillation", "--seed", "1", "--out", str(tmp_path / "new")]) == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"oscillation.png", "oscillation.svg"}
    out = capsys.readouterr().out
    assert out.startswith(f"oscillation: {happened('oscillation', seed=1).number}")
    assert "exact JS swings between " in out
    assert "again: numpygan gallery oscillation --seed 1" in out
    assert main(["gallery", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(FAILURES) == len(HAPPENS)
    assert main(["gallery", "osillation"]) == 2
    assert "did you mean oscillation" in capsys.readouterr().err

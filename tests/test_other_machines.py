"""The harness for other machines finds a claim that fails elsewhere, and changes what it reports."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "other_machines"
# W of a layer is exactly what ``he`` draws, which only holds if nothing is perturbed.
UNPERTURBED = """
import numpy as np
from numpygan.nets import Linear, he
W = Linear(3, 4, rng=np.random.default_rng(0), initialization=he).params[0]
gap = np.abs(W / he(3, 4, rng=np.random.default_rng(0)) - 1).max()
print(gap, W.tobytes().hex())
assert gap == 0, f"{gap} is not 0"
"""
# With a fused multiply-add, a * a minus its rounded value is 2^-60; without, it is 0.
NOT_FUSED = """
import numpy as np
a = 1 + 2.0**-30
left, right = np.zeros((2, 64, 64))
left[:, 0], left[:, 1], right[0], right[1] = -(1 + 2.0**-29), a, 1, a
assert (left @ right == 0).all(), "fused"
"""


def harness(*arguments):
    command = [sys.executable, str(FOLDER / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def perturbed(seed, script):
    command = [sys.executable, str(FOLDER / "perturbed.py"), f"{seed}", str(script)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def cells(result, row):
    """The columns of the table and the cells of a row."""
    lines = result.stdout.splitlines()
    (line,) = [line for line in lines if line.startswith(row + " ")]
    header = next(each for each in lines if re.match(r" {6,}.*\bx1\b", each))
    return re.split(r"\s{2,}", header.strip()), re.split(r"\s{2,}", line.removeprefix(row).strip())


def test_a_claim_that_fails_only_with_perturbed_weights_is_seen(tmp_path):
    (tmp_path / "01_fragile.py").write_text(UNPERTURBED)
    (tmp_path / "02_no_weights.py").write_text("assert True")
    log = tmp_path / "log.jsonl"
    arguments = ["--only", "lessons", "--lessons", str(tmp_path), "--perturbations", "2", "--kernels", "--threads", "1"]
    result = harness(*arguments, "--log", str(log))
    assert result.returncode == 1, result.stdout + result.stderr
    assert cells(result, "lessons 01_fragile") == (["x1", "perturbed"], ["ok", "2 of 2 failed"])
    assert cells(result, "lessons 02_no_weights")[1] == ["ok", "no weights"]
    assert re.search(r"AssertionError: \S+ is not 0", result.stdout)
    before = log.read_text()
    again = harness(*arguments, "--log", str(log))  # nothing is run a second time
    assert (again.returncode, log.read_text()) == (1, before)
    assert cells(again, "lessons 01_fragile") == cells(result, "lessons 01_fragile")


def test_a_claim_that_fails_under_some_kernels_is_seen(tmp_path):
    (tmp_path / "01_not_fused.py").write_text(NOT_FUSED)
    result = harness("--only", "lessons", "--lessons", str(tmp_path), "--perturbations", "0", "--threads", "1")
    if "Haswell x1" not in result.stdout or "Nehalem x1" not in result.stdout:
        pytest.skip("this machine cannot run both kernels")
    columns, verdicts = cells(result, "lessons 01_not_fused")
    found = dict(zip(columns, verdicts, strict=True))
    assert (found["Nehalem x1"], found["Haswell x1"]) == ("ok", "FAILED")
    assert result.returncode == 1


def test_the_perturbation_is_small_and_the_same_each_time(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(UNPERTURBED)
    first, second, other = (perturbed(seed, script) for seed in (3, 3, 4))
    assert first.returncode == 1
    assert "first weights perturbed: 1\n" in first.stderr
    assert 1e-13 < float(first.stdout.split()[0]) < 1e-11
    assert first.stdout == second.stdout != other.stdout


def test_a_cheap_statement_elsewhere():
    result = harness("--only", "statements", "--match", "change-of-variables", "--perturbations", "1", "--threads", "1")
    assert result.returncode == 0, result.stdout + result.stderr
    columns, verdicts = cells(result, "statements change-of-variables")
    assert columns[-1] == "perturbed"
    assert set(verdicts) == {"ok"}


def test_help_has_an_example():
    assert "example: python tests/other_machines/run.py" in harness("--help").stdout.replace("\n", " ")


@pytest.mark.parametrize("arguments", [["--match", "nothing"], ["--kernels", "Z80"], ["--jobs", "0"]])
def test_bad_input_is_refused(arguments):
    result = harness(*arguments)
    assert result.returncode in (1, 2)
    assert "Traceback" not in result.stderr

"""Each lesson runs by itself, from any folder, and says only what its asserts have checked."""

import subprocess
import sys
from pathlib import Path

import pytest

LESSONS = sorted((Path(__file__).parents[1] / "lessons").glob("[0-9][0-9]_*.py"))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_runs(lesson, tmp_path):
    command = [sys.executable, "-W", "error", str(lesson)]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert "assert " in lesson.read_text(encoding="utf-8")


def test_there_is_one():
    assert LESSONS

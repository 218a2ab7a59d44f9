"""What the tests of hostile code share: an exercise with a short limit, and a look at what was left behind."""

import os
import tempfile
from pathlib import Path

import pytest

from numpygan.classroom import all_exercises, processes
from numpygan.classroom.exercise_instance import ExerciseInstance

SECONDS = 1.0


@pytest.fixture(scope="session")
def instance():
    instance = ExerciseInstance(all_exercises()["e01"], "hostile")
    instance.seconds = SECONDS
    return instance


@pytest.fixture
def nothing_is_left(tmp_path_factory, monkeypatch):
    """The workers of this test have a mark and a place of their own; afterwards there is no process and no file."""
    place = tmp_path_factory.mktemp("work")
    monkeypatch.setattr(processes, "MARK", f"NUMPYGAN_TEST_{os.getpid()}")
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield
    assert list(place.iterdir()) == []
    assert marked() == []


def marked():
    """The processes that carry the mark, on Linux."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{processes.MARK}=".encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found

"""``import numpygan`` by itself imports nothing, and yet has all its names."""

import subprocess
import sys

import pytest

import numpygan

NOTHING_HEAVY = "import sys, numpygan; sys.exit('numpy' in sys.modules)"


def test_a_room_is_imported_when_it_is_used():
    assert subprocess.run([sys.executable, "-c", NOTHING_HEAVY]).returncode == 0
    assert numpygan.theory.js is numpygan.js


def test_names_that_are_there_and_one_that_is_not():
    assert {"Normal", "train", "theory"} < set(dir(numpygan))
    with pytest.raises(AttributeError, match="module 'numpygan' has no attribute 'Nrmal'"):
        _ = numpygan.Nrmal

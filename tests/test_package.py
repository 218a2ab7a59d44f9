"""``import numpygan`` imports no room; a command imports only the modules that it needs."""

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


@pytest.mark.parametrize("words", ["learn list", "learn why js.sqrt", "grade --help", "lesson", "--help"])
def test_a_verb_imports_what_it_needs(words, tmp_path):
    code = (
        "import contextlib, sys; from numpygan.cli import main\n"
        f"with contextlib.suppress(SystemExit): status = main({words.split()})\n"
        "heavy = {'scipy', 'matplotlib', 'numpygan.training', 'numpygan.plots'} & set(sys.modules)\n"
        "sys.exit(heavy or 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_ctrl_c_ends_the_process_while_it_imports_and_is_an_exception_later():
    code = (
        "import numpygan.cli as cli, signal; from numpygan.__main__ import start\n"
        "cli.parse = lambda: print(signal.getsignal(signal.SIGINT) is signal.SIG_DFL)\n"
        "cli.run = lambda options: print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)\n"
        "start()"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["True", "True"]

"""The environment and the signals of child processes; those of this process are restored."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from numpygan.child_processes import children_ignore_ctrl_c, children_use_one_thread

ASK = "import os, signal; print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, os.environ.get('OMP_NUM_THREADS'))"


def found():
    return subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True).stdout.split()


@pytest.fixture
def surroundings(monkeypatch):
    """A handler of Ctrl-C, three threads for one library, and nothing for the others."""
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.signal(signal.SIGINT, before) is signal.default_int_handler
    assert os.environ["OMP_NUM_THREADS"] == "3"
    assert "MKL_NUM_THREADS" not in os.environ


@pytest.mark.usefixtures("surroundings")
def test_environment_and_signals_of_a_child_process():
    assert found() == ["False", "3"]
    with children_ignore_ctrl_c(), children_use_one_thread():
        assert found() == ["True", "1"]
        assert os.environ["MKL_NUM_THREADS"] == "1"
    with pytest.raises(ValueError, match="inside"), children_ignore_ctrl_c(), children_use_one_thread():
        raise ValueError("inside")
    assert found() == ["False", "3"]


@pytest.mark.usefixtures("surroundings")
def test_another_thread_leaves_signals_alone():
    seen = []

    def inside():
        with children_ignore_ctrl_c():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=inside)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]

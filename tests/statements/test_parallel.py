import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from numpygan import workers
from numpygan.statements import check, check_in_processes, parallel

HERE = Path(__file__).parent
IDS = ["pointwise-maximum", "kl", "parameter-space"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs signals")


def results_of(ids, **kwargs):
    return [result for result in check_in_processes(ids, **kwargs) if result is not None]


def test_the_same_results_in_the_same_order():
    assert results_of(IDS, seed=3, processes=2) == list(check(IDS, seed=3))


def test_the_environment_stays_as_it_was(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    before = dict(os.environ)
    assert any(check_in_processes(["pointwise-maximum"], processes=1))
    assert dict(os.environ) == before


def test_errors():
    with pytest.raises(ValueError, match="unknown statement 'k1'"):
        check_in_processes(["k1"], processes=2)
    with pytest.raises(ValueError, match="processes must be an integer >= 1, got 0"):
        check_in_processes(["kl"], processes=0)


@POSIX
def test_a_statement_whose_process_is_killed_is_checked_again_or_fails_and_the_others_go_on(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(HERE)
    import checks_in_workers

    monkeypatch.setenv(checks_in_workers.FOLDER, str(tmp_path))
    monkeypatch.setattr(parallel, "_comparisons", checks_in_workers.killed)
    once, always, other = results_of(["kl", "theorem-1", "pointwise-maximum"], processes=2)
    assert [result.statement.id for result in (once, always, other)] == ["kl", "theorem-1", "pointwise-maximum"]
    assert [result.comparison.ok for result in (once, always, other)] == [True, False, True]
    assert always.comparison.left_route == (
        f"RuntimeError: its process was killed by signal 9, {signal.strsignal(9)}, 2 times"
    )
    assert multiprocessing.active_children() == []


@POSIX
def test_a_process_that_is_killed_while_it_starts(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(HERE)
    import checks_in_workers

    monkeypatch.setenv(checks_in_workers.FOLDER, str(tmp_path))
    monkeypatch.setattr(workers, "_work", checks_in_workers.killed_at_start)
    monkeypatch.setenv("STARTS_KILLED", "1")
    assert len(results_of(["pointwise-maximum"], processes=1)) > 1
    monkeypatch.setenv("STARTS_KILLED", "3")
    with pytest.raises(ChildProcessError, match=r"processes do not start: one was killed by signal 9, .*, 2 times$"):
        results_of(["pointwise-maximum"], processes=1)


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except OSError:  # no /proc
        return True
    return state != "Z"


def wait_until(condition) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@POSIX
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_a_check_that_is_ended(number, tmp_path):
    environment = {**os.environ, "FOLDER_OF_CHECKS": str(tmp_path)}
    with subprocess.Popen([sys.executable, str(HERE / "checks_in_workers.py")], env=environment) as process:
        wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        process.send_signal(number)
    assert process.returncode == -number
    workers = [int(path.name) for path in tmp_path.iterdir()]
    wait_until(lambda: not any(is_running(pid) for pid in workers))  # the check itself would take ten minutes

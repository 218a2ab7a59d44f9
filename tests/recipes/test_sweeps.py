"""A sweep: the same values on any executor, one failing call costs no other, and nothing goes on after its end."""

import contextlib
import math
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from numpygan.recipes import sweep

HERE = Path(__file__).parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs signals")


@pytest.fixture
def functions(monkeypatch):
    """The module ``functions_to_sweep``, which worker processes find too: they are given this ``sys.path``."""
    monkeypatch.syspath_prepend(HERE)
    import functions_to_sweep

    return functions_to_sweep


def by_index(outcomes) -> list:
    outcomes = list(outcomes)
    assert [outcome.done for outcome in outcomes] == list(range(1, len(outcomes) + 1))
    assert {outcome.total for outcome in outcomes} <= {len(outcomes)}
    ordered = sorted(outcomes, key=lambda outcome: outcome.index)
    assert [outcome.index for outcome in ordered] == list(range(len(outcomes)))
    return ordered


def wait_until(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie that waits to be asked for its status."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except OSError:  # no /proc
        return True
    return state != "Z"


def pids(folder: Path) -> list[int]:
    return [int(path.name) for path in folder.iterdir() if path.name.isdigit()]


def test_the_same_bits_on_any_executor(functions):
    configs = [(seed, batch) for seed in (0, 1, 2) for batch in (8, 16)]
    expected = [functions.trained(config) for config in configs]
    assert len(set(expected)) == 6

    def values(executor=None, **kwargs):
        outcomes = by_index(sweep(functions.trained, iter(configs), executor, **kwargs))
        assert [outcome.config for outcome in outcomes] == configs
        assert [outcome.error for outcome in outcomes] == [None] * 6
        return [outcome.value for outcome in outcomes]

    assert values(processes=1) == expected
    assert values(processes=2) == expected
    with ThreadPoolExecutor(2) as threads:
        assert values(threads) == expected


@POSIX
def test_a_call_that_fails_costs_no_other(functions, tmp_path, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    before, handler = dict(os.environ), signal.getsignal(signal.SIGINT)
    expected = {
        "first": "FIRST",
        "die": RuntimeError(f"its process was killed by signal 9, {signal.strsignal(9)}, 2 times"),
        "raise": ValueError("no such distribution"),
        "sweep": RuntimeError("sweep is called in a worker process, which may start no others: expected an executor"),
        "environment": ["1", "1", "1", signal.SIG_IGN],
        "exit": SystemExit("enough"),
        f"die once {tmp_path / 'been'}": f"DIE ONCE {tmp_path / 'been'}".upper(),
        "raise what cannot be read": RuntimeError(
            "Unreadable: unreadable 3, an error that cannot be sent between processes"
        ),
        "last": "LAST",
    }
    *outcomes, unpickled = by_index(sweep(functions.behave, [*expected, "return what cannot be pickled"], processes=2))
    assert "behave.<locals>.<lambda>" in str(unpickled.error)
    for outcome, value in zip(outcomes, expected.values(), strict=True):
        if isinstance(value, BaseException):
            assert (type(outcome.error), str(outcome.error)) == (type(value), str(value))
            assert outcome.value is None
        else:
            assert (outcome.value, outcome.error) == (value, None)
    assert "functions_to_sweep.py" in "".join(outcomes[2].error.__notes__)  # where it was raised
    assert dict(os.environ) == before
    assert signal.getsignal(signal.SIGINT) is handler
    assert multiprocessing.active_children() == []


def test_no_configs_and_no_processes():
    assert list(sweep(math.sqrt, [])) == []


def test_without_an_outcome_asked_for_nothing_begins():
    sweep(math.sqrt, [1, 2]).close()
    sweep(math.sqrt, [1, 2])
    assert multiprocessing.active_children() == []


def test_failures_in_threads_and_a_broken_pool(functions):
    with ThreadPoolExecutor(2) as threads:
        outcomes = by_index(sweep(functions.behave, ["a", "raise", "exit", "b"], threads))
    assert [outcome.value for outcome in outcomes] == ["A", None, None, "B"]
    assert [type(outcome.error) for outcome in outcomes] == [type(None), ValueError, SystemExit, type(None)]
    # A pool of the caller's that breaks can only say so, for each call.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        outcomes = by_index(sweep(functions.behave, ["a", "leave", "b"], pool))
        assert [type(outcome.error).__name__ for outcome in outcomes] == ["NoneType", *["BrokenProcessPool"] * 2]
        (outcome,) = sweep(functions.behave, ["c"], pool)
        assert type(outcome.error).__name__ == "BrokenProcessPool"


class Patient(Executor):
    """Begins nothing."""

    def __init__(self) -> None:
        self.futures: list[Future] = []

    def submit(self, fn, /, *args):
        self.futures.append(Future())
        return self.futures[-1]


def test_calls_that_have_not_begun_are_cancelled():
    executor = Patient()
    outcomes = sweep(math.sqrt, [1, 4, 9, 16], executor)
    with contextlib.closing(outcomes), ThreadPoolExecutor(1) as thread:
        first = thread.submit(next, outcomes)
        wait_until(lambda: len(executor.futures) == 4)
        executor.futures[2].cancel()
        executor.futures[2].set_running_or_notify_cancel()
        assert isinstance(first.result().error, CancelledError)
        executor.futures[3].set_running_or_notify_cancel()
    assert [future.cancelled() for future in executor.futures] == [True, True, True, False]


@POSIX
@pytest.mark.parametrize("how", ["close", "break"])
def test_when_the_loop_is_left_the_processes_end(how, functions, tmp_path):
    def outcomes():
        return sweep(functions.stay, [None, *[str(tmp_path)] * 4], processes=2)

    held = outcomes() if how == "close" else None
    for outcome in held or outcomes():
        assert (outcome.index, outcome.done, outcome.total) == (0, 1, 5)
        # The processes are busy, whatever the body of the loop does.
        wait_until(lambda: len(pids(tmp_path)) == 2)
        assert all(is_running(pid) for pid in pids(tmp_path))
        if how == "break":
            break
        held.close()
    assert len(pids(tmp_path)) == 2
    assert not any(is_running(pid) for pid in pids(tmp_path))


SCRIPT = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell has it ignored
sys.path.insert(0, sys.argv[1])
from functions_to_sweep import stay
from numpygan.recipes import sweep

if {condition}:
    for outcome in sweep(stay, [sys.argv[2]] * 2, processes=1):
        print(outcome)
"""


def start_script(folder: Path, condition: str) -> subprocess.Popen:
    script = folder / "script.py"
    script.write_text(SCRIPT.format(condition=condition))
    command = [sys.executable, str(script), str(HERE), str(folder)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


@POSIX
def test_ctrl_c(tmp_path):
    script = start_script(tmp_path, '__name__ == "__main__"')
    wait_until(lambda: len(pids(tmp_path)) == 1)
    os.killpg(script.pid, signal.SIGINT)  # a terminal sends it to all of them
    _, errors = script.communicate(timeout=60)
    assert script.returncode != 0
    assert errors.count("Traceback") == errors.count("KeyboardInterrupt") == 1
    assert len(pids(tmp_path)) == 1
    assert not any(is_running(pid) for pid in pids(tmp_path))


@POSIX
def test_no_orphans_when_the_parent_is_killed(tmp_path):
    with start_script(tmp_path, '__name__ == "__main__"') as script:
        wait_until(lambda: len(pids(tmp_path)) == 1)
        script.kill()
    wait_until(lambda: not any(is_running(pid) for pid in pids(tmp_path)))


def test_a_script_without_a_guard_is_told_so(tmp_path):
    with start_script(tmp_path, "True") as script:
        _, errors = script.communicate(timeout=60)
    assert script.returncode == 1
    message = "RuntimeError: worker processes do not start: one ended with status 1. A script must start them"
    assert message in errors.splitlines()[-1]
    assert pids(tmp_path) == []


def test_what_cannot_be_imported_is_refused_at_the_door(functions, monkeypatch):
    with pytest.raises(TypeError, match=r"function cannot be sent to another process: .*lambda.*; expected a function"):
        sweep(lambda x: x, [1, 2])
    with pytest.raises(TypeError, match=r"config 1 cannot be sent to another process: .*; expected"):
        sweep(math.sqrt, [1, lambda: 4])
    with ProcessPoolExecutor(1) as pool, pytest.raises(TypeError, match="function cannot be sent"):
        sweep(lambda x: x, [1, 2], pool)

    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__spec__", None)
    monkeypatch.setattr(main, "__file__", "<stdin>", raising=False)  # a worker of xdist has none
    with pytest.raises(RuntimeError, match=r"each process imports the program, and <stdin> is no file: expected a"):
        sweep(math.sqrt, [1])
    monkeypatch.delattr(main, "__file__")
    monkeypatch.setattr(functions.behave, "__module__", "__main__")
    with pytest.raises(TypeError, match=r"behave.* was defined at a prompt or in a notebook, where other processes"):
        sweep(partial(functions.behave), [1])


def test_errors():
    with pytest.raises(ValueError, match="processes must be an integer >= 1, got 0"):
        sweep(math.sqrt, [1], processes=0)
    with ThreadPoolExecutor(1) as threads, pytest.raises(ValueError, match="give executor or processes, not both"):
        sweep(math.sqrt, [1], threads, processes=2)
    with pytest.raises(TypeError, match=r"executor must be a concurrent\.futures\.Executor, .*, got 2"):
        sweep(math.sqrt, [1], 2)
    with pytest.raises(RuntimeError, match="cannot schedule new futures after shutdown"):
        list(sweep(math.sqrt, [1], threads))

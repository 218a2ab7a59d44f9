"""The main program of the worker: read a job, run it, send the outcomes."""

import contextlib
import faulthandler
import io
import os
import random
import signal
import sys
import types
from typing import Any

import numpy as np

from numpygan.classroom.worker.plotting_stubs import install_plotting_stubs
from numpygan.classroom.worker.protocol import frame, read_frame
from numpygan.classroom.worker.sandbox import install_sandbox, limit_resources
from numpygan.classroom.worker.student_calls import call_student, exception_outcome, load


def seed_global_generators() -> None:
    """Seed the global generators, so that a file that uses them gets the same report in each run."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - students use it
    np.random.bit_generator.randbits = random.Random(0).getrandbits  # type: ignore[attr-defined]


def main() -> None:
    """Read a job from standard input, run it, and write frames to standard output."""
    job = read_frame(sys.stdin.buffer)
    pipe = os.fdopen(os.dup(1), "wb", buffering=0)  # for the answers only
    # Printed text goes to standard error, so that it is never mixed with answers; standard input is empty.
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = io.TextIOWrapper(os.fdopen(0, "rb", closefd=False), encoding="utf-8")
    printed = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8", errors="replace")
    sys.stdout = printed

    def send(**what: Any) -> None:
        data = memoryview(frame(what))
        while data:
            data = data[pipe.write(data) or 0 :]

    if sys.platform == "win32":
        faulthandler.dump_traceback_later(max(0.5, job["seconds"] - 0.3), file=2)
    else:
        faulthandler.register(signal.SIGUSR2, file=2, all_threads=True)
        faulthandler.dump_traceback_later(job["life"], exit=True, file=2)  # in case the grader has ended
    driver = types.ModuleType("driver")
    exec(compile(job["driver"], "driver.py", "exec"), driver.__dict__)
    send(ready=True)
    if np.lib.NumpyVersion(np.__version__) < "2.0.0":
        import numpy.testing  # noqa: F401 - on import, NumPy 1 starts lscpu, which the sandbox would refuse
    limit_resources(job["memory"], job["cpu"])
    filename = job["filename"]
    try:
        install_plotting_stubs()
        seed_global_generators()
        code = compile(
            job["source"], filename, "exec"
        )  # before the sandbox: a syntax error reads its line from the disk
        refused = install_sandbox(job["forbidden"], lambda what: send(refused=what))
        module = load(code, filename)
    except BaseException as error:
        with contextlib.suppress(Exception):
            printed.flush()
        send(loaded=exception_outcome(error, filename))
        os._exit(0)
    send(loaded={"state": "answer"})
    for call in job["calls"]:
        refused.clear()
        outcome = call_student(module, driver, call["part"], call["inputs"].tobytes(), filename)
        with contextlib.suppress(Exception):
            printed.flush()
        send(call=call["number"], outcome=outcome)
    send(end=True)
    os._exit(0)  # without threads and exit handlers of the student's code


if __name__ == "__main__":
    main()

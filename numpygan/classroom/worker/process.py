"""The worker's life: read a job, run it, send what came out."""

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
    """Let whoever draws without a seed draw the same in each run: the same file gets the same report."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - it is the one that students use
    np.random.bit_generator.randbits = random.Random(0).getrandbits  # type: ignore[attr-defined]


def main() -> None:
    """Live."""
    job = read_frame(sys.stdin.buffer)
    pipe = os.fdopen(os.dup(1), "wb", buffering=0)  # the answers' own way out
    # What the student prints goes to where it is shown, never among the answers; there is nothing to read.
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
        faulthandler.dump_traceback_later(job["life"], exit=True, file=2)  # if the grader is not there to end it
    driver = types.ModuleType("driver")
    exec(compile(job["driver"], "driver.py", "exec"), driver.__dict__)
    send(ready=True)
    if np.lib.NumpyVersion(np.__version__) < "2.0.0":
        import numpy.testing  # noqa: F401 - when it is loaded, NumPy 1 starts lscpu, which the fence would refuse
    limit_resources(job["memory"], job["cpu"])
    filename = job["filename"]
    try:
        install_plotting_stubs()
        seed_global_generators()
        code = compile(job["source"], filename, "exec")  # a syntax error looks for its line on the disk
        told = install_sandbox(job["forbidden"], lambda what: send(refused=what))
        module = load(code, filename)
    except BaseException as error:
        with contextlib.suppress(Exception):
            printed.flush()
        send(loaded=exception_outcome(error, filename))
        os._exit(0)
    send(loaded={"state": "answer"})
    for call in job["calls"]:
        told.clear()
        outcome = call_student(module, driver, call["part"], call["inputs"].tobytes(), filename)
        with contextlib.suppress(Exception):
            printed.flush()
        send(call=call["number"], outcome=outcome)
    send(end=True)
    os._exit(0)  # whatever threads and exit handlers the student's code may have left


if __name__ == "__main__":
    main()

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

from numpygan.classroom.worker.kernel_limits import limit_resources, restrict_process
from numpygan.classroom.worker.loading import load_statements
from numpygan.classroom.worker.package_stubs import PackageFinder, install_package_stubs
from numpygan.classroom.worker.protocol import frame, read_frame
from numpygan.classroom.worker.sandbox import install_sandbox, readable_places
from numpygan.classroom.worker.student_calls import call_student, exception_outcome

MOST_NOTES = 10


def seed_global_generators() -> None:
    """Seed the global generators, so that a file that uses them gets the same report in each run."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - students use it
    np.random.bit_generator.randbits = random.Random(0).getrandbits  # type: ignore[attr-defined]


def line_of_caller(filename: str) -> int:
    """Return the line of the student's file that is being executed; -1 if a library is being imported there."""
    caller: Any = sys._getframe(1)
    importing = False
    while caller is not None:
        if caller.f_code.co_filename == filename:
            return -1 if importing else int(caller.f_lineno or 0)
        importing = importing or caller.f_code.co_name == "exec_module"  # of importlib
        caller = caller.f_back
    return 0


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
    filename, said, loaded = job["filename"], [0], [False]

    def report(what: str) -> None:
        """Send a refusal, unless a library did this while it was imported. At most one for each call."""
        line = line_of_caller(filename)
        if line >= 0 and said[0] < (1 if loaded[0] else MOST_NOTES):
            said[0] += 1
            send(refused=what[:120], line=line)

    def note(root: str) -> None:
        if said[0] < MOST_NOTES:
            said[0] += 1
            send(imported=root, line=max(0, line_of_caller(filename)))

    limit_resources(job["memory"], job["cpu"])
    try:
        install_package_stubs(PackageFinder(job["forbidden"], report, note, lambda: loaded[0]))
        seed_global_generators()
        restrict_process(*readable_places())
        install_sandbox(report)
        module, problems = load_statements(job["source"], filename, job["skip"])
    except BaseException as error:
        with contextlib.suppress(Exception):
            printed.flush()
        send(loaded=exception_outcome(error, filename))
        os._exit(0)
    send(loaded={"state": "answer", "problems": problems})
    loaded[0] = True
    for call in job["calls"]:
        said[0] = 0
        outcome = call_student(module, driver, call["part"], call["inputs"].tobytes(), filename)
        with contextlib.suppress(Exception):
            printed.flush()
        send(call=call["number"], outcome=outcome)
    send(end=True)
    os._exit(0)  # without threads and exit handlers of the student's code


if __name__ == "__main__":
    main()

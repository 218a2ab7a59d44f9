"""Start and end a worker process and every process that it has started."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from numpygan.classroom.worker import worker_text

MARK = "NUMPYGAN_WORKER"
# Reads the worker's program from the pipe and runs it.
BOOT = (
    "import sys,struct;s=sys.stdin.buffer;n=struct.unpack('<Q',s.read(8))[0];"
    "exec(compile(s.read(n),'worker.py','exec'))"
)


class Worker:
    """A running worker process.

    Attributes
    ----------
    jobs, answers, text : streams
        Its standard input, its answers, and the text that the student's file prints.
    """

    def __init__(self, command: Sequence[str], folder: Path, token: str) -> None:
        site = str(Path(np.__file__).parents[1])  # NumPy only: site and .pth files slow the start
        here = [sys.executable, "-I", "-S", "-c", f"import sys;sys.path.append({site!r});{BOOT}"]
        self._token = token
        self._process = subprocess.Popen(
            [*command, "-I", "-c", BOOT] if command else here,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=_environment(bool(command)) | {MARK: token},
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._process.stdin is not None
        self.jobs: Any = self._process.stdin
        self.answers: Any = self._process.stdout
        self.text: Any = self._process.stderr
        body = worker_text().encode()
        self.text_of_worker = len(body).to_bytes(8, "little") + body

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    @property
    def seconds_without_cpu(self) -> float:
        """Seconds during which it could run but had no processor; they do not count for the time limit."""
        try:
            return int(Path(f"/proc/{self._process.pid}/schedstat").read_text().split()[1]) / 1e9
        except (OSError, ValueError, IndexError):  # not Linux
            return 0.0

    def crash(self) -> dict[str, Any]:
        """Return how it ended, as an outcome."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.3)
        status = self._process.returncode
        if status is None:
            how = "it closed the pipe of its answers"
        elif status < 0:
            how = f"killed by {signal.Signals(-status).name}" if -status in set(signal.Signals) else f"signal {-status}"
        else:
            how = f"exit status {status}"
        return {"state": "crash", "message": f"the process ended without an answer ({how})"}

    def traceback_lines(self, filename: str, printed: list[bytes]) -> list[int]:
        """Return the lines of ``filename`` that are being executed, innermost call first; [] if unknown."""
        already = len(b"".join(printed))
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(self._process.pid, signal.SIGUSR2)
        until, text = time.monotonic() + 0.3, b""
        pattern = re.compile(rf'File "[^"]*{re.escape(filename)}", line (\d+)'.encode())
        while time.monotonic() < until:
            text = b"".join(printed)[already if os.name == "posix" else 0 :]
            if text.rstrip().endswith(b" in <module>") and pattern.search(text):  # the traceback is complete
                break
            time.sleep(0.01)
        return [int(line) for line in pattern.findall(text)]

    def end(self) -> None:
        """End it and every process that it has started."""
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pid in _marked(f"{MARK}={self._token}".encode()):  # processes that have left its group
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)

    def close(self) -> None:
        """Close the pipes; the threads that read them must have ended."""
        for stream in (self.jobs, self.answers, self.text):
            with contextlib.suppress(OSError):
                stream.close()


def _marked(mark: bytes) -> list[int]:
    """Return the processes whose environment contains ``mark``; [] if this is not Linux."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ") if sys.platform == "linux" else ():
        with contextlib.suppress(OSError):
            if mark in entry.read_bytes().split(b"\0"):
                found.append(int(entry.parent.name))
    return found


def _environment(whole: bool) -> dict[str, str]:
    """Return the environment of a worker: one BLAS thread, and no variables of the grader that students could read.

    The command that starts a container needs the ``whole`` environment; the container does not get it.
    """
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    base = dict(os.environ) if whole else {name: os.environ[name] for name in kept if name in os.environ}
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    return base | dict.fromkeys(threads, "1")

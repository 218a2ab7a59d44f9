"""A worker as a process of the system: how it starts, how it ends, and that nothing is left of it."""

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
# Reads the worker's text from the pipe and becomes it.
BOOT = (
    "import sys,struct;s=sys.stdin.buffer;n=struct.unpack('<Q',s.read(8))[0];"
    "exec(compile(s.read(n),'worker.py','exec'))"
)


class Worker:
    """A started worker.

    Attributes
    ----------
    jobs, answers, text : streams
        Its standard input; the answers; what the student's file prints.
    """

    def __init__(self, command: Sequence[str], folder: Path, token: str) -> None:
        site = str(
            Path(np.__file__).parents[1]
        )  # the only package that is needed; no site, no .pth files: they take time
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
        """How many seconds it was ready to run but had no processor: a busy machine is not the student's fault."""
        try:
            return int(Path(f"/proc/{self._process.pid}/schedstat").read_text().split()[1]) / 1e9
        except (OSError, ValueError, IndexError):  # no Linux
            return 0.0

    def crash(self) -> dict[str, Any]:
        """How it ended, as an outcome."""
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
        """The lines of ``filename`` that are being executed, the innermost call's first; none if it does not tell."""
        already = len(b"".join(printed))
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(self._process.pid, signal.SIGUSR2)
        until, text = time.monotonic() + 0.3, b""
        pattern = re.compile(rf'File "[^"]*{re.escape(filename)}", line (\d+)'.encode())
        while time.monotonic() < until:
            text = b"".join(printed)[already if os.name == "posix" else 0 :]
            if text.rstrip().endswith(b" in <module>") and pattern.search(text):  # the outermost call, in one thread
                break
            time.sleep(0.01)
        return [int(line) for line in pattern.findall(text)]

    def end(self) -> None:
        """End it, and everything that it has started."""
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pid in _marked(f"{MARK}={self._token}".encode()):  # what has left its group
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)

    def close(self) -> None:
        """Close the pipes, once nobody reads them any more."""
        for stream in (self.jobs, self.answers, self.text):
            with contextlib.suppress(OSError):
                stream.close()


def _marked(mark: bytes) -> list[int]:
    """The processes whose environment holds ``mark``, on Linux; elsewhere the process group must do."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ") if sys.platform == "linux" else ():
        with contextlib.suppress(OSError):
            if mark in entry.read_bytes().split(b"\0"):
                found.append(int(entry.parent.name))
    return found


def _environment(whole: bool) -> dict[str, str]:
    """One thread for products, and nothing of the grader's own, which the student's code could read.

    A container's command needs the ``whole`` environment: it finds its daemon there. The container does not get it.
    """
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    base = dict(os.environ) if whole else {name: os.environ[name] for name in kept if name in os.environ}
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    return base | dict.fromkeys(threads, "1")

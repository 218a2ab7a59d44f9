"""Run a student's file in a worker process with limits, and return an outcome for every call in every case.

A part can pass only if all its calls were answered: exit codes and printed text do not count. A call without an answer
has an outcome that says why, and that outcome never passes. If a call ends its worker, the other parts still run, in
another worker.
"""

import re
import secrets
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import numpy as np

from numpygan.classroom.frame_checks import damage, in_words, printable
from numpygan.classroom.processes import Worker
from numpygan.classroom.timeout_traceback import timeout_line
from numpygan.classroom.worker.protocol import frame, pack, read_frame

CallResult = dict[str, Any]
SECONDS = 2.0  # for the calls of a part, unless the reference needs much longer
START_UP = 20.0  # to start Python and NumPy, on a busy machine
MEMORY = 2 << 30
MOST_PRINTED = 1 << 20
FORBIDDEN = "numpygan", "scipy", "torch", "tensorflow", "jax", "autograd", "sklearn"
PIPE_DELAY = 0.8  # s that frames may arrive after a worker's end, if another process holds the pipe open
GRADER_ERROR = "grader error"
MOST_NOTES = 10
MOST_SKIPPED = 3  # statements at the top level that do not end
TRACEBACK = re.compile(r"(Current thread|Thread|Timeout|Fatal Python error).*\n")  # printed by faulthandler


@dataclass(frozen=True)
class Call:
    """One call: the part, and the inputs as bytes."""

    part: str
    inputs: bytes


@dataclass(frozen=True)
class Job:
    """A student's file and the calls to run.

    Attributes
    ----------
    seconds : float
        For the calls of each part, and for loading the file.
    forbidden : sequence of str
        Packages that may not be used.
    command : sequence of str
        The command that starts Python, ``["docker", "run", ...]``; by default, this Python.
    """

    source: str
    filename: str
    driver: str
    calls: Sequence[Call]
    seconds: float = SECONDS
    forbidden: Sequence[str] = FORBIDDEN
    command: Sequence[str] = ()


@dataclass
class Report:
    """The result of a job.

    Attributes
    ----------
    outcomes : list of dict
        For each call.
    printed : str
        The beginning of what the file printed.
    refused : dict from parts to outcomes
        What the sandbox has refused while the calls of a part were running.
    notes : list of str
        What happened while the file was loaded and costs nothing by itself: statements that failed or were refused.
    skipped : list of int
        Lines at the top level of the file that did not end; the file was loaded again without them.
    """

    outcomes: list[CallResult]
    printed: str = ""
    refused: dict[str, CallResult] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)


def run(job: Job) -> Report:
    """Run ``job``; never raises because of what the student's code does."""
    report = Report([{} for _ in job.calls])
    left = list(range(len(job.calls)))
    while left:
        try:
            _attempt(job, left, report)
        except OSError as error:  # no process, no pipe, no disk
            for number in left:
                report.outcomes[number] = {"state": GRADER_ERROR, "message": str(error)}
        left = [number for number in left if not report.outcomes[number]]
    for number, call in enumerate(job.calls):
        if call.part in report.refused and report.outcomes[number]["state"] != GRADER_ERROR:
            report.outcomes[number] = report.refused[call.part]
    report.notes = list(dict.fromkeys(report.notes))[:MOST_NOTES]
    return report


def _attempt(job: Job, left: list[int], report: Report) -> None:
    """Run the calls ``left`` in one worker; afterwards at least one more part has its outcomes."""
    with tempfile.TemporaryDirectory(prefix="numpygan-", ignore_cleanup_errors=True) as folder:
        worker = Worker(job.command, Path(folder), secrets.token_hex(8))
        frames: Queue[Any] = Queue(maxsize=8)
        printed: list[bytes] = []
        data = worker.text_of_worker + frame(_as_dict(job, left, report.skipped))
        threads = [
            Thread(target=_read_frames, args=(worker.answers, frames), daemon=True),
            Thread(target=_read_text, args=(worker.text, printed), daemon=True),
            Thread(target=_write, args=(worker.jobs, data), daemon=True),
        ]
        try:
            for thread in threads:
                thread.start()
            _collect(job, left, report, worker, frames, printed)
        finally:
            worker.end()
            until = time.monotonic() + 0.5
            while any(thread.is_alive() for thread in threads) and time.monotonic() < until:
                with suppress(Empty):  # a reader may be waiting for space in the queue
                    frames.get(timeout=0.005)
            if not any(thread.is_alive() for thread in threads):  # otherwise a process that escaped still holds a pipe
                worker.close()
            text = b"".join(printed)[:4000].decode("utf-8", "replace")
            report.printed = (report.printed + TRACEBACK.split(text)[0])[:4000]


def _collect(
    job: Job, left: list[int], report: Report, worker: Worker, frames: "Queue[Any]", printed: list[bytes]
) -> None:
    """Read the worker's frames until all calls are answered or the worker fails; set the outcomes."""
    waiting = list(left)
    stage = "start"  # then "load", then the part of the call that is being waited for
    deadline, seconds_without_cpu = time.monotonic() + START_UP, 0.0
    latest, ended = deadline, 0.0  # time without a processor is added to the limit, at most once the limit
    problem: CallResult | None = None  # the first statement that failed while the file was loaded
    while waiting:
        death = None
        try:
            message = frames.get(timeout=min(0.05, max(0.001, deadline - time.monotonic())))
        except Empty:
            message = None
            seconds_without_cpu, before = worker.seconds_without_cpu, seconds_without_cpu
            deadline = min(deadline + max(0.0, seconds_without_cpu - before), latest)
            if time.monotonic() > deadline:
                lines = worker.traceback_lines(job.filename, printed)
                if stage == "load" and lines and lines[-1] not in report.skipped and len(report.skipped) < MOST_SKIPPED:
                    report.skipped.append(lines[-1])  # the statement at the top level; load the file without it
                    report.notes.append(f"line {lines[-1]} did not end within {job.seconds:g} s; it was skipped")
                    return
                line = timeout_line(job.source, lines)
                death = {"state": "time-out", "line": line, "seconds": job.seconds}
            elif worker.ended:  # its last frames, and the end of the pipe, may still arrive
                ended = ended or time.monotonic()
                death = worker.crash() if time.monotonic() > ended + PIPE_DELAY else None
        if message is None and sum(map(len, printed)) > MOST_PRINTED:
            death = {"state": "flooded", "message": f"more than {MOST_PRINTED >> 20} MiB of printed text"}
        if isinstance(message, EOFError):
            death = death or worker.crash()
        elif isinstance(message, ValueError):
            death = {
                "state": "crash",
                "message": f"the pipe of the answers contains data that is not an answer: {message}",
            }
        elif isinstance(message, dict) and death is None:
            message = printable(message)
            death = damage(message, stage, waiting[0])
            if death is None and "ready" in message:
                stage, deadline = "load", time.monotonic() + job.seconds
                latest = deadline + job.seconds
            elif death is None and "refused" in message:
                what, line = message["refused"][:200], message["line"]
                if stage == "load":
                    report.notes.append(f"line {line}: {what} is not allowed; the line was skipped")
                else:
                    report.refused.setdefault(stage, {"state": "forbidden", "message": what, "line": line})
            elif death is None and "imported" in message:
                what = message["imported"][:60]
                report.notes.append(f"line {message['line']} imports {what}, which is not available in an exercise")
            elif death is None and "loaded" in message:
                if message["loaded"]["state"] != "answer":
                    _settle(report, waiting, message["loaded"])
                    return
                problems = message["loaded"]["problems"]
                problem = problems[0] if problems else None
                report.notes += [f"{in_words(each)}; the statement was skipped" for each in problems]
                stage, deadline = job.calls[waiting[0]].part, time.monotonic() + job.seconds
                latest = deadline + job.seconds
            elif death is None and "call" in message:
                outcome = message["outcome"]
                # A name may be missing because the statement that defines it failed.
                absent = outcome["state"] == "missing function" and problem is not None
                report.outcomes[waiting.pop(0)] = problem if absent and problem else outcome
                if waiting and job.calls[waiting[0]].part != stage:
                    stage, deadline = job.calls[waiting[0]].part, time.monotonic() + job.seconds
                    latest = deadline + job.seconds
        if death is not None:
            if stage == "start":
                death = {"state": GRADER_ERROR, "message": f"the worker did not start: {_last_line(printed) or death}"}
            of_stage = [n for n in waiting if stage in ("start", "load") or job.calls[n].part == stage]
            _settle(report, of_stage, death)
            return


def _settle(report: Report, numbers: list[int], outcome: CallResult) -> None:
    for number in numbers:
        report.outcomes[number] = outcome


def _as_dict(job: Job, left: list[int], skipped: list[int]) -> dict[str, Any]:
    """Return the job in the form that the worker reads."""
    calls = [
        {"number": n, "part": job.calls[n].part, "inputs": np.frombuffer(job.calls[n].inputs, np.uint8)} for n in left
    ]
    parts = len({job.calls[n].part for n in left})
    return {
        "source": job.source,
        "filename": job.filename,
        "driver": job.driver,
        "skip": skipped,
        "calls": calls,
        "seconds": job.seconds,
        "memory": MEMORY,
        "cpu": int((parts + 1) * job.seconds) + 5,
        "life": 2 * (parts + 1) * job.seconds + PIPE_DELAY + 2,  # longer than _collect waits
        "forbidden": list(job.forbidden),
    }


def _read_frames(stream: Any, frames: "Queue[Any]") -> None:
    try:
        while (message := read_frame(stream)) is not None:
            frames.put(message)
        frames.put(EOFError())
    except (ValueError, OSError) as error:
        frames.put(error if isinstance(error, ValueError) else EOFError())


def _read_text(stream: Any, printed: list[bytes]) -> None:
    try:
        while chunk := stream.read1(1 << 16):
            printed.append(chunk)
            if sum(map(len, printed)) > 2 * MOST_PRINTED:
                return
    except (ValueError, OSError):
        return


def _write(stream: Any, data: bytes) -> None:
    try:
        stream.write(data)
        stream.close()
    except OSError:  # it has ended; crash() describes how
        return


def _last_line(printed: list[bytes]) -> str:
    lines = b"".join(printed).decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""


def packed(inputs: Any) -> bytes:
    """Return the inputs of a probe as bytes, for a :class:`Call`."""
    return pack(dict(inputs))

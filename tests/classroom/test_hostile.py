"""Code that nobody should trust: each attack ends with its verdict, passes nothing, and leaves nothing."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from numpygan.classroom import all_exercises
from numpygan.classroom.answer_checks import run_and_check
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.runner import Job, run
from numpygan.classroom.worker import worker_text

ALLOWED = 60  # this only notices what hangs: how long a limit takes on a busy machine is not for a test to say
pytestmark = pytest.mark.usefixtures("nothing_is_left")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs limits and signals of POSIX")


def verdicts_of(instance, text, *, top=""):
    """The verdicts on e01 whose part b does ``text``, and on its own text ``top`` before."""
    body = "\n".join(f"    {line}" for line in text.splitlines())
    source = f"{top}\n{instance.exercise.reference}\n\ndef js(p, q):\n{body}\n"
    started = time.monotonic()
    verdicts, _ = run_and_check(instance, source)
    assert time.monotonic() - started < ALLOWED
    return verdicts


def refused(instance, text, verdict, **more):
    """Part b has this verdict; the other parts are not affected."""
    a, b, c = verdicts_of(instance, text, **more)
    assert b.verdict == verdict, (b.verdict, b.detail)
    assert a.passed
    assert c.passed
    return b


def forbidden(instance, *texts):
    """Each is refused, and told so; three of them share a worker, one in each part."""
    found = []
    heads = "def kl(p, q):", "def js(p, q):", "def kl_grid(log_p, log_q, dx):"
    for i in range(0, len(texts), 3):
        parts = zip(heads, [*texts[i : i + 3], "pass", "pass"], strict=False)
        indented = ("\n    ".join([head, *text.splitlines()]) for head, text in parts)
        verdicts, _ = run_and_check(instance, "\n\n".join(["import numpy as np", *indented]))
        for text, v in zip(texts[i : i + 3], verdicts, strict=False):
            assert v.verdict == "forbidden", (text, v.verdict, v.detail)
            found.append(v)
    return found


def test_an_infinite_loop_that_swallows_exceptions(instance):
    loop = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
    b = refused(instance, loop, "time-out")
    if os.name == "posix":
        assert b.line > 0
        assert f"line {b.line}" in b.detail


@POSIX
def test_ignored_signals(instance):
    text = "import signal, time\nfor s in set(signal.Signals) - {9, 19}:\n    signal.signal(s, signal.SIG_IGN)\n"
    refused(instance, text + "while True:\n    time.sleep(1)", "time-out")


def test_sleeping(instance):
    refused(instance, "import time\ntime.sleep(1000)", "time-out")


@POSIX
def test_32_gib(instance):
    refused(instance, "return np.ones(1 << 32)", "memory")


@POSIX
def test_a_list_that_grows(instance):
    text = "x = []\nwhile True:\n    x.append(bytearray(1 << 30))"
    assert verdicts_of(instance, text)[1].verdict in ("memory", "time-out")  # whichever comes first


def test_a_flood_of_print(instance):
    refused(instance, "while True:\n    print('x' * 10_000)", "flooded")


def test_a_flood_past_sys_stdout(instance):
    refused(instance, "import os\nwhile True:\n    os.write(1, b'x' * 10_000)", "flooded")


def test_exit_0(instance):
    b = refused(instance, "import os\nos._exit(0)", "crash")
    assert "exit status 0" in b.detail


def test_sys_exit(instance):
    b = refused(instance, "import sys\nsys.exit(0)", "raised")
    assert "SystemExit" in b.detail


def test_exit_while_loading(instance):
    verdicts, _ = run_and_check(instance, "import os\nos._exit(0)")
    assert [v.verdict for v in verdicts] == ["crash"] * 3
    verdicts, _ = run_and_check(instance, "raise SystemExit")
    assert [v.verdict for v in verdicts] == ["raised"] * 3


@POSIX
def test_a_segmentation_fault(instance):
    b = refused(instance, "import os, signal\nsignal.raise_signal(signal.SIGSEGV)", "crash")
    assert "SIGSEGV" in b.detail


FORGE = """
import json, os, struct
def frame(value):
    text = json.dumps(value).encode()
    body = struct.pack("<Q", len(text)) + text
    return struct.pack("<Q", len(body)) + body
def send(data):
    for fd in range(3, 30):
        try:
            os.write(fd, data)
        except OSError:
            pass
"""
OUTPUTS = '{"dict": {"js": {"dict": {"array": {"array": ["<f8", []]}, "single": False}}}}'


def forged(number, data='struct.pack("<d", 0.1)'):
    """Python that sends an answer as the worker would, with a number of its own."""
    outcome = f'{{"dict": {{"state": "answer", "outputs": {OUTPUTS}, "changed": [], "note": ""}}}}'
    text = f'json.dumps({{"dict": {{"call": {number}, "outcome": {outcome}}}}}).encode()'
    return f'body = struct.pack("<Q", len({text})) + {text} + {data}\nsend(struct.pack("<Q", len(body)) + body)\n'


def test_forged_answers_are_judged_like_any_other(instance):
    first = instance.calls_of_part("b")[0]
    everything = "".join(forged(n) for n in instance.calls_of_part("b")) + "import time\ntime.sleep(1)"
    b = verdicts_of(instance, everything, top=FORGE)[1]
    assert b.verdict == "wrong"
    assert b.got == 0.1
    # One answer too many for the same call: the worker itself sends no such frame.
    assert verdicts_of(instance, forged(first) + "return 0.1", top=FORGE)[1].verdict in (
        "crash",
        "wrong",
        "wrong shape",
    )


@pytest.mark.parametrize(
    "data",
    [
        "b'not a frame'",
        "struct.pack('<Q', 1 << 60)",
        "struct.pack('<QQ', 16, 8) + b'[' * 8",
        "frame({'dict': {'call': 0, 'outcome': 1}})",
        "frame({'dict': {'loaded': {'dict': {'state': 'answer'}}}})",
        "frame({'dict': {'refused': []}}) + frame({'dict': {'end': True}})",
    ],
)
def test_forged_frames(instance, data):
    b = verdicts_of(instance, f"send({data})\nreturn 0.0", top=FORGE)[1]
    assert not b.passed
    verdicts, _ = run_and_check(instance, f"{FORGE}\nsend({data})\n{instance.exercise.mutant('js.sqrt')}")
    assert not verdicts[1].passed


@LINUX
def test_a_child_that_keeps_the_pipe_and_leaves_the_group():
    """The fence refuses to start one; if somebody manages to, it does not live on and nobody waits for it."""
    driver = (
        "import os, signal, time\n"
        "if os.fork() == 0:\n    os.setsid()\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    time.sleep(60)\n"
        "def part_a(student):\n    return {'x': student.x()}\n"
    )
    instance = ExerciseInstance(all_exercises()["e01"])
    call = type(instance.calls[0])("a", instance.calls[0].inputs[:0] + packed_nothing())
    started = time.monotonic()
    report = run(Job("def x():\n    return 1.0", "e01.py", driver, [call], 1.0))
    assert report.outcomes[0]["state"] == "answer"
    assert time.monotonic() - started < ALLOWED


def packed_nothing():
    from numpygan.classroom.runner import packed

    return packed({})


@POSIX
def test_starting_processes(instance):
    forbidden(
        instance,
        "import os\nos.fork()",
        "import os\nos.system('true')",
        "import subprocess\nsubprocess.run(['true'])",
        "import _posixsubprocess\n_posixsubprocess.fork_exec()",
        "import asyncio\nasync def f():\n    return 0.0\nreturn asyncio.run(f())",
        "import os\nos.posix_spawn('/bin/true', ['true'], {})",
        "import multiprocessing",
    )


def test_patched_numpy(instance):
    patch = (
        "np.allclose = np.array_equal = lambda *_: True\nnp.abs = lambda x: 0\nnp.isfinite = lambda x: True\nreturn 0.0"
    )
    assert not verdicts_of(instance, patch)[1].passed
    assert not verdicts_of(instance, "np.asarray = lambda x: x\nreturn 0.0")[1].passed


def test_an_answer_that_agrees_with_everything(instance):
    agreeable = (
        "class Yes(float):\n    def __eq__(self, other):\n        return True\n    __hash__ = None\nreturn Yes(0.5)"
    )
    assert refused(instance, agreeable, "wrong").got == 0.5
    array = (
        "class Yes(np.ndarray):\n    def __eq__(self, _):\n        return True\nreturn np.zeros(p.shape[:-1]).view(Yes)"
    )
    assert refused(instance, array, "wrong")


@LINUX
def test_reading_what_the_parent_knows(instance):
    forbidden(
        instance,
        "return float(open(f'/proc/{__import__(\"os\").getppid()}/environ').read())",
        "import os\nreturn open(f'/proc/{os.getppid()}/mem', 'rb').read()",
        "import os\nreturn os.listdir('/proc')",
        "import os\nreturn os.listdir('..')",
        f"return open({str(Path(__file__))!r}).read()",
        "import gc\nreturn gc.get_objects()",
        "import ctypes\nreturn ctypes.CDLL(None)",
    )


def test_reading_the_solution(instance):
    import numpygan.classroom

    solution = Path(numpygan.classroom.__file__).parent / "exercises" / "e01_kl_js" / "reference.py"
    refused(instance, f"exec(open({str(solution)!r}).read(), globals())\nreturn js(p, q)", "forbidden")


def test_calling_the_library(instance):
    for v in forbidden(instance, "import numpygan", "import scipy", "import torch"):
        assert v.diagnosis.mistake == "any.library"
    forbidden(instance, "import importlib\nimportlib.import_module('scipy.stats')")


def test_a_refusal_that_is_swallowed_is_still_one(instance):
    body = "try:\n    open('x', 'w')\nexcept OSError:\n    pass\nm = (p + q) / 2\nreturn (kl(p, m) + kl(q, m)) / 2"
    refused(instance, body, "forbidden")


def test_recursion(instance):
    b = refused(instance, "return js(p, q)", "raised")
    assert "RecursionError" in b.detail


@POSIX
def test_bottomless_recursion(instance):
    text = "import sys\nsys.setrecursionlimit(10**9)\nf = lambda x: [f(x), f(x)]\nreturn f(1)"
    assert verdicts_of(instance, text)[1].verdict in ("crash", "time-out", "memory")


def test_threads_left_running(instance):
    text = "import threading\ndef forever():\n    while True:\n        pass\n"
    text += "threading.Thread(target=forever).start()\nreturn 0.0"
    assert not verdicts_of(instance, text)[1].passed


def test_writing_and_deleting(instance, tmp_path):
    precious = tmp_path / "precious.txt"
    precious.write_text("precious")
    path = str(precious)
    forbidden(
        instance,
        f"import os\nos.remove({path!r})",
        f"import os\nos.unlink({path!r})",
        f"import os\nos.rename({path!r}, {path + '2'!r})",
        f"import os\nos.truncate({path!r}, 0)",
        f"open({path!r}, 'w').write('x')",
        f"import os\nos.open({path!r}, os.O_RDWR)",
        f"import shutil\nshutil.rmtree({str(tmp_path)!r})",
        f"from pathlib import Path\nPath({path!r}).write_text('x')",
        f"np.save({path!r}, np.ones(3))",
        f"import os\nos.mkfifo({path + '2'!r})",
        f"import os\nos.mknod({path + '2'!r})",
        f"import sqlite3\nsqlite3.connect({path + '2'!r})",
        f"import dbm.dumb\ndbm.dumb.open({path + '2'!r}, 'c')",
        "import _xxsubinterpreters",
        "import syslog",
    )
    assert precious.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [precious]


def test_network(instance):
    forbidden(
        instance,
        "import socket\nsocket.create_connection(('127.0.0.1', 9))",
        "import urllib.request\nurllib.request.urlopen('http://localhost')",
    )


@pytest.mark.parametrize(
    ("text", "verdict", "said"),
    [
        ("return np.broadcast_to(0.0, (1 << 20, 1 << 20))", "wrong type", "numbers for js"),
        ("return np.zeros(1_000_001)", "wrong type", "numbers for js"),
        ("return np.array([object()])", "wrong type", "an array of object"),
        ("return (x for x in p)", "wrong type", "a generator"),
        ("return None", "wrong type", "None"),
        ("return '0.1'", "wrong type", "a str"),
        ("return True", "wrong type", "a bool"),
        ("return 1j", "wrong type", "a complex"),
        ("return [[1.0], [1.0, 2.0]]", "wrong type", "a list of 2"),
        ("return lambda: 0", "wrong type", "a function"),
        ("return np.zeros((3, 3, 3))", "wrong shape", ""),
        ("return np.nan * p.sum(-1)", "not finite", ""),
        ("raise ValueError('\\x1b[31mred\\n' * 1000)", "raised", "ValueError"),
        ("class E(Exception):\n    def __str__(self):\n        raise self\nraise E", "raised", "it cannot be printed"),
    ],
)
def test_answers_that_are_none(instance, text, verdict, said):
    b = refused(instance, text, verdict)
    assert said in b.detail


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("", "missing function"),
        ("kl = js = kl_grid = 1", "raised"),
        ("def kl(:\n", "syntax error"),
        ("import nothing_of_this_name", "import error"),
        ("raise MemoryError", "memory"),
        ("(" * 100_000, "syntax error"),
        (
            "del __builtins__.print\nimport sys\nsys.stdout.close()\nsys.stderr.close()\nkl = js = kl_grid = None",
            "raised",
        ),
    ],
)
def test_files_that_are_no_solution(instance, source, verdict):
    verdicts, _ = run_and_check(instance, source)
    found = {v.verdict for v in verdicts}
    assert found == {verdict} or (source.startswith("((") and not any(v.passed for v in verdicts))


@LINUX
def test_a_worker_starts_quickly_and_alone(instance):
    """What is measured is its processor time, which a busy machine does not change much."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run_and_check(instance, instance.exercise.reference)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.5


def test_the_worker_knows_nothing_of_the_package():
    text = worker_text()
    assert "from numpygan" not in text
    assert "import numpygan" not in text
    result = subprocess.run(
        [sys.executable, "-I", "-c", "import ast, sys; ast.parse(sys.stdin.read())"], input=text, text=True, timeout=60
    )
    assert result.returncode == 0

"""Attacks on the fence itself: on the state of the audit hook, on paths, on imports; and the kernel's limits alone.

The attacks of one group share workers, one attack in each part. An attack is refused: nothing outside has changed, and
no answer of it is right.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from numpygan.classroom import all_exercises, processes
from numpygan.classroom.answer_checks import run_and_check
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.feedback_text import feedback
from numpygan.classroom.worker import worker_text

pytestmark = pytest.mark.usefixtures("nothing_is_left")
HEADS = "def kl(p, q):", "def js(p, q):", "def kl_grid(log_p, log_q, dx):"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")

# Each block is the body of a function that tries to change FILE (text), to create NEW, or to read SOLUTION.
LYING_STRINGS = """
class S(str):
    def startswith(self, *_):
        return True
open(S(FILE), 'w').write('x')

class S(str):
    def __eq__(self, other):
        return True
    __hash__ = str.__hash__
open(S(FILE), 'w').write('x')

class S(str):
    def __getitem__(self, _):
        return ''
    def replace(self, *_):
        return '/dev/null'
    def __add__(self, other):
        return '/dev/null'
open(S(FILE), 'a').write('x')

class S(str):
    def __str__(self):
        return '/dev/null'
    __repr__ = __format__ = __fspath__ = __str__
open(S(FILE), 'w').write('x')

import io
class Path:
    paths = ['/dev/null', FILE]
    def __fspath__(self):
        return self.paths.pop()
io.FileIO(Path(), 'w')

class B(bytes):
    def decode(self, *_):
        return '/dev/null'
open(B(FILE.encode()), 'w').write('x')

class I(int):
    def __le__(self, other):
        return True
    __eq__ = __le__
    __hash__ = int.__hash__
import os
open(I(os.open('/', os.O_RDONLY)))

class S(str):
    __class__ = int
open(S(FILE), 'w').write('x')
"""
STATE_OF_THE_HOOK = """
import __main__ as w
w.REFUSED = w.DIRECTORY_EVENTS = ()
w.WRITES = 0
open(FILE, 'w').write('x')

import __main__ as w
w.REFUSED = ()
import os
os.remove(FILE)

import posixpath, os
posixpath._joinrealpath = lambda *_: ('/dev/null', True)
posixpath.realpath = os.path.realpath = os.fsdecode = lambda *_, **__: '/dev/null'
open(FILE, 'w').write('x')

import builtins
builtins.isinstance = lambda *_: True
builtins.PermissionError = Warning
builtins.type = lambda *_: int
builtins.any = builtins.all = lambda *_: True
open(FILE, 'w').write('x')

try:
    open(FILE, 'w')
except PermissionError as error:
    frame = error.__traceback__
    while frame.tb_next:
        frame = frame.tb_next
    local = frame.tb_frame.f_locals
    for name in list(local):
        local[name] = () if isinstance(local[name], tuple) else frozenset()
    frame.tb_frame.f_globals.clear()
open(FILE, 'w').write('x')

import sys
def trace(frame, event, arg):
    if frame.f_code.co_name == 'hook':
        frame.f_locals['writes'] = 0
    return trace
sys.settrace(trace)
open(FILE, 'w').write('x')

import sys
sys.setprofile(lambda frame, *_: frame.f_locals.clear())
sys.addaudithook(lambda *_: None)
open(FILE, 'w').write('x')

import __main__ as w
w.report = w.send = w.frame = lambda *_, **__: None
for name in ('report', 'refusing', 'install_sandbox', 'stat'):
    setattr(w, name, lambda *_: None)
open(FILE, 'w').write('x')

import __main__ as w, sys
w.line_of_caller = lambda *_: sys.exit(0)
try:
    open(FILE, 'w').write('x')
except SystemExit:
    pass
return 0.0
"""
READING = """
leak(open(SOLUTION).read())

import os
path = os.path.join(os.path.dirname(os.__file__), '..', '..', '..', '..', SOLUTION.lstrip('/'))
leak(os.read(os.open(path, os.O_RDONLY), 9))

import os
folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
leak(os.read(os.open(PACKAGE, os.O_RDONLY, dir_fd=folder), 9))

import os
leak(open(os.path.join(os.path.dirname(os.__file__), PACKAGE)).read())

import os
folder = os.open('/', os.O_RDONLY | os.O_DIRECTORY)
leak(os.read(os.open(SOLUTION.lstrip('/'), os.O_RDONLY, dir_fd=folder), 9))

import os, posixpath
inside = os.path.dirname(os.__file__)
posixpath._joinrealpath = lambda *_: (inside, True)
posixpath.realpath = posixpath.abspath = os.fsdecode = os.fspath = lambda *_, **__: inside
leak(open(SOLUTION).read())

import linecache
leak(linecache.getlines(SOLUTION)[0])

import importlib.util
spec = importlib.util.spec_from_file_location('solution', SOLUTION)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
leak(module.js)

import runpy
leak(runpy.run_path(SOLUTION)['js'])

import sys
sys.meta_path[:] = [each for each in sys.meta_path if 'PackageFinder' not in str(type(each))]
sys.path.insert(0, ROOT)
import numpygan.theory
leak(numpygan.theory.js)

import sys
sys.path_importer_cache.clear()
sys.path.append(ROOT)
from importlib import import_module
leak(import_module('numpygan.classroom.exercises.e01_kl_js.reference').js)

import os
os.chdir(os.path.dirname(SOLUTION))
leak(open('reference.py').read())

import tokenize
leak(tokenize.open(SOLUTION).read())

leak(np.fromfile(SOLUTION, dtype='u1'))

leak(np.memmap(SOLUTION, dtype='u1', mode='r'))

leak(np.loadtxt(SOLUTION, dtype=str, delimiter='~'))

import fileinput
leak(list(fileinput.input([SOLUTION])))

import mmap, os
leak(mmap.mmap(os.open(SOLUTION, os.O_RDONLY), 0))

import __main__ as w
w.library_folders = lambda: (['/'], ['/'])
w.HARMLESS_FILES = {SOLUTION}
w.install_sandbox(print)
leak(open(SOLUTION).read())

import inspect
leak(inspect.getsource(sys.modules['driver']))
"""
FRESH_MODULES = """
import sys
del sys.modules['posix']
import posix
posix.mkfifo(NEW)

import _imp
from importlib.machinery import ModuleSpec
_imp.create_builtin(ModuleSpec('posix', None)).mkfifo(NEW)

import importlib, os, posix
importlib.reload(posix)
importlib.reload(os)
os.mkfifo(NEW)

import _imp
from importlib.machinery import ModuleSpec
spec = ModuleSpec('_multiprocessing', None, origin=FILE)
_imp.create_dynamic(spec)

import sys, ctypes
sys.modules.pop('_ctypes')
sys.modules.pop('ctypes')
import ctypes
ctypes.CDLL(None).unlink(FILE.encode())

import ctypes
ctypes.pythonapi.PyRun_SimpleString(b'1')

import os
os.mkfifo.__closure__[0].cell_contents(NEW)
os.mkfifo(NEW)

import os
os.posix_spawn('/bin/rm', ['rm', FILE], {})

import os
os.execv('/bin/rm', ['rm', FILE])

import shutil
shutil.copy(FILE, NEW)

import os
os.link(FILE, NEW)

import os
os.symlink(FILE, NEW)

import tempfile
tempfile.NamedTemporaryFile(delete=False)

import sys
sys._current_frames()

import os
os.utime(FILE)
"""


def attacks(text):
    return text.strip().split("\n\n")


@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")
@pytest.mark.parametrize(
    ("group", "with_kernel"),
    [
        *((group, True) for group in ("LYING_STRINGS", "STATE_OF_THE_HOOK", "READING", "FRESH_MODULES")),
        *((group, False) for group in ("LYING_STRINGS", "STATE_OF_THE_HOOK", "READING")),
    ],
)
def test_an_attack_on_the_fence_changes_nothing_and_reads_nothing(instance, tmp_path, monkeypatch, group, with_kernel):
    if not with_kernel:  # the hook alone, as on macOS and Windows
        without = worker_text().replace("        restrict_process(*readable_places())\n", "")
        assert without != worker_text()
        monkeypatch.setattr(processes, "worker_text", lambda: without)
    precious = tmp_path / "precious.txt"
    precious.write_text("precious")
    before = precious.stat()
    from numpygan.classroom import bank

    exercises = bank.__file__.replace("bank.py", "exercises")
    names = {"FILE": str(precious), "NEW": str(tmp_path / "new"), "SOLUTION": f"{exercises}/e01_kl_js/reference.py"}
    names["ROOT"] = str(bank.__file__.rpartition("/numpygan/")[0])
    package = next(Path(os.__file__).parent.glob("site-packages/pip/__init__.py"), None)
    names["PACKAGE"] = "site-packages/pip/__init__.py" if package else names["SOLUTION"]
    top = "import sys\nimport numpy as np\ndef leak(_):\n    print('LEAK')\n"
    top += "".join(f"{name} = {value!r}\n" for name, value in names.items())
    bodies = attacks(globals()[group])
    for start in range(0, len(bodies), len(HEADS)):
        some = bodies[start : start + len(HEADS)]
        functions = ["\n    ".join([head, *body.splitlines()]) for head, body in zip(HEADS, some, strict=False)]
        verdicts, report = run_and_check(instance, "\n\n".join([top, *functions]))
        for body, verdict in zip(some, verdicts, strict=False):
            assert not verdict.passed, body
        assert "LEAK" not in report.printed, some
    assert precious.read_text() == "precious"
    assert precious.stat().st_mtime_ns == before.st_mtime_ns
    assert list(tmp_path.iterdir()) == [precious]


# What a process tries that has got around Python's hook.
WITHOUT_HOOK = """
import os, socket, signal, subprocess, sys
def tried(name, action):
    try:
        action()
    except OSError as error:
        print(name, error.errno)
    else:
        print(name, "worked")
write = os.open(os.devnull, os.O_WRONLY)
tried("write", lambda: open(FILE, "w"))
tried("append", lambda: os.open(FILE, os.O_WRONLY | os.O_APPEND))
tried("truncate", lambda: os.truncate(FILE, 0))
tried("remove", lambda: os.remove(FILE))
tried("rename", lambda: os.rename(FILE, NEW))
tried("link", lambda: os.link(FILE, NEW))
tried("symlink", lambda: os.symlink(FILE, NEW))
tried("mkdir", lambda: os.mkdir(NEW))
tried("mkfifo", lambda: os.mkfifo(NEW))
tried("chmod", lambda: os.chmod(FILE, 0o777))
tried("utime", lambda: os.utime(FILE))
tried("setxattr", lambda: os.setxattr(FILE, "user.x", b"x"))
tried("read", lambda: open(FILE))
tried("read the solution", lambda: open(SOLUTION))
tried("read the grader", lambda: open(f"/proc/{os.getppid()}/environ"))
tried("list", lambda: os.listdir("/"))
tried("fork", os.fork)
tried("spawn", lambda: os.posix_spawn("/bin/true", ["true"], {}))
tried("exec", lambda: os.execv("/bin/true", ["true"]))
tried("socket", socket.socket)
tried("kill", lambda: os.kill(os.getppid(), 0))
tried("priority", lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19))
tried("affinity", lambda: os.sched_setaffinity(os.getppid(), {0}))
tried("chroot", lambda: os.chroot("."))
tried("pidfd", lambda: os.pidfd_open(os.getppid()))
"""
STILL_WORKS = """
import threading, resource, json, decimal, time, zoneinfo, random
thread = threading.Thread(target=print, args=("thread",))
thread.start()
thread.join()
open(os.devnull, "w").write("x")
os.kill(os.getpid(), 0)
os.listdir(os.path.dirname(os.__file__))
np.linalg.solve(np.eye(50), np.ones(50))
np.random.default_rng().normal(size=3)
import sqlite3, lzma, bz2, csv, uuid, html.parser, doctest, unittest
print("done")
"""


OF_LANDLOCK = {"write", "append", "read", "read the solution", "read the grader", "list"}


@LINUX
@pytest.mark.parametrize("system", ["both", "seccomp"])
def test_the_kernel_refuses_too_what_gets_around_python(tmp_path, system):
    precious = tmp_path / "precious.txt"
    precious.write_text("precious")
    (tmp_path / "work").mkdir()
    from numpygan.classroom import bank

    exercises = bank.__file__.replace("bank.py", "exercises")
    names = {"FILE": str(precious), "NEW": str(tmp_path / "new"), "SOLUTION": f"{exercises}/e01_kl_js/reference.py"}
    text = worker_text().replace('if __name__ == "__main__":', "if False:")
    if system == "seccomp":  # an older kernel
        text = text.replace("if _limit_files(", "if False and _limit_files(")
    text += "".join(f"\n{name} = {value!r}" for name, value in names.items())
    text += f"\nprint(*restrict_process(*readable_places()))\n{WITHOUT_HOOK}{STILL_WORKS}"
    command = [sys.executable, "-c", text]
    done = subprocess.run(command, cwd=tmp_path / "work", capture_output=True, text=True, timeout=60)
    first, *lines, thread, last = done.stdout.splitlines()
    if "seccomp" not in first or ("landlock" not in first and system == "both"):
        pytest.skip(f"this system has only {first or 'nothing'}")
    assert (thread, last) == ("thread", "done"), done.stderr
    refused = dict(line.rsplit(" ", 1) for line in lines)
    assert len(refused) == WITHOUT_HOOK.count("\ntried(")
    worked = {name for name, error in refused.items() if error not in ("1", "13")}
    assert worked <= (set() if system == "both" else OF_LANDLOCK)
    if system == "both":
        assert precious.read_text() == "precious"


NOT_UNICODE = {
    "raise ValueError('\\ud800')": "raised",
    "import warnings\n    warnings.warn('\\ud800')\n    m = (p + q) / 2\n    return (kl(p, m) + kl(q, m)) / 2": "pass",
    "print('\\ud800')\n    m = (p + q) / 2\n    return (kl(p, m) + kl(q, m)) / 2": "pass",
    "return {'\\ud800': 1}": "wrong type",
    "open('/etc/\\ud800', 'w')": "raised",
    "class E(Exception):\n        pass\n    E.__name__ = '\\ud800'\n    raise E('\\x1b[31m\\0')": "raised",
    "class W(UserWarning):\n        def __str__(self):\n            raise self\n    import warnings\n"
    "    warnings.warn(W())": "raised",
    "raise SystemExit('\\udfff' * 9)": "raised",
}


@pytest.mark.parametrize("body", NOT_UNICODE)
def test_text_that_cannot_be_encoded_does_not_stop_the_report(instance, body):
    source = f"{instance.exercise.reference}\n\ndef js(p, q):\n    {body}\n"
    verdicts, report = run_and_check(instance, source)
    assert verdicts[1].verdict == NOT_UNICODE[body], verdicts[1].detail
    text = feedback(instance.exercise, verdicts, source, report.printed)
    for each in (text, *verdicts[1].notes, verdicts[1].detail, *report.notes):
        assert each.encode("utf-8").decode("utf-8") == each


def test_what_a_file_does_while_it_is_loaded_is_noted_and_costs_nothing_by_itself(tmp_path):
    instance = ExerciseInstance(all_exercises()["e01"], "hostile")
    precious = tmp_path / "precious.txt"
    precious.write_text("precious")
    reference = instance.exercise.reference
    lines = [f"open({str(precious)!r}, 'w').write('x')", "import scipy.stats as st", "import torch.nn as nn"]
    lines += ["class Net(nn.Module):\n    pass", "st.entropy([1], [1])", "print(kl([.5, .5], [.1, .9]))"]
    verdicts, report = run_and_check(instance, "\n".join([reference, *lines]))
    assert all(verdict.passed for verdict in verdicts)
    assert precious.read_text() == "precious"
    first = reference.count("\n") + 2
    assert f"line {first}: writing '{precious}' is not allowed; the line was skipped" in report.notes
    assert f"line {first + 1} imports scipy, which is not available in an exercise" in report.notes
    assert f"line {first + 5}: import scipy is not allowed; the line was skipped" in report.notes

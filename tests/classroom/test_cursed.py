"""Stranger attacks than those of test_hostile; and what looks strange and is none."""

import os

import pytest

from numpygan.classroom import all_exercises
from numpygan.classroom.answer_checks import run_and_check
from numpygan.classroom.exercise_instance import ExerciseInstance
from numpygan.classroom.feedback_text import feedback

pytestmark = [
    pytest.mark.usefixtures("nothing_is_left"),
    pytest.mark.skipif(os.name != "posix", reason="needs limits and signals of POSIX"),
]

# The body of js(p, q), and what comes of it. Blocks begin with their name and their verdict.
CURSED = """
a __del__ that does not return: time-out
    class D:
        def __del__(self):
            while True:
                pass
    D()
    return 0.0

a __float__ that does not return: time-out
    class F(float):
        def __float__(self):
            while True:
                pass
    return F()

a lazy object: wrong type
    class Lazy:
        def __array__(self, *_, **__):
            return np.zeros(())
    return Lazy()

an array that lies: wrong
    class Liar(np.ndarray):
        def astype(self, *_, **__):
            return np.zeros(())
        def tobytes(self, *_):
            return b''
        def __array_function__(self, *_, **__):
            return np.zeros(3)
    return np.zeros(p.shape[:-1]).view(Liar)

a list in itself: wrong type
    x = []
    x.append(x)
    return x

errors in a circle: raised
    a, b = ValueError('a'), ValueError('b')
    a.__cause__, b.__cause__ = b, a
    raise a

a message of 256 MiB: raised or time-out
    class E(Exception):
        def __str__(self):
            return 'x' * (1 << 28)
    raise E

an alarm: crash
    import signal
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    while True:
        pass

a stop: time-out
    import signal
    signal.raise_signal(signal.SIGSTOP)

an exit by a thread: crash
    import os, threading, time
    threading.Thread(target=os._exit, args=(0,)).start()
    time.sleep(9)

exit handlers: wrong
    import atexit, os
    atexit.register(os._exit, 0)
    atexit.register(print, 'x' * 9999)
    return 0.0

no pipes any more: crash
    import os
    os.closerange(0, 60)
    return 0.0

junk in every pipe: crash
    import os
    for fd in range(3, 60):
        try:
            os.write(fd, b'junk' * 9)
        except OSError:
            pass
    return 0.0

memory of others: crash
    return np.lib.stride_tricks.as_strided(p, (1 << 40,), (8,)).sum()

a trace of everything: wrong
    import sys
    sys.settrace(lambda *_: None)
    sys.setprofile(lambda *_: None)
    return 0.0

what the worker is made of: wrong
    import sys
    frame = sys._getframe()
    while frame.f_back:
        frame = frame.f_back
    frame.f_globals['numbers'] = lambda raw: {'js': {'array': np.zeros(()), 'single': False}}
    return 0.0

a signal to the grader: forbidden
    import os, signal
    signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 0)

the grader's priority: forbidden
    import os
    os.setpriority(os.PRIO_PROCESS, os.getppid(), os.getpriority(os.PRIO_PROCESS, os.getppid()))

a history of commands for a file: import error
    import readline
    readline.write_history_file('precious.txt')

another interpreter: import error
    import tkinter
    tkinter.Tcl().eval('exec true')

another interpreter once more: forbidden
    import sys
    del sys.modules['_tkinter']
    import _tkinter

more threads than there is memory: raised or time-out or memory or crash
    import threading, time
    while True:
        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()

an array whose functions agree with everything: wrong
    class Agreeable(np.ndarray):
        def __array_ufunc__(self, *_, **__):
            return True
        def __array_function__(self, *_):
            return True
    return np.zeros(p.shape[:-1]).view(Agreeable)

an environment without secrets: wrong
    import os
    return [name for name in os.environ if 'KEY' in name or 'SEED' in name] or 0.0

an answer from its own past: wrong shape
    past = globals().setdefault('past', [])
    m = (p + q) / 2
    past.append((kl(p, m) + kl(q, m)) / 2)
    return past[-1] if len(past) < 5 else past[0]
"""
BLOCKS = dict(block.split("\n", 1) for block in CURSED.strip().split("\n\n"))


@pytest.mark.parametrize("head", list(BLOCKS))
def test_cursed(instance, head):
    source = f"{instance.exercise.reference}\n\ndef js(p, q):\n{BLOCKS[head]}\n"
    (a, b, _), _ = run_and_check(instance, source)  # who meddles with the worker itself may lose part c as well
    assert a.passed
    assert b.verdict in head.partition(": ")[2].split(" or "), (b.verdict, b.detail)


@pytest.mark.parametrize(
    "body",
    [
        "return np.random.rand(*p.shape[:-1])",
        "return np.random.default_rng().random(p.shape[:-1])",
        "import random\n    return random.random() * p.sum(axis=-1)",
        "raise ValueError(object())",
        "print(object())\n    return 0.0",
    ],
)
def test_the_same_file_gets_the_same_report_whatever_chance_there_is(instance, body):
    source = f"{instance.exercise.reference}\n\ndef js(p, q):\n    {body}\n"
    first, second = (run_and_check(instance, source) for _ in range(2))
    texts = [feedback(instance.exercise, verdicts, source, report.printed) for verdicts, report in (first, second)]
    assert texts[0] == texts[1]
    assert not first[0][1].passed


def verdicts_on(id, text):
    instance = ExerciseInstance(all_exercises()[id], "cursed")
    return {v.part.id: v.verdict for v in run_and_check(instance, f"import sys\nimport numpy as np\n{text}\n")[0]}


@pytest.mark.parametrize("id", list(all_exercises()))
def test_what_calls_the_students_functions_knows_no_answers(id):
    """Each function asks its caller's globals for one of its own name."""
    exercise = all_exercises()[id]
    names = {part.call.partition("(")[0] for part in exercise.parts}
    ask = "lambda *a, name={name!r}: sys._getframe(1).f_globals[name](*a)"
    found = verdicts_on(id, "\n".join(f"{name} = {ask.format(name=name)}" for name in sorted(names)))
    assert "pass" not in found.values()


FORGER = """
def one_hot(labels, classes):
    def part_d(student, x, c, rng, other):
        pairs = np.hstack([x, c])
        return {answers}
    sys._getframe(1).f_globals["part_d"] = part_d
    return np.eye(classes)[labels]
"""
SHAPES = "'shape of x': np.zeros(x.shape), 'shape of c': np.zeros(c.shape), "


@pytest.mark.parametrize(
    "answers",
    [
        "{'pairs in sorted order': pairs[np.lexsort(pairs.T)], 'whether rows moved': 1, "
        f"'another order from another generator': 1, {SHAPES}'generators used': 2}}",
        "{'x, c': (x, c), 'x by another, c by another': (x[::-1], c[::-1]), 'next of rng': 0, 'next of another': 0}",
        "{'x, c': (x, c), 'x by another, c by another': (x, c), 'next of rng': np.ones(3), 'next of another': 0}",
    ],
)
def test_what_a_shuffle_is_is_not_decided_where_the_student_is(answers):
    found = verdicts_on("e12", FORGER.replace("{answers}", answers))
    assert found["a"] == "pass"
    assert found["d"] in ("crash", "wrong")


@pytest.mark.parametrize(
    "text",
    [
        "import matplotlib.pyplot as plt\nfig, (left, right) = plt.subplots(1, 2)\nleft.plot([1], [2])\n"
        "(line,) = plt.plot([1], [2])\nn, edges, _ = plt.hist([1, 2])\nplt.rcParams['font.size'] = 9\nplt.show()",
        "from matplotlib import animation, cm\nwith cm.rc_context():\n    pass\n"
        "from IPython.display import display\ndisplay(1)",
        "np.testing.assert_allclose(js(np.ones(1), np.ones(1)), 0)",
        "import os\nos.environ['OMP_NUM_THREADS'] = '1'\nassert os.listdir('.') == []",
        "try:\n    import readline\nexcept ImportError:\n    pass\nimport doctest\ndoctest.testmod()",
        "import logging, pathlib, random, time, unittest, doctest, timeit, typing, dataclasses, subprocess, socket",
    ],
)
def test_what_is_no_attack(instance, text):
    """Right solutions that draw, test, time and look around besides."""
    verdicts, _ = run_and_check(instance, f"{instance.exercise.reference}\n{text}\n")
    assert all(v.passed and not v.notes for v in verdicts), (verdicts[0].verdict, verdicts[0].detail)

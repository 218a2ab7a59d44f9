"""Run a lesson, then the code of each of its folded answers in the lesson's namespace, as a student does.

python tests/lesson_with_answers.py lessons/05_measure_the_distance_of_two_distributions.py
"""

import os
import re
import sys
import textwrap
from pathlib import Path
from types import ModuleType

ANSWER = re.compile(r"^# \.\. admonition:: Answer\n#    :class: dropdown\n((?:#(?:    .*)?\n)*)", re.MULTILINE)
CODE = re.compile(r"^   \.\. code-block:: python\n((?:(?:      .*)?\n)*)", re.MULTILINE)
TASK = re.compile(r"^# (\d)\. ", re.MULTILINE)


def tasks(source: str) -> list[int]:
    """The numbers of the tasks below the heading *On your own*."""
    return [int(number) for number in TASK.findall(source.rpartition("# On your own\n")[2])]


def answers(source: str) -> list[str]:
    """The code of each folded answer of a lesson; "" for an answer without code."""
    found = []
    for body in ANSWER.findall(source):
        text = "".join(line[2:] or "\n" for line in body.splitlines(keepends=True))
        found.append("\n".join(textwrap.dedent(code).strip("\n") for code in CODE.findall(text)))
    return found


def run(path: Path) -> None:
    """Run the lesson as the module ``__main__``, and the answers after it."""
    lesson = sys.modules["__main__"] = ModuleType("__main__")
    lesson.__file__ = os.fspath(path)
    sys.path[0] = os.fspath(path.parent)
    source = path.read_text(encoding="utf-8")
    exec(compile(source, path, "exec"), lesson.__dict__)
    for number, code in enumerate(answers(source), start=1):
        exec(compile(code, f"{path.name}, answer {number}", "exec"), lesson.__dict__)


if __name__ == "__main__":
    run(Path(sys.argv[1]).resolve())

"""Run a lesson, then the code of each of its answers in the lesson's namespace, as a student does.

python tests/lesson_with_answers.py lessons/05_measure_the_distance_of_two_distributions.py
"""

import os
import sys
from pathlib import Path
from types import ModuleType

from numpygan.cli.answers import answers_of_lesson


def run(path: Path) -> None:
    """Run the lesson as the module ``__main__``, and the answers after it."""
    lesson = sys.modules["__main__"] = ModuleType("__main__")
    lesson.__file__ = os.fspath(path)
    sys.path[0] = os.fspath(path.parent)
    source = path.read_text(encoding="utf-8")
    exec(compile(source, path, "exec"), lesson.__dict__)
    for answer in answers_of_lesson(path):
        exec(compile(answer.code, f"{path.name}, answer {answer.number}", "exec"), lesson.__dict__)


if __name__ == "__main__":
    run(Path(sys.argv[1]).resolve())

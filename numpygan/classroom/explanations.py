"""Explain a mistake: the wrong line, the right line, and an experiment that shows the difference."""

import contextlib
import io
import textwrap
import types
import warnings
from collections.abc import Mapping

import numpy as np

from numpygan import arguments
from numpygan.classroom.bank import all_exercises, named_mistake
from numpygan.classroom.checking import public_instance
from numpygan.classroom.diagnosis import part_of_mistake
from numpygan.classroom.exercise import Exercise, Mistake
from numpygan.classroom.worker.student_calls import load

# Mistakes that are possible in any exercise.
ANYWHERE: Mapping[str, str] = {
    "any.mutates": "A function that changes its arguments in place changes arrays that its caller still uses. "
    "y = x; y -= 1 changes x as well; y = x - 1 makes a new array.",
    "any.none": "A Python function without a return statement returns None. A notebook shows the last value "
    "of a cell, but a function needs return.",
    "any.second_call": "The same call must give the same answer. It does not if the function changes a global "
    "variable, a default argument such as a list, or a gradient that it adds to, or if it draws "
    "random numbers without a seed.",
    "any.hard_coded": "A constant can be right for one call only. The checks call the function with many numbers, "
    "and grading uses other numbers than those that you see.",
    "any.library": "Write the exercise with NumPy alone. After you have passed, numpygan learn solution shows how the "
    "library computes it.",
}


def why(name: str) -> str:
    """Return the text of ``numpygan learn why NAME``."""
    if name in ANYWHERE:
        return "\n".join([name, *_indented(ANYWHERE[name])])
    known = [*ANYWHERE, *(each for exercise in all_exercises().values() for each in exercise.mistakes)]
    exercise, mistake = named_mistake(arguments.known_name("mistake", name, known))
    lines = [f"{name}: {mistake.says}", *_indented(mistake.why), ""]
    for word in ("wrong", "right"):
        text = "\n".join(getattr(edit, word) for edit in mistake.edits)
        lines += [f"{word}:", *(f"    {line}" for line in textwrap.dedent(text).splitlines() if line.strip()), ""]
    program = experiment(exercise, mistake)
    lines += ["Try it:", *(f"    {line}" for line in program.splitlines()), "", "It prints:"]
    lines += [f"    {line}" for line in run_experiment(program).splitlines()]
    about = f"numpygan check {' '.join(exercise.statements)}" if exercise.statements else ""
    if about or exercise.lesson:
        lines += ["", f"See also: {'  |  '.join(filter(None, (about, exercise.lesson_command)))}"]
    return "\n".join(lines)


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, 78, initial_indent="  ", subsequent_indent="  ")


def experiment(exercise: Exercise, mistake: Mistake) -> str:
    """Return a few lines of Python that print the right answer and then the wrong one."""
    demo = mistake.demo or exercise.part(part_of_mistake(public_instance(exercise.id), mistake.name)).demo
    *setup, expression = demo.splitlines()
    return "\n".join(
        [
            "import numpy as np",
            "from numpygan.classroom import right_and_wrong",
            *setup,
            f'for file in right_and_wrong("{mistake.name}"):',
            f"    print({expression})",
        ]
    )


def run_experiment(program: str) -> str:
    """Return what the program prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        exec(compile(program, "experiment", "exec"), {})
    return printed.getvalue().rstrip()


def right_and_wrong(name: str) -> tuple[types.ModuleType, types.ModuleType]:
    """Return the solution of an exercise as a module, and a module with one mistake."""
    exercise, _ = named_mistake(name)
    return load(exercise.reference, "right.py", "right"), load(exercise.mutant(name), "wrong.py", "wrong")

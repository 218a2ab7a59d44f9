"""A mistake as a worked example: the wrong line, the right line, and an experiment that shows the difference."""

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

# What can go wrong in any exercise, and why it matters.
ANYWHERE: Mapping[str, str] = {
    "any.mutates": "A function that writes into its arguments changes numbers that its caller still uses. "
    "y = x; y -= 1 changes x as well; y = x - 1 makes a new array.",
    "any.none": "A Python function without a return statement returns None. In a notebook the last value is shown all "
    "the same, which hides it.",
    "any.second_call": "What a function keeps between two calls (a global, a default argument that is a list, a "
    "gradient that is added to) makes its answer depend on its past, and so does a random number of its own. The same "
    "call must give the same answer.",
    "any.hard_coded": "A number typed in is right for one call only. The checks call with many numbers, and grading "
    "with others than those you see.",
    "any.library": "The exercise is to write it by hand. Afterwards, compare with the library's own: numpygan learn "
    "solution.",
}


def why(name: str) -> str:
    """The text of ``numpygan learn why NAME``."""
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
    lesson = f"lessons/{exercise.lesson}.py" if exercise.lesson else ""
    if about or lesson:
        lines += ["", f"See also: {'  |  '.join(filter(None, (about, lesson)))}"]
    return "\n".join(lines)


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, 78, initial_indent="  ", subsequent_indent="  ")


def experiment(exercise: Exercise, mistake: Mistake) -> str:
    """A few lines of Python that show what the mistake does: first the right answer, then the wrong one."""
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
    """What the program prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        exec(compile(program, "experiment", "exec"), {})
    return printed.getvalue().rstrip()


def right_and_wrong(name: str) -> tuple[types.ModuleType, types.ModuleType]:
    """The solution of an exercise as a module, and the same with one mistake."""
    exercise, _ = named_mistake(name)
    return load(exercise.reference, "right.py", "right"), load(exercise.mutant(name), "wrong.py", "wrong")

"""The classroom: exercises that name the mistake, for students alone and for a teacher with a class.

It stands above all other rooms but the command line, and uses standard library and NumPy only.
"""

# First, for it lets the others find Python's own modules beside a student's random.py.
from numpygan.classroom.shadowing import shadowing_note
from numpygan.classroom.exercise import Draws, Edit, Exercise, Mistake, Part, Probe
from numpygan.classroom.bank import all_exercises, named_exercise, named_mistake
from numpygan.classroom.workbook import Workbook, find_file
from numpygan.classroom.checking import check_exercise, check_file
from numpygan.classroom.solutions import solution
from numpygan.classroom.explanations import right_and_wrong, why

__all__ = [
    "Draws",
    "Edit",
    "Exercise",
    "Mistake",
    "Part",
    "Probe",
    "Workbook",
    "all_exercises",
    "check_exercise",
    "check_file",
    "find_file",
    "named_exercise",
    "named_mistake",
    "right_and_wrong",
    "shadowing_note",
    "solution",
    "why",
]

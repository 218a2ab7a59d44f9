"""Exercises with checks that name the mistake, for students alone and for a teacher with a class.

It imports no other room of the package, only the standard library and NumPy. The command line uses it.
"""

# This import comes first, because it repairs the search path if a student has a file such as random.py.
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

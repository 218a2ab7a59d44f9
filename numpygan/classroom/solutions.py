"""Show a solution of an exercise, and the library's source for the same.

This is the only place where the classroom imports other rooms of the package, by name, to read their source.
"""

import inspect
from importlib import import_module

from numpygan.classroom.exercise import Exercise


def solution(exercise: Exercise) -> str:
    """Return the reference solution, then the source of the library functions that compute the same."""
    texts = [exercise.reference.strip()]
    for place in exercise.library:
        module, _, name = place.partition(":")
        texts.append(f"# {module}\n\n{inspect.getsource(getattr(import_module(module), name)).strip()}")
    rule = f"\n\n\n# {'-' * 70}\n# How numpygan does it, for comparison.\n\n"
    return texts[0] + (rule + "\n\n\n".join(texts[1:]) if len(texts) > 1 else "")

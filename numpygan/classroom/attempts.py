"""Which exercises a text is about, and whether it contains more than the empty exercise."""

import ast
from functools import cache

from numpygan.classroom.bank import all_exercises
from numpygan.classroom.exercise import Exercise
from numpygan.classroom.worker.loading import cells_of

LEAST_SHARE = 0.5  # of an exercise's functions that a file without a telling name must define


def wanted_names(exercise: Exercise) -> set[str]:
    """Return the names of the functions and classes that a student writes."""
    return {part.call.partition("(")[0].partition(".")[0] for part in exercise.parts}


def definitions(text: str) -> dict[str, str] | None:
    """Return what is defined at the top level, by name, without line numbers; None if no part of it is Python."""
    found: dict[str, str] = {}
    trees = []
    for cell in cells_of(text):
        try:
            trees.append(ast.parse(cell))
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            continue
    if not trees:
        return None
    for node in (node for tree in trees for node in tree.body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found[node.name] = _dump(node)
        elif isinstance(node, ast.Assign):
            found |= {target.id: _dump(node.value) for target in node.targets if isinstance(target, ast.Name)}
    return found


def _dump(node: ast.AST) -> str:
    """Return the code without white space and comments; a fixed text if it is nested too deeply."""
    try:
        return ast.dump(node)
    except (RecursionError, MemoryError):
        return "nested too deeply"


@cache
def _of_the_stub(id: str) -> dict[str, str]:
    return definitions(all_exercises()[id].stub) or {}


def is_attempt(exercise: Exercise, text: str) -> bool:
    """Whether a text differs from the stub in more than white space, comments and text outside of functions."""
    found = definitions(text)
    if found is None:  # a syntax error is an attempt, an empty file is none
        return "".join(text.split()) not in ("", "".join(exercise.stub.split()))
    stub = _of_the_stub(exercise.id)
    return any(stub.get(name) != dump for name, dump in found.items())


def exercises_by_content(text: str, named: str = "") -> list[str]:
    """Return the exercises that a text is about: that of its name, unless it defines the functions of others only."""
    found = set(definitions(text) or ())
    shares = {}
    for exercise in all_exercises().values():
        wanted = wanted_names(exercise)
        shares[exercise.id] = len(wanted & found) / len(wanted)
    if named and shares[named] > 0:
        return [named]
    others = [id for id, share in shares.items() if share >= LEAST_SHARE]
    if named and not others:
        return [named]
    return others

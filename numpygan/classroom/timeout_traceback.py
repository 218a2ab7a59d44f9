"""Find the line to report at a time-out: that of the loop, so that the same file gives the same line."""

import ast
from collections.abc import Sequence

FUNCTIONS = ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda
LOOPS = ast.For, ast.While


def timeout_line(source: str, lines: Sequence[int]) -> int:
    """Return the line where the loop begins that does not end.

    Parameters
    ----------
    source : str
    lines : sequence of int
        The line that was being executed in each active call, the innermost call first.

    Returns
    -------
    int
        The first line of the outermost loop around the innermost call that is in a loop; the innermost line if none
        is; 0 without ``lines``.
    """
    if not lines:
        return 0
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return lines[0]
    loops = (_loop_around(tree, line) for line in lines)
    return next((line for line in loops if line), lines[0])


def _loop_around(tree: ast.Module, line: int) -> int:
    """Return the first line of the outermost loop around ``line`` within its function or the module; 0 if none."""
    found = 0
    for node in ast.walk(tree):  # outer nodes come before inner nodes
        if isinstance(node, (*FUNCTIONS, *LOOPS)) and node.lineno <= line <= (node.end_lineno or 0):
            if isinstance(node, LOOPS):
                found = found or node.lineno
            elif node.lineno < line:
                found = 0
    return found

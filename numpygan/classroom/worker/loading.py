"""Load a student's file: a script, or the cells of a notebook. An error in one statement does not hide the next ones.

A demonstration that fails, such as ``print(kl([0.5, 0.5], [0.1, 0.9]))``, must not cost the functions around it. So a
statement at the top level that raises is skipped and reported, and the loading continues with the next one.
"""

import __future__

import ast
import re
import sys
import types
from collections.abc import Collection, Iterator
from typing import Any

from numpygan.classroom.worker.student_calls import exception_outcome

# The text of a notebook begins with this line; each cell begins with a line that fits CELL.
NOTEBOOK = "# The code cells of a notebook."
CELL = re.compile(r"^# %% \[cell (\d+)\]$", re.MULTILINE)
MOST_PROBLEMS = 10


def load_statements(
    source: str, filename: str, skipped_lines: Collection[int] = (), name: str = "student"
) -> tuple[types.ModuleType, list[dict[str, Any]]]:
    """Run ``source`` as a module, without the statements at ``skipped_lines``.

    Returns
    -------
    module : module
    problems : list of outcomes
        One for each statement that raised an exception, and for each cell that is not valid Python.

    Raises
    ------
    SyntaxError
        If a script, which has no cells, is not valid Python.
    """
    module = types.ModuleType(name)
    module.__file__ = filename
    sys.modules[name] = module  # dataclasses look their module up
    problems: list[dict[str, Any]] = []
    cells = list(cells_of(source))
    flags = 0
    for text in cells:
        try:
            tree = ast.parse(text, filename)
        except SyntaxError as error:
            if len(cells) == 1 and not source.startswith(NOTEBOOK):
                raise
            problems.append(exception_outcome(error, filename))
            continue
        body = [each for each in tree.body if not any(first_line(each) <= n <= last_line(each) for n in skipped_lines)]
        flags |= _future_flags(body)
        while body:
            code = compile(ast.Module(body, []), filename, "exec", flags, dont_inherit=True)
            try:
                exec(code, module.__dict__)
            except BaseException as error:
                line = _line_in(error, code)
                outcome = exception_outcome(error, filename)
                problems.append(outcome | ({"line": line} if line and "line" in outcome else {}))
                body = [each for each in body if first_line(each) > line] if line else []
            else:
                break
    return module, problems[:MOST_PROBLEMS]


def cells_of(source: str) -> Iterator[str]:
    """Yield the cells of a notebook's text, each after empty lines, so that line numbers agree; or the whole script."""
    if not source.startswith(NOTEBOOK):
        yield source
        return
    starts = [match.start() for match in CELL.finditer(source)]
    for start, end in zip(starts, [*starts[1:], len(source)], strict=True):
        yield "\n" * source.count("\n", 0, start) + source[start:end]


def first_line(statement: Any) -> int:
    """Return the first line of a statement, with its decorators."""
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def last_line(statement: Any) -> int:
    return statement.end_lineno or statement.lineno


def _line_in(error: BaseException, code: types.CodeType) -> int:
    """Return the line of ``code`` at which the error passed; 0 if it did not."""
    traceback, line = error.__traceback__, 0
    while traceback is not None:
        if traceback.tb_frame.f_code is code:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _future_flags(body: list[ast.stmt]) -> int:
    flags = 0
    for statement in body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                flags |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
    return flags

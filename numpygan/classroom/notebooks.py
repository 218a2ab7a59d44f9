"""The code cells of a notebook, of any version of the format, with the commands of IPython as comments.

A line is a command only at the start of a statement: not in a string, in brackets or after a backslash. So a modulo
sign or a question in a comment stays what it is.
"""

import ast
import json
import re
from typing import Any

# First lines of cells that are Python all the same: the line becomes a comment, the cell is kept.
PYTHON_CELLS = {"time", "timeit", "capture", "prun", "python", "python3", "pypy", "debug", "memit", "mprun", "lprun"}
HELP = re.compile(r"^\s*(\?{1,2}[\w.*]+|[\w.*]+\?{1,2})\s*$")
ASSIGNED = re.compile(r"^\s*[\w, ]+=\s*[!%]")
TIMED = re.compile(r"^(\s*)%time\s+(.*\S)\s*$")
TRIPLE = '"""', "'''"


def notebook_cells(name: str, text: str) -> tuple[list[str], list[str]]:
    """Return the code cells, and a note for each cell in another language; ValueError if this is not a notebook."""
    try:
        notebook: Any = json.loads(text)
        # Version 3 has worksheets with cells, and calls the text of a cell its input.
        sheets = [notebook] if "cells" in notebook else notebook["worksheets"]
        found = [cell for sheet in sheets for cell in sheet["cells"] if cell["cell_type"] == "code"]
        texts = ["".join(cell["source"] if "source" in cell else cell["input"]) for cell in found]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(
            f"{name} is not a notebook that can be read ({type(error).__name__}): save it again as .ipynb"
        ) from None
    cells, notes = [], []
    for number, cell in enumerate(texts, 1):
        lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        first = next((i for i, line in enumerate(lines) if line.strip()), 0)
        if lines[first].lstrip().startswith("%%"):
            words = lines[first].strip()[2:].split()
            kind = words[0] if words else ""
            if kind in PYTHON_CELLS or (kind in ("writefile", "file") and words[-1].endswith(".py")):
                lines[first] = f"# {lines[first]}"
            else:
                notes.append(f"cell {number} is %%{kind}, not Python; it was not run")
                lines = [f"# {line}" for line in lines]
        cells.append(without_magics("\n".join(lines)))
    return cells, notes


def without_magics(text: str) -> str:
    """Return the text of a cell with each command of IPython as a comment; valid Python is returned as it is."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        pass
    else:
        return text
    lines, state = [], _State()
    for line in text.split("\n"):
        if state.starts_a_statement:
            timed = TIMED.match(line)
            if timed:
                line = f"{timed[1]}{timed[2]}"
            elif line.lstrip().startswith(("%", "!")) or ASSIGNED.match(line) or HELP.match(line.split("#")[0]):
                indent = line[: len(line) - len(line.lstrip())]
                lines.append(f"{indent}pass  # {line.strip()}")
                continue
        state.read(line)
        lines.append(line)
    return "\n".join(lines)


class _State:
    """What is open at the end of a line: a string in triple quotes, brackets, or a line that a backslash continues."""

    def __init__(self) -> None:
        self.quotes, self.depth, self.continued = "", 0, False

    @property
    def starts_a_statement(self) -> bool:
        return not self.quotes and self.depth <= 0 and not self.continued

    def read(self, line: str) -> None:
        at, self.continued = 0, False
        while at < len(line):
            if self.quotes:
                if line[at] == "\\":
                    at += 2
                    continue
                if line.startswith(self.quotes, at):
                    at += len(self.quotes)
                    self.quotes = ""
                    continue
            elif line[at] == "#":
                break
            elif line[at] in "\"'":
                self.quotes = line[at : at + 3] if line[at : at + 3] in TRIPLE else line[at]
                at += len(self.quotes)
                continue
            elif line[at] in "([{":
                self.depth += 1
            elif line[at] in ")]}":
                self.depth -= 1
            elif line[at] == "\\" and at == len(line.rstrip()) - 1:
                self.continued = True
            at += 1
        if len(self.quotes) == 1:  # a string in single quotes ends with its line
            self.quotes = ""

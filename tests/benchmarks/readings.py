"""How much a student opens to understand a part of the package: lines, and lines of code, of each reading.

    python tests/benchmarks/readings.py

A line of code is one that holds more than a comment or a part of a docstring. docs/design.md quotes the table.
"""

import ast
import io
import tokenize
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "numpygan"
READINGS = {
    "back-propagation": ["nets/layers.py", "nets/activations.py", "nets/network.py", "nets/losses.py"],
    "Algorithm 1": ["training/algorithm1.py"],
    "Theorem 1, checked": ["theory/divergences.py", "theory/game.py", "theory/ascent.py"],
    "a layer of one's own": ["nets/layers.py"],
}


def code_lines(source: str) -> int:
    """The number of lines of ``source`` that hold code: no blank lines, comments or docstrings."""
    docstrings: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            for statement in node.body:  # a string by itself: a docstring, or the description of a field
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    docstrings.update(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    found: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in silent:
            found.update(range(token.start[0], token.end[0] + 1))
    return len(found - docstrings)


def main() -> None:
    print(f"{'a student wants to understand':<30} {'files':>5} {'lines':>6} {'code':>6}")
    for reading, files in READINGS.items():
        sources = [(PACKAGE / file).read_text(encoding="utf-8") for file in files]
        lines, code = sum(len(s.splitlines()) for s in sources), sum(map(code_lines, sources))
        print(f"{reading:<30} {len(files):>5} {lines:>6} {code:>6}")


if __name__ == "__main__":
    main()

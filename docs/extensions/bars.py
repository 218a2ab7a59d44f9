"""In a docstring and in a lesson ``|p - q|`` is an absolute value, not a substitution of reStructuredText."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def keep_bars(line: str) -> str:
    """The line with its bars escaped, but for those between backticks."""
    return "".join(part if part.startswith("`") else part.replace("|", r"\|") for part in re.split("(`+[^`]*`+)", line))


def in_docstring(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Every line but those of examples."""
    lines[:] = [line if line.lstrip().startswith((">>>", "...")) else keep_bars(line) for line in lines]


def in_lesson(app: Sphinx, docname: str, source: list[str]) -> None:
    """The lines of its prose, which alone are not indented."""
    if docname.startswith("lessons/"):
        source[0] = "\n".join(line if line[:1] in " .|+" else keep_bars(line) for line in source[0].split("\n"))


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("autodoc-process-docstring", in_docstring, priority=900)  # after numpydoc
    app.connect("source-read", in_lesson)
    return {"parallel_read_safe": True}

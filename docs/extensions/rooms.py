"""``.. room:: numpygan.theory``: the reference of all names that a room exports, file by file, from its docstrings.

The order is that of the imports in ``__init__.py`` of the room. A name of another room gets a link to its page.
"""

import ast
import inspect
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class File(NamedTuple):
    """A module, and those of its names that the room exports."""

    module: str
    names: list[str]


def files_of(room: ModuleType) -> list[File]:
    """The files from which ``room`` imports what it exports, in the order of its imports."""
    source = Path(inspect.getfile(room)).read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("numpygan"):
            names = [alias.asname or alias.name for alias in node.names]
            found.setdefault(str(node.module), []).extend(name for name in names if name in room.__all__)
    for id in vars(room).get("STATEMENTS", ()):  # a loop imports them, see numpygan/statements/__init__.py
        found.setdefault(room.__name__, []).append(id.replace("-", "_"))
    return [File(module, names) for module, names in found.items() if names]


def opening(module: ModuleType) -> str:
    """The first paragraph of a module's docstring, as a paragraph."""
    return " ".join(inspect.getdoc(module).split("\n\n")[0].split())


class Room(SphinxDirective):
    """The reference of one room."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        room = import_module(self.arguments[0])
        self.env.note_dependency(inspect.getfile(room))
        lines = [f".. module:: {room.__name__}", "", inspect.getdoc(room) or "", ""]
        for file in files_of(room):
            self.env.note_dependency(inspect.getfile(import_module(file.module)))
            lines += _file(room, file)
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def _file(room: ModuleType, file: File) -> list[str]:
    if file.module == room.__name__:  # whole modules, as numpygan.theory.smoothing
        return [line for name in file.names for line in _module(f"{room.__name__}.{name}")]
    if not f"{file.module}.".startswith(f"{room.__name__}."):  # a name of another room, described on its page
        return ["Also here: " + ", ".join(f":py:obj:`~{file.module}.{name}`" for name in file.names) + ".", ""]
    title = file.module.removeprefix(f"{room.__name__}.")
    lines = ["", title, "-" * len(title), "", opening(import_module(file.module)), ""]
    for name in file.names:
        kind = _kind(getattr(room, name))
        lines += [f".. {kind}:: {room.__name__}.{name}", "   :members:" if kind == "autoclass" else "", ""]
    return lines


def _module(module: str) -> list[str]:
    title = module.rpartition(".")[2]
    return ["", title, "-" * len(title), "", f".. automodule:: {module}", "   :members:", ""]


def _kind(thing: Any) -> str:
    if inspect.isclass(thing):
        return "autoclass"
    return "autofunction" if inspect.isroutine(thing) else "autodata"


class Exports(SphinxDirective):
    """``.. exports:: numpygan``: the names of the package, a line for each import, linked to their rooms."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        files = files_of(import_module(self.arguments[0]))
        lines = [
            f"- ``{file.module}``: " + ", ".join(f":py:obj:`~{file.module}.{n}`" for n in file.names) for file in files
        ]
        return self.parse_text_to_nodes("\n".join(lines))


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("room", Room)
    app.add_directive("exports", Exports)
    return {"parallel_read_safe": True}

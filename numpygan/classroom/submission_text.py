"""Read the Python source of a student's file: a .py file in any encoding, a notebook by its code cells."""

import ast
import codecs
import io
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path

from numpygan.classroom.notebooks import notebook_cells, without_magics
from numpygan.classroom.worker.loading import CELL, NOTEBOOK

LARGEST = 4 << 20  # bytes of a script
LARGEST_NOTEBOOK = 64 << 20  # with the pictures in it
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


@dataclass(frozen=True)
class Source:
    """Python source, and remarks about how it was read."""

    text: str
    notes: tuple[str, ...] = ()


def source_of(path: Path) -> Source:
    """Return the source in the file ``path``; ValueError says why it cannot be read."""
    with open(path, "rb") as file:
        return read_source(path.name, file.read(LARGEST_NOTEBOOK + 1))


def text_of(name: str, data: bytes) -> str:
    """Return the text alone, see :func:`read_source`."""
    return read_source(name, data).text


def read_source(name: str, data: bytes) -> Source:
    """Return the Python source in a file's bytes; ValueError says why it cannot be read."""
    is_notebook = ".ipynb" in name.lower() or (data[:200].lstrip()[:1] == b"{" and b'"cells"' in data)
    most = LARGEST_NOTEBOOK if is_notebook else LARGEST
    if len(data) > most:
        raise ValueError(f"{name} has more than {most >> 20} MiB: expected a smaller file")
    text, notes = _decoded(name, data)
    if is_notebook:
        cells, dropped = notebook_cells(name, text)
        parts = [f"# %% [cell {number}]\n{cell}" for number, cell in enumerate(cells, 1)]
        return Source(_plain(name, "\n\n".join([NOTEBOOK, *parts]) + "\n"), (*notes, *dropped))
    text = _plain(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    if not _compiles(text):  # a script saved from a notebook may contain its commands
        cleaned = without_magics(text)
        if cleaned != text and _compiles(cleaned):
            return Source(cleaned, (*notes, "it contains commands of notebooks (% or !), which were skipped"))
    return Source(text, notes)


def _decoded(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of the bytes, and a note if it is not in UTF-8."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding), (
                    f"it is in {encoding.upper()}, which Python does not run: save it as UTF-8",
                )
            except UnicodeDecodeError as error:
                raise ValueError(f"{name} is damaged {encoding.upper()} ({error}): save it as UTF-8") from None
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding), ()
    except (UnicodeDecodeError, SyntaxError, LookupError):
        pass
    if b"\0" in data:
        raise ValueError(f"{name} is not Python source: it contains zero bytes")
    try:
        return data.decode("utf-8-sig"), ("its first lines name an encoding that it is not in",)
    except UnicodeDecodeError:
        return data.decode("latin-1"), ("it is not in UTF-8, and Python may refuse to run it: save it as UTF-8",)


def _compiles(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True


def _plain(name: str, text: str) -> str:
    """Return ``text`` if Python can compile such characters; else raise ValueError."""
    if "\0" in text:
        raise ValueError(f"{name} is not Python source: it contains zero bytes")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f"{name} is not Python source: it contains halves of characters (surrogates)")
    return text


def place_in(source: str, line: int) -> str:
    """Return where a line is: ``"31"`` in a script, ``"cell 3, line 2"`` in the text of a notebook."""
    if not source.startswith(NOTEBOOK):
        return str(line)
    before = [match for match in CELL.finditer(source) if source.count("\n", 0, match.start()) + 1 < line]
    if not before:
        return str(line)
    return f"cell {before[-1][1]}, line {line - source.count(chr(10), 0, before[-1].start()) - 1}"


def with_places(source: str, text: str) -> str:
    """Return ``text`` with each "line 31" replaced by the cell and the line in it, if ``source`` is a notebook."""
    if not source.startswith(NOTEBOOK):
        return text
    return re.sub(r"\bline (\d+)\b", lambda match: place_in(source, int(match[1])), text)

"""The Python text of a student's file: a .py as it is, a notebook by its code cells."""

import io
import json
import re
import tokenize
from pathlib import Path
from typing import Any

LARGEST = 4 << 20  # bytes of a file
MAGIC = re.compile(r"^[ \t]*([%!?].*|.*\?)[ \t]*$", re.MULTILINE)


def source_of(path: Path) -> str:
    """The text of the file ``path``; ValueError if there is none."""
    with open(path, "rb") as file:
        return text_of(path.name, file.read(LARGEST + 1))


def text_of(name: str, data: bytes) -> str:
    """The Python text of a file's bytes; ValueError says why there is none."""
    if len(data) > LARGEST:
        raise ValueError(f"{name} has more than {LARGEST >> 20} MiB")
    if name.lower().endswith(".ipynb"):
        return notebook_text(name, data)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (UnicodeDecodeError, SyntaxError, LookupError) as error:
        raise ValueError(f"{name} is not a text of Python in UTF-8: {error}") from None
    return plain_text(name, text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_text(name: str, text: str) -> str:
    """``text``, if it is one that Python can read at all."""
    if "\0" in text:
        raise ValueError(f"{name} is not a text of Python: it holds zero bytes")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f"{name} is not a text of Python: it holds halves of characters")
    return text


def notebook_text(name: str, data: bytes) -> str:
    """The code cells of a notebook, in order; what only IPython understands becomes a comment."""
    try:
        notebook: Any = json.loads(data.decode("utf-8"))
        cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
        texts = ["".join(source) for source in cells]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"{name} is not a notebook: {type(error).__name__}") from None
    texts = ["" if text.lstrip().startswith("%%") else text for text in texts]
    return plain_text(name, "\n\n".join(MAGIC.sub(lambda match: f"# {match[0]}", text) for text in texts))

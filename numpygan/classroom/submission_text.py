"""Read the Python source of a student's file: a .py file as it is, a notebook by its code cells."""

import io
import json
import re
import tokenize
from pathlib import Path
from typing import Any

LARGEST = 4 << 20  # bytes of a file
MAGIC = re.compile(r"^[ \t]*([%!?].*|.*\?)[ \t]*$", re.MULTILINE)


def source_of(path: Path) -> str:
    """Return the source in the file ``path``; ValueError says why it cannot be read."""
    with open(path, "rb") as file:
        return text_of(path.name, file.read(LARGEST + 1))


def text_of(name: str, data: bytes) -> str:
    """Return the Python source in a file's bytes; ValueError says why it cannot be read."""
    if len(data) > LARGEST:
        raise ValueError(f"{name} has more than {LARGEST >> 20} MiB: expected a smaller file")
    if name.lower().endswith(".ipynb"):
        return notebook_text(name, data)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (UnicodeDecodeError, SyntaxError, LookupError) as error:
        raise ValueError(f"{name} is not Python source in UTF-8 ({error}): save it as UTF-8") from None
    return plain_text(name, text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_text(name: str, text: str) -> str:
    """Return ``text`` if Python can compile such characters; else raise ValueError."""
    if "\0" in text:
        raise ValueError(f"{name} is not Python source: it contains zero bytes")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f"{name} is not Python source: it contains halves of characters (surrogates)")
    return text


def notebook_text(name: str, data: bytes) -> str:
    """Return the code cells of a notebook, in order; IPython commands become comments."""
    try:
        notebook: Any = json.loads(data.decode("utf-8"))
        cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
        texts = ["".join(source) for source in cells]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(
            f"{name} is not a notebook that can be read ({type(error).__name__}): save it again as .ipynb"
        ) from None
    texts = ["" if text.lstrip().startswith("%%") else text for text in texts]
    return plain_text(name, "\n\n".join(MAGIC.sub(lambda match: f"# {match[0]}", text) for text in texts))

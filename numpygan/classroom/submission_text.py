"""The Python text of a student's file: a .py as it is, a notebook by its code cells."""

import json
import re
from pathlib import Path
from typing import Any

from numpygan.classroom.workbook import read_source

LARGEST = 4 << 20  # bytes of a file
MAGIC = re.compile(r"^\s*[%!?].*$|^.*\?\s*$", re.MULTILINE)


def source_of(path: Path) -> str:
    """The text of ``path``; ValueError if there is none."""
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name} has more than {LARGEST >> 20} MiB")
    return notebook_source(path) if path.suffix == ".ipynb" else read_source(path)


def notebook_source(path: Path) -> str:
    """The code cells of a notebook, in order; lines that only IPython understands become comments."""
    try:
        notebook: Any = json.loads(path.read_text(encoding="utf-8"))
        cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
        texts = ["".join(source) for source in cells]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"{path.name} is not a notebook: {type(error).__name__}") from None
    texts = ["" if text.lstrip().startswith("%%") else text for text in texts]
    return "\n\n".join(
        MAGIC.sub(lambda match: f"# {match[0]}" if _is_magic(match[0]) else match[0], text) for text in texts
    )


def _is_magic(line: str) -> bool:
    return line.lstrip()[:1] in ("%", "!", "?") or line.rstrip().endswith("?")

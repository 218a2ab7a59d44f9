"""The notebooks that can be downloaded below each lesson are those of ``numpygan lesson N --notebook``."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx_gallery import gen_rst

from numpygan.cli.notebook import notebook_text

LESSONS = Path(__file__).parents[2] / "lessons"


def _save_notebook(_: dict[str, Any], path: Path) -> None:
    """Write the lesson's notebook to ``path``, NAME.ipynb.new, instead of the one that sphinx-gallery made."""
    name, _, _ = Path(path).name.partition(".")
    Path(path).write_text(notebook_text(LESSONS / f"{name}.py"), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    gen_rst.save_notebook = _save_notebook
    return {"parallel_read_safe": True}

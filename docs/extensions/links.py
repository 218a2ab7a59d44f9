"""Let links to source files lead to the pages that are made from these files.

A page links ``../lessons/07_x.py``, so that the link works for a reader of the repository. On the site it leads to the
lesson. In the same way
`` [`js`](../numpygan/theory/divergences.py) `` leads to the reference of ``numpygan.theory.js``, and an exercise's
folder to its section. The title of a lesson gets the number of its file.
"""

import re
from typing import Any

from sphinx.application import Sphinx

UP = r"\]\((?:\.\./)+"
RULES = [
    (rf"{UP}lessons/?\)", r"](/lessons/index.rst)"),
    (rf"{UP}lessons/(\d\d_\w+)\.py\)", r"](/lessons/\1.rst)"),
    (r"\[(e\d\d)\]\((?:\.\./)+numpygan/classroom/exercises/\w+/?\)", r"{ref}`\1 <\1>`"),
    (rf"\[`([\w -]+)`{UP}numpygan/statements/(\w+)\.py\)", r"{py:mod}`\1 <numpygan.statements.\2>`"),
    (rf"\[`([\w.]+)`{UP}numpygan/nets/extras/\w+\.py\)", r"{py:obj}`\1 <numpygan.nets.extras.\1>`"),
    (rf"\[`([\w.]+)`{UP}numpygan/(\w+)/[\w/]+\.py\)", r"{py:obj}`\1 <numpygan.\2.\1>`"),
]


def to_pages(app: Sphinx, docname: str, source: list[str]) -> None:
    """Rewrite the links of a Markdown page, or the title of a lesson."""
    if app.env.doc2path(docname).suffix == ".md":
        for pattern, replacement in RULES:
            source[0] = re.sub(pattern, replacement, source[0])
    if number := re.match(r"lessons/(\d\d)_", docname):
        source[0] = re.sub(r"^(.+)\n(=+)$", rf"{number[1]} \1\n===\2", source[0], count=1, flags=re.MULTILINE)
        source[0] = source[0].replace(".. literalinclude:: ", ".. literalinclude:: ../../lessons/")
        source[0] = source[0].replace(".. image:: ../docs/", ".. image:: ../")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("source-read", to_pages)
    return {"parallel_read_safe": True}

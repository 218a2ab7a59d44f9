"""Links between the pages of Play and the lessons, which exist on the site but not in an installed package.

In a lesson, ``numpygan play circling`` becomes a link to the page. In a page of Play, the name of a lesson becomes a
link to the lesson, and the line at the top leads to the documentation.
"""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

COMMAND = re.compile(r"``numpygan play\s+([a-z-]+)``")
LESSON = re.compile(r'<span data-lesson="(\w+)">(.*?)</span>', flags=re.DOTALL)
TOP = '<nav><a href="index.html">All pages of Play</a></nav>'
TO_THE_DOCUMENTATION = ' · <a href="../index.html">numpygan documentation</a></nav>'


def in_lesson(app: Sphinx, docname: str, source: list[str]) -> None:
    """Link the command that opens a page to the page."""
    if docname.startswith("lessons/"):
        source[0] = COMMAND.sub(
            lambda found: f"{found[0]} (`open the page <../play/{found[1].replace('-', '_')}.html>`__)", source[0]
        )


def in_pages(app: Sphinx, exception: Exception | None) -> None:
    """Link the lessons in the copied pages."""
    if exception or app.builder.format != "html":
        return
    for path in (Path(app.outdir) / "play").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        text = LESSON.sub(r'<a href="../lessons/\1.html">\2</a>', text)
        text = text.replace(TOP, TOP.removesuffix("</nav>") + TO_THE_DOCUMENTATION)
        if path.stem == "index":
            text = text.replace("<h1>", "<nav>" + TO_THE_DOCUMENTATION.removeprefix(" · ") + "\n<h1>", 1)
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("source-read", in_lesson)
    app.connect("build-finished", in_pages)
    return {"parallel_read_safe": True}

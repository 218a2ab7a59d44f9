"""The gallery of the lessons, and what stands under the title of a lesson: *Notebook · Script · Handout · Play*.

``.. lesson-cards::`` has a line for each lesson: its number and its goal. The card has the picture of ``card``, the
title of the lesson, and the goal. It replaces the thumbnails of sphinx-gallery. The row of links replaces its note "go
to the end to download" and the box at the end.
"""

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "lessons").glob("[0-9][0-9]_*.py"))


def title_of(lesson: Path) -> str:
    """The first line of the docstring."""
    return lesson.read_text(encoding="utf-8").split("\n", 2)[1]


class LessonCards(SphinxDirective):
    """A card for each lesson."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        goals = dict(line.split(" ", 1) for line in self.content if line.strip())
        numbers = [lesson.name[:2] for lesson in LESSONS]
        if list(goals) != numbers:
            raise self.error(f"the cards are for {list(goals)}, the lessons are {numbers}")
        lines = [line for lesson in LESSONS for line in self.card(lesson, goals[lesson.name[:2]])]
        cards = nodes.container(classes=["lesson-cards"])
        cards += self.parse_text_to_nodes("\n".join(lines))
        return [cards]

    def card(self, lesson: Path, goal: str) -> list[str]:
        number = lesson.name[:2]
        image = f"/lessons/images/cards/{number}.png"
        lines = [".. container:: lesson-card", ""]
        if Path(self.env.srcdir, image.lstrip("/")).exists():  # a build without pictures has none
            lines += [f"   .. image:: {image}", f"      :alt: Picture of lesson {number}: {title_of(lesson)}", ""]
        return [*lines, f"   :doc:`{number} {title_of(lesson)} <{lesson.stem}>`", "", f"   {goal}", ""]


def play_pages() -> dict[str, str]:
    """Number of a lesson: the page of Play that ``docs/play.md`` names for it."""
    pages: dict[str, str] = {}
    for page, numbers in re.findall(
        r'^\| <a href="play/(\w+)\.html">.*\| ([^|]*)\|$',
        (ROOT / "docs/play.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    ):
        for number in re.findall(r"\[(\d\d)\]", numbers):
            pages.setdefault(number, page)
    return pages


def links_of(stem: str) -> str:
    """The row of links of a lesson, in reStructuredText; the pages of Play are copied beside those of Sphinx."""
    page = play_pages().get(stem[:2])
    link = f'<a href="../play/{page}.html">Play</a>' if page else '<a href="../lab.html">Play: the lab</a>'
    return (
        ".. container:: lesson-links\n\n"
        f"   :download:`Notebook <{stem}.ipynb>` · :download:`Script <{stem}.py>` ·"
        f" :doc:`Handout </handouts/{stem}>` · |play|\n\n"
        f".. |play| raw:: html\n\n   {link}\n\n"
    )


def rewrite(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace the parts of sphinx-gallery in the page of a lesson, or in the gallery."""
    text = source[0]
    if docname == "lessons/index":
        before, _, rest = text.partition(".. raw:: html\n\n  <div id='sg-tag-list'")
        toctree = rest[rest.index(".. toctree::") : rest.index(".. only:: html\n\n  .. container:: sphx-glr-footer")]
        source[0] = before + toctree
    elif re.match(r"lessons/\d\d_", docname):
        text = re.sub(r"\.\. only:: html\n\n    \.\. note::\n.*?\n(?=\.\. rst-class)", "", text, flags=re.DOTALL)
        row = links_of(docname.removeprefix("lessons/"))
        source[0] = re.sub(r"^(=+)\n", lambda line: f"{line[0]}\n{row}", text, count=1, flags=re.MULTILINE)


def cut_downloads(app: Sphinx, docname: str, source: list[str]) -> None:
    """Leave out the box at the end of a lesson; what other extensions put before it stays."""
    if re.match(r"lessons/\d\d_", docname):
        source[0] = source[0].partition("\n.. _sphx_glr_download_")[0] + "\n"


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("lesson-cards", LessonCards)
    app.connect("source-read", rewrite, priority=400)  # before bars are escaped
    app.connect("source-read", cut_downloads, priority=900)
    return {"parallel_read_safe": True}

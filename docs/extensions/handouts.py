"""A handout for each lesson: one page to project or to print, made from the lesson itself when the site is built.

It has the question of the lesson, its main picture, its displayed formulas, the recap and the tasks. The pages are
written to ``docs/handouts``, which is not part of the repository, and ``.. handouts::`` lists them.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from numpygan.cli.answers import text_and_code
from numpygan.cli.notebook import CELL

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LESSONS = Path(__file__).parents[2] / "lessons"
MAIN_PICTURE = 2  # the first one belongs to the question, the second one shows the result
OTHER_MAIN_PICTURE = {"09": 3}
HEADING = re.compile(r"^(\S.*)\n(?:-{3,}|={3,})\n", re.MULTILINE)
ITEM = re.compile(r"^(?:-|\d\.) .*\n(?: +\S.*\n)*", re.MULTILINE)
FORMULA = re.compile(r"^\.\. math::.*\n(?:(?: +\S.*)?\n)*", re.MULTILINE)


class Handout(NamedTuple):
    """What is on the handout of a lesson, in reStructuredText."""

    title: str
    question: str
    formulas: list[str]
    recap: list[str]
    tasks: list[str]
    picture: int
    """The number of the picture, from 1; 0 if the lesson has none."""


def handout_of(lesson: Path) -> Handout:
    """Return the handout of a lesson."""
    source = lesson.read_text(encoding="utf-8")
    text = "\n".join(text_and_code(cell)[0] for cell in CELL.split(source)[1:])
    _, *parts = HEADING.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    formulas = [formula.rstrip() + "\n" for formula in FORMULA.findall(text)]
    pictures = len(re.findall(r"^present\(", source, re.MULTILINE))
    return Handout(
        title=f"{lesson.name[:2]} {source.splitlines()[1]}",
        question=question(sections["Why"]),
        # A formula with its number in the notes is one of the results; if there is none, show all.
        formulas=[formula for formula in formulas if "(notes, " in formula] or formulas,
        recap=ITEM.findall(sections["Recap"].partition("\n\n**")[0] + "\n"),
        tasks=ITEM.findall(sections["On your own"] + "\n"),
        picture=min(OTHER_MAIN_PICTURE.get(lesson.name[:2], MAIN_PICTURE), pictures),
    )


def question(why: str) -> str:
    """Return the first question in the text *Why*, after the sentence before it; without a question the first sentence.

    Examples
    --------
    >>> question("One. Two. Is this\\na question? Another one?")
    'Two. Is this a question?'
    >>> question("A sentence, e.g. this one. Another one.")
    'A sentence, e.g. this one.'
    """
    sentences = re.split(r'(?<=[.?!"]) (?=["*A-Z])', " ".join(why.split()))
    asked = [i for i, sentence in enumerate(sentences) if sentence.rstrip('"').endswith("?")]
    return " ".join(sentences[max(asked[0] - 1, 0) : asked[0] + 1]) if asked else sentences[0]


def page_of(handout: Handout, name: str, lesson_page: str = "") -> str:
    """Return the page of a handout of the lesson ``name``, in reStructuredText.

    The alternative text of the picture is the one that it has on the page of the lesson, ``lesson_page``.
    """
    from bars import keep_bars

    image = f".. image:: /lessons/images/sphx_glr_{name}_{handout.picture:03}.png\n"
    told = re.search(rf"{re.escape(image)} *:alt: (.*)\n", lesson_page)
    picture = f"{image}   :alt: {told[1] if told else 'The main picture of ' + handout.title}\n"
    left = [picture] if handout.picture else []
    right = [
        ".. rubric:: Recap\n",
        keep_bars("".join(handout.recap)),
        ".. rubric:: On your own\n",
        keep_bars("".join(handout.tasks)),
        f"Lesson: :doc:`{handout.title} </lessons/{name}>`\n",
    ]
    columns = _container("handout-column", left) + "\n" + _container("handout-column", right)
    body = [
        _container("handout-question", [f"{keep_bars(handout.question)}\n"]),
        _container("handout-columns", [columns]),
        _container("handout-formulas", handout.formulas) if handout.formulas else "",
    ]
    underline = "=" * len(handout.title)
    return f":hide-toc:\n\n{handout.title}\n{underline}\n\n{_container('handout', body)}"


def _container(name: str, blocks: list[str]) -> str:
    return f".. container:: {name}\n\n" + textwrap.indent("\n".join(blocks), "   ")


def write_pages(app: Sphinx) -> None:
    """Write the handouts of all lessons; a page that has not changed is left alone, so that it is not built again."""
    folder = Path(app.srcdir) / "handouts"
    folder.mkdir(exist_ok=True)
    pages = {}
    for lesson in sorted(LESSONS.glob("[0-9][0-9]_*.py")):
        made = Path(app.srcdir) / "lessons" / f"{lesson.stem}.rst"  # by sphinx-gallery
        lesson_page = made.read_text(encoding="utf-8") if made.exists() else ""
        pages[folder / f"{lesson.stem}.rst"] = page_of(handout_of(lesson), lesson.stem, lesson_page)
    for page in set(folder.glob("*.rst")) - pages.keys():
        page.unlink()
    for page, text in pages.items():
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("builder-inited", write_pages, priority=900)  # after sphinx-gallery
    return {"parallel_read_safe": True}

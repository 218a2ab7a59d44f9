"""The formulas that the prose of a lesson or a handout writes as plain text are set as mathematics; code stays."""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from numpygan.cli.formulas import find_formulas

KEPT = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.reference, nodes.comment)


class SetFormulas(SphinxTransform):
    """Replace each formula in the text of a lesson or its handout by a node of mathematics."""

    default_priority = 700  # before quotes and dashes are made typographic

    def apply(self, **kwargs: Any) -> None:
        if not self.env.docname.startswith(("lessons/", "handouts/")):
            return
        for text in list(self.document.findall(nodes.Text)):
            if text.parent is not None and not _is_kept(text):
                text.parent.replace(text, list(_with_formulas(text.astext())))


def _is_kept(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, KEPT):
            return True
        if isinstance(node, nodes.title) and isinstance(node.parent.parent, nodes.document):
            return True  # the title of the page is also text in menus
    return False


def _with_formulas(text: str) -> Any:
    end = 0
    for formula in find_formulas(text):
        if formula.start > end:
            yield nodes.Text(text[end : formula.start])
        math = nodes.math(text[formula.start : formula.end], formula.latex)
        end = formula.end
        if mark := re.match(r"[,.;:?!)\]”]+", text[end:]):  # stays on the line of its formula
            math = nodes.inline("", "", math, nodes.Text(mark[0]), classes=["nowrap"])
            end += mark.end()
        yield math
    if end < len(text):
        yield nodes.Text(text[end:])


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_transform(SetFormulas)
    return {"parallel_read_safe": True}

"""Tables on a phone: each row becomes a card, in which every cell says the name of its column."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

COLUMNS = 3  # tables with fewer columns fit
WIDE = {"notes", "zh/notes"}  # pages that need the width of the table of contents, too


class CardTables(SphinxPostTransform):
    """Mark tables with many columns, and put the name of the column before each cell; a wide window hides it."""

    default_priority = 300
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for group in self.document.findall(nodes.tgroup):
            head = next(group.findall(nodes.thead), None)
            if head is None or group["cols"] < COLUMNS:
                continue
            group.parent["classes"] += ["cards", f"columns-{min(group['cols'], 6)}"]
            names = [entry.astext() for entry in next(head.findall(nodes.row))]
            for row in next(group.findall(nodes.tbody)).findall(nodes.row):
                for name, entry in zip(names, row, strict=False):
                    paragraph = entry[0] if len(entry) else None
                    if name and isinstance(paragraph, nodes.paragraph):
                        paragraph.insert(0, nodes.inline("", f"{name}: ", classes=["column-name"]))


def hide_contents(app: Sphinx, doctree: nodes.document) -> None:
    """Leave the list of contents out of wide pages."""
    if app.env.docname in WIDE:
        app.env.metadata[app.env.docname]["hide-toc"] = "true"


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(CardTables)
    app.connect("doctree-read", hide_contents)
    return {"parallel_read_safe": True}

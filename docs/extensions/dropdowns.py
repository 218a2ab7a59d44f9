"""Fold each admonition of class ``dropdown``: on the site it is a ``<details>`` that a click opens."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class Fold(SphinxPostTransform):
    """Replace such an admonition by its contents between ``<details>`` and ``</details>``."""

    default_priority = 300
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for admonition in list(self.document.findall(nodes.admonition)):
            if "dropdown" not in admonition["classes"]:
                continue
            title, *contents = admonition.children
            summary = f'<details class="answer"><summary>{title.astext()}</summary>'
            admonition.parent.replace(admonition, [_html(summary), *contents, _html("</details>")])


def _html(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(Fold)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

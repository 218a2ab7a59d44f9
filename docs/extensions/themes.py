"""A picture with a dark version: if ``name-dark.png`` lies beside ``name.png``, a dark page shows the former.

An SVG file with a rule for ``prefers-color-scheme`` has both versions in itself.
If ``name-still.png`` lies beside ``name.gif``, a reader who wants less motion sees the former; ``site.css`` hides one.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class DarkPictures(SphinxTransform):
    """Give each image its dark version; classes of the theme show one of the two."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        self._add_stills()
        for image in list(self.document.findall(nodes.image)):
            if "://" in image["uri"] or {"only-light", "only-dark"} & set(image["classes"]):
                continue
            uri = Path(image["uri"])
            dark = uri.with_stem(f"{uri.stem}-dark").as_posix()
            _, file = self.env.relfn2path(dark, self.env.docname)
            if not Path(file).exists():
                if not _has_both_themes(Path(self.env.relfn2path(image["uri"], self.env.docname)[1])):
                    image["classes"].append("light-ground")
                continue
            _add_other(image, dark, "only-light", "only-dark")

    def _add_stills(self) -> None:
        """Put the still of a movie after it."""
        for image in list(self.document.findall(nodes.image)):
            uri = Path(image["uri"])
            still = uri.with_name(f"{uri.stem}-still.png").as_posix()
            if uri.suffix != ".gif" or not Path(self.env.relfn2path(still, self.env.docname)[1]).exists():
                continue
            _add_other(image, still, "moves", "still")


def _add_other(image: nodes.image, uri: str, of_image: str, of_other: str) -> None:
    """Put another file after an image; by their classes a page shows one of the two."""
    other = image.deepcopy()
    other["uri"] = uri
    image["classes"].append(of_image)
    other["classes"].append(of_other)
    image.parent.insert(image.parent.index(image) + 1, other)


def _has_both_themes(file: Path) -> bool:
    return file.suffix == ".svg" and file.exists() and "prefers-color-scheme" in file.read_text(encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_transform(DarkPictures)
    return {"parallel_read_safe": True}

"""The pictures of the lessons, for sphinx-gallery: each appears below the cell that presents it.

A lesson ends a picture with ``present(figure, name)``. In a script that writes a file, in a notebook it
displays; while the gallery runs a lesson it keeps the figure for ``collect_pictures``, which is called after
each cell.
"""

from typing import Any

from alt_texts import alt_text
from matplotlib.figure import Figure
from sphinx_gallery.scrapers import figure_rst

import numpygan.plots

_presented: list[tuple[Figure, str]] = []


def _present(figure: Figure, name: str) -> None:
    _presented.append((figure, name))


def start_lesson(gallery_conf: dict[str, Any], fname: str, when: str) -> None:
    """Before each lesson, give it a ``present`` that keeps the figures."""
    if when == "before":
        _presented.clear()
        numpygan.plots.present = _present


def collect_pictures(block: Any, block_vars: dict[str, Any], gallery_conf: dict[str, Any]) -> str:
    """Save what the last cell has presented; return the reStructuredText that shows it."""
    paths = []
    for figure, _ in _presented:
        path = next(block_vars["image_path_iterator"])
        numpygan.plots.save_figure(figure, path)
        paths.append((path, alt_text(figure)))
    _presented.clear()
    return "".join(figure_rst([path], gallery_conf["src_dir"], alt) for path, alt in paths)

"""The pictures of the lessons, for sphinx-gallery: each appears below the cell that presents it.

A lesson ends a picture with ``present(figure, name)``. In a script that writes a file, in a notebook it
displays; while the gallery runs a lesson it keeps the figure for ``collect_pictures``, which is called after
each cell. Each picture is saved for a light and for a dark page; one panel of each lesson becomes its card in the
gallery.
"""

import pickle
from pathlib import Path
from typing import Any

from alt_texts import alt_text
from card import make_card
from matplotlib.figure import Figure

import numpygan.plots

_presented: list[tuple[Figure, str]] = []
# Lesson: which of its pictures, and which panel of it, is its card.
CARDS = {
    "00": (2, 0), "01": (0, 0), "02": (0, 0), "03": (0, 0), "04": (0, 0), "05": (0, 0), "06": (0, 0), "07": (1, 0),
    "08": (0, 0), "09": (2, 1), "10": (2, 0), "11": (0, 0), "12": (0, 1), "13": (1, 0), "14": (0, 0), "15": (1, 1),
    "16": (1, 0), "17": (0, 1),
}  # fmt: skip


def _present(figure: Figure, name: str) -> None:
    _presented.append((figure, name))


def start_lesson(gallery_conf: dict[str, Any], fname: str, when: str) -> None:
    """Before each lesson, give it a ``present`` that keeps the figures."""
    if when == "before":
        _presented.clear()
        numpygan.plots.present = _present


def collect_pictures(block: Any, block_vars: dict[str, Any], gallery_conf: dict[str, Any]) -> str:
    """Save what the last cell has presented; return the reStructuredText that shows it."""
    number = Path(block_vars["src_file"]).name[:2]
    shown = []
    for figure, _ in _presented:
        path = Path(next(block_vars["image_path_iterator"]))
        picture, panel = CARDS.get(number, (0, 0))
        if len(block_vars["image_path_iterator"]) - 1 in {0, picture}:  # the first one, if the chosen one does not come
            _save_card(figure, panel, path.parent / "cards" / f"{number}.png")
        shown.append(_reference(path, figure))
        _save_for_both_themes(figure, path)
    _presented.clear()
    return "".join(shown)


def _save_for_both_themes(figure: Figure, path: Path) -> None:
    """Write ``path`` and, beside it, the same with ``-dark`` in its name; this changes the figure."""
    numpygan.plots.save_figure(figure, path)
    numpygan.plots.save_figure(numpygan.plots.dark(figure), path.with_stem(f"{path.stem}-dark"))


def _save_card(figure: Figure, panel: int, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    copy = pickle.loads(pickle.dumps(figure))
    _save_for_both_themes(make_card(copy, panel), path)


def _reference(path: Path, figure: Figure) -> str:
    """The image at its size: 100 pixels an inch, and never so small that its type is below 10 pixels."""
    inches = float(figure.get_size_inches()[0])
    return (
        f"\n.. container:: picture\n\n   .. image:: /lessons/images/{path.name}\n      :alt: {alt_text(figure)}\n"
        f"      :width: {inches * 100:.0f}px\n      :class: inches-{round(inches)}\n\n"
    )

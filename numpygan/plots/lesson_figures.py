"""What the pictures of the lessons share: a figure with a title and labels, and drawings of boxes and arrows."""

from collections.abc import Iterable, Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from numpygan.plots.style import INK

WIDTH = 6.4  # inches, for a page or a notebook


def titled_figure(title: str, *, height: float = 3.0, **properties: Any) -> tuple[Figure, Axes]:
    """Return a figure of ``height`` inches with one panel, and the panel.

    Parameters
    ----------
    title : str
        What the picture shows.
    height : float
        Height in inches; the width is 6.4.
    **properties
        Properties of the panel, as for ``Axes.set``: ``xlabel``, ``ylabel``, ``xlim``, ``yscale`` and others.

    Examples
    --------
    >>> figure, axes = titled_figure("x^2 grows faster than x", xlabel="x", ylabel="y", xlim=(0, 2))
    >>> axes.get_xlim() == (0, 2)
    True
    """
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplots()
    axes.set(title=title, **properties)
    return figure, axes


def draw_boxes(
    axes: Axes,
    boxes: Mapping[str, tuple[float, float]],
    arrows: Iterable[tuple[str, str]],
    *,
    bend: float = 0.0,
) -> None:
    """Draw boxes with a text in each, and arrows between them, instead of the lines and ticks of ``axes``.

    Parameters
    ----------
    axes : Axes
        Where to draw. Its limits are set to the boxes and a margin of 0.5.
    boxes : mapping of str to (float, float)
        The text of each box, and the position of its center.
    arrows : iterable of (str, str)
        For each arrow the texts of the boxes where it begins and where it ends.
    bend : float
        How much an arrow bends to its left; 0 is straight. With a bend, two arrows in opposite directions do not
        cover each other.

    Raises
    ------
    ValueError
        If an arrow begins or ends at a box that is not there.
    """
    arrows = list(arrows)
    missing = sorted({name for arrow in arrows for name in arrow} - boxes.keys())
    if missing:
        raise ValueError(f"no box for {', '.join(map(repr, missing))}; the boxes are {', '.join(map(repr, boxes))}")
    x, y = zip(*boxes.values(), strict=True)
    axes.set(xlim=(min(x) - 0.5, max(x) + 0.5), ylim=(min(y) - 0.5, max(y) + 0.5))
    axes.axis("off")
    style = {"boxstyle": "round,pad=0.5", "facecolor": "white", "edgecolor": INK}
    drawn = {
        text: axes.text(*place, text, ha="center", va="center", bbox=style, zorder=2) for text, place in boxes.items()
    }
    for start, end in arrows:
        look = {
            "arrowstyle": "->",
            "connectionstyle": f"arc3,rad={-bend}",
            "patchA": drawn[start].get_bbox_patch(),
            "patchB": drawn[end].get_bbox_patch(),
        }
        axes.annotate("", boxes[end], boxes[start], arrowprops=look)

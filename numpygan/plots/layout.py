"""Figures with several panels: their size, and legends, bounds and labels on them."""

import re
from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from numpygan import arguments
from numpygan.plots.style import BOUND, GUIDE, SMALL, open_spines

PANEL_SIZE = 4.4, 3.2  # inches; small enough that a phone shows a panel with letters that can be read


NARROWEST = 0.68  # of its usual width a panel may have ...
LARGEST = 1.15  # ... and of its usual height, however wide it is
ROOM = 0.07  # inches above and below a panel: the name of an axis must not seem to belong to the title under it
HANDLE, LETTER = 0.6, 0.078  # inches that an entry of a figure's legend takes, for its mark and for each letter


def panels(
    count: int = 1,
    *,
    columns: int | None = None,
    size: tuple[float, float] = PANEL_SIZE,
    width: float | None = None,
    narrowest: float = NARROWEST,
) -> tuple[Figure, list[Axes]]:
    """Return a figure with ``count`` panels of ``size`` inches side by side, or in rows of ``columns``.

    With ``width``, the panels share this width in inches, in fewer columns if it is small.
    """
    columns = min(count, columns or count)
    if width is not None:
        columns = min(columns, max(1, int(arguments.positive("width", width) / (narrowest * size[0]))))
        panel = width / columns
        size = panel, size[1] * min(panel / size[0], LARGEST)
    rows = -(-count // columns)
    figure = Figure(figsize=(columns * size[0], rows * size[1]), layout=ConstrainedLayoutEngine(h_pad=ROOM))
    row = [figure.add_subplot(rows, columns, i + 1) for i in range(count)]
    for axes in row:
        open_spines(axes)
    return figure, row


def legend_below(figure: Figure | SubFigure, handles: Sequence[Artist]) -> None:
    """Add a legend under all panels, in as many columns as fit."""
    entry = HANDLE + LETTER * max(_letters(str(handle.get_label())) for handle in handles)
    columns = min(len(handles), max(1, int(figure.bbox.width / figure.get_dpi() / entry)))
    figure.legend(handles=list(handles), loc="outside lower center", ncols=columns, frameon=False)


def _letters(label: str) -> int:
    """Return about how many letters of ``label`` are seen: mathtext is longer than what it draws."""
    return len(re.sub(r"\\[a-z]+|[${}_^]", "", label))


def legend_in_free_cell(figure: Figure, row: Sequence[Axes], handles: Sequence[Artist]) -> None:
    """Add a legend in the cell after the last of ``row`` if the grid has one, otherwise under all panels."""
    place = row[0].get_subplotspec()
    assert place is not None
    grid = place.get_gridspec()
    if len(row) == grid.nrows * grid.ncols:
        legend_below(figure, handles)
        return
    cell = figure.add_subplot(grid.nrows, grid.ncols, len(row) + 1)
    cell.set_axis_off()
    cell.patch.set_visible(False)
    cell.legend(handles=list(handles), loc="center", frameon=False)


def bound(
    axes: Axes, y: float, text: str, *, x: float = 0.99, below: bool = False, look: dict[str, Any] = BOUND
) -> None:
    """Draw a horizontal line at ``y``, dashed by default, and its name, which ends at ``x``, a share of the width."""
    axes.axhline(y, **look)
    offset, vertical = ((0, -3), "top") if below else ((0, 3), "bottom")
    axes.annotate(
        text, (x, y), xycoords=("axes fraction", "data"), xytext=offset, textcoords="offset points",
        ha="right", va=vertical, color=GUIDE, fontsize=SMALL,
    )  # fmt: skip


def note(axes: Axes, x: float, y: float, text: str, color: str, *, align: str = "left") -> None:
    """Write the name of a curve beside it, in its color; the position is in data coordinates."""
    axes.annotate(text, (x, y), color=color, ha=align, va="center", fontsize=SMALL)


def legend(axes: Axes, place: Any) -> None:
    """Add a small legend without a frame."""
    axes.legend(frameon=False, fontsize=SMALL, loc=place, handlelength=1.8)

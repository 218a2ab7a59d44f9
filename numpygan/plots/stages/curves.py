"""The measures of a run so far: V beside C(G), and JS, each with the value of a perfect generator."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from numpygan.plots.history import (
    FLOOR,
    JS,
    VALUES,
    distances_measured,
    gap_polygons,
    scale_by_log,
    values_measured,
)
from numpygan.plots.layout import bound
from numpygan.plots.style import GAP, GUIDE, PERFECT, SMALL, open_spines

LEAST_JS = 5e-5  # nats; next to nothing, and no logarithm of 0
LAST: dict[str, Any] = {"marker": "o", "markersize": 4}  # marks the last value, so that one row is seen, too


class Curves:
    """Two axes for the columns ``names`` of a history, over ``steps`` steps; ``values`` may be None.

    Attributes
    ----------
    artists : list of Artist
        Those that change.
    """

    def __init__(self, values: Axes | None, distance: Axes, names: tuple[str, ...], *, steps: int) -> None:
        self.values: Any = values
        self.distance = distance
        self._value_names = values_measured(names)
        self._distance_names = distances_measured(names)
        self._lines: dict[str, Any] = {}
        for axes, chosen, columns in ((values, self._value_names, VALUES), (distance, self._distance_names, JS)):
            if axes is not None:
                for name in chosen:
                    label, look = columns[name]
                    (self._lines[name],) = axes.plot([], [], label=label, **look)
        self._gap = PolyCollection([], **GAP)
        if values is not None:
            values.add_collection(self._gap)
            bound(values, -np.log(4), "a perfect G: -log 4 = -1.39", below=True, look=PERFECT)
            values.set(ylabel="nats", ylim=(-2.6, 0.1))
        scale_by_log(distance, subs=(1,))
        distance.set(xlabel="step", ylabel="JS, nats", ylim=(LEAST_JS, 4))
        bound(distance, np.log(2), "the worst: log 2 = 0.69")
        self._floor = self._draw_floor() if FLOOR in names else []
        if not self._floor:  # JS is exact
            place = distance.transAxes
            distance.text(0.02, 0.04, "a perfect G: 0", transform=place, color=GUIDE, fontsize=SMALL)
        for axes in (values, distance):
            if axes is None:
                continue
            axes.set_xlim(0, steps)
            open_spines(axes)
            axes.legend(frameon=False, fontsize=SMALL, loc="lower left", bbox_to_anchor=(0, 0.98), borderpad=0.1)

    def _draw_floor(self) -> list[Any]:
        """Create the line of a perfect generator and its name; its height is known with the first row.

        The name is at the left, where JS is still large and its curve far above.
        """
        line = self.distance.axhline(LEAST_JS, **PERFECT)
        words = self.distance.annotate(
            "", (0.02, LEAST_JS), xycoords=("axes fraction", "data"), xytext=(0, 3), textcoords="offset points",
            color=GUIDE, fontsize=SMALL,
        )  # fmt: skip
        return [line, words]

    @property
    def artists(self) -> list[Artist]:
        return [self._gap, *self._floor, *self._lines.values()]

    def show(self, table: np.ndarray) -> None:
        """Draw the rows of the table of a history."""
        for name, line in self._lines.items():
            y = table[name]
            line.set_data(table["step"], np.maximum(y, LEAST_JS) if name in self._distance_names else y)
            line.set(markevery=[len(y) - 1] if len(y) else None, **LAST)
        if self._floor and len(table):
            floor = float(table[FLOOR][-1])
            line, words = self._floor
            line.set_ydata([floor, floor])
            words.xy = 0.02, floor
            words.set_text(f"a perfect G: {floor:.2g}")
        self._gap.set_verts(gap_polygons(table))

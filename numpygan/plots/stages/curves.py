"""The measures of a run so far: V beside C(G), and JS with its floor."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from numpygan.plots.history import JS, VALUES, gap_polygons, scale_by_log, values_measured
from numpygan.plots.layout import bound
from numpygan.plots.style import GAP, SMALL, open_spines

LEAST_JS = 5e-5  # nats; next to nothing, and no logarithm of 0


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
        self._distance_names = [name for name in JS if name in names]
        self._lines: dict[str, Any] = {}
        for axes, chosen, columns in ((values, self._value_names, VALUES), (distance, self._distance_names, JS)):
            if axes is not None:
                for name in chosen:
                    label, look = columns[name]
                    (self._lines[name],) = axes.plot([], [], label=label, **look)
        self._gap = PolyCollection([], **GAP)
        if values is not None:
            values.add_collection(self._gap)
            bound(values, -np.log(4), "-log 4", below=True)
            values.set(ylabel="nats", ylim=(-2.6, 0.1))
        scale_by_log(distance, subs=(1,))
        distance.set(xlabel="step", ylabel="JS, nats", ylim=(LEAST_JS, 2.2))
        bound(distance, np.log(2), "log 2")
        for axes in (values, distance):
            if axes is None:
                continue
            axes.set_xlim(0, steps)
            open_spines(axes)
            axes.legend(frameon=False, fontsize=SMALL, loc="lower left", bbox_to_anchor=(0, 0.98), borderpad=0.1)

    @property
    def artists(self) -> list[Artist]:
        return [self._gap, *self._lines.values()]

    def show(self, table: np.ndarray) -> None:
        """Draw the rows of the table of a history."""
        for name, line in self._lines.items():
            y = table[name]
            line.set_data(table["step"], np.maximum(y, LEAST_JS) if name in self._distance_names else y)
        self._gap.set_verts(gap_polygons(table))

"""Summary of the last quarter of a history: the numbers on which a verdict rests. ``verdicts`` interprets them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import stats

from numpygan.distributions import Conditional, Distribution
from numpygan.evaluation import modes_of, perfect_share

LOG_4 = float(np.log(4))
SIGNIFICANCE = 0.01  # level of the test whether a straight line through JS has a slope


class LastQuarter(NamedTuple):
    """The last quarter of the history of a run on ``distribution``; V and JS are in nats."""

    table: np.ndarray
    """The rows."""
    distribution: Distribution | Conditional
    v: np.ndarray
    """V(D, G) of each row: exact, of fresh points or of D's minibatches, which are fresh too; nan if not recorded."""
    js: np.ndarray
    """JS of each row, minus the floor of its estimator; nan if not recorded."""
    js_trend: float
    """Change of JS along a fitted straight line; 0 if its slope is not significant."""
    js_amplitude: float
    """Half of the range of JS."""

    @classmethod
    def of(cls, table: np.ndarray, distribution: Distribution | Conditional) -> "LastQuarter":
        """Summarize the last quarter of the rows of ``table``; it needs at least 12 rows."""
        rows = table[-(len(table) // 4) :]
        v = _first_column(rows, ("v_exact", "v_sample", "v"))
        js = _js(rows, v)
        return cls(rows, distribution, v, js, _trend(js), float(np.ptp(js)) / 2)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the table."""
        return self.table.dtype.names or ()

    @property
    def mean_js(self) -> float:
        return float(self.js.mean())

    @property
    def worst_js(self) -> float:
        """The mean of JS for the worst condition, minus the floor; nan for a distribution without conditions."""
        exact = self.mean("js_worst")
        return self.mean("js_sample_worst") - self.mean("js_floor") if np.isnan(exact) else exact

    @property
    def mean_v(self) -> float:
        return float(self.v.mean())

    @property
    def js_bound(self) -> float:
        """(V + log 4) / 2, a lower bound on JS; it equals JS if D is optimal."""
        return (self.mean_v + LOG_4) / 2

    @property
    def gap(self) -> float:
        """C(G) - V(D, G)."""
        return 2 * (self.mean_js - self.js_bound)

    @property
    def v_amplitude(self) -> float:
        """Half of the range of V; 0 if V was recorded from minibatches only, where it varies by chance."""
        return float(np.ptp(self.v)) / 2 if {"v_exact", "v_sample"} & set(self.names) else 0.0

    @property
    def modes(self) -> int:
        """The number of modes of the distribution; 0 for a conditional distribution and for one without modes."""
        return len(modes_of(self.distribution)) if isinstance(self.distribution, Distribution) else 0

    @property
    def perfect_share(self) -> float:
        """The expected share of points within 3 sigma for a perfect sampler."""
        return perfect_share(self.distribution.dim)

    @property
    def share(self) -> float:
        """The share of points within 3 sigma of a mode, or of the mode of their condition; nan if not recorded."""
        return self.mean("share" if "share" in self.names else "share_mean")

    def mean(self, name: str) -> float:
        """The mean of a column without its nan; nan if the column is missing or has no other values."""
        values = self.table[name] if name in self.names else np.empty(0)
        values = values[~np.isnan(values)]
        return float(values.mean()) if values.size else np.nan


def _first_column(rows: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """The first of the columns ``names`` that the table has; nan if it has none of them."""
    missing = np.full(len(rows), np.nan)
    return next((rows[name] for name in names if name in (rows.dtype.names or ())), missing)


def _js(rows: np.ndarray, v: np.ndarray) -> np.ndarray:
    """JS of each row: exact, or else the larger of two lower bounds, JS over cells and (V + log 4) / 2."""
    exact = _first_column(rows, ("js", "js_mean"))
    over_cells = _first_column(rows, ("js_sample", "js_sample_mean")) - _first_column(rows, ("js_floor",))
    if not np.isnan(over_cells).any():
        over_cells = np.fmax((v.mean() + LOG_4) / 2, over_cells)
    return over_cells if np.isnan(exact).any() else exact


def _trend(js: np.ndarray) -> float:
    if not np.ptp(js) > 0:
        return 0.0
    line = stats.linregress(np.arange(js.size), js)
    return float(line.slope) * (js.size - 1) if line.pvalue < SIGNIFICANCE else 0.0

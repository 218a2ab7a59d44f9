"""The last quarter of a run, in the few numbers that a verdict rests on. What they mean, ``verdict`` says."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import stats

from numpygan.distributions import Conditional, Distribution
from numpygan.evaluation import modes_of, perfect_share

LOG_4 = float(np.log(4))
SIGNIFICANT = 0.01  # of a straight line through JS: the chance that rows without a trend are as steep


class Late(NamedTuple):
    """The last quarter of a run on ``distribution``; all numbers are in nats."""

    table: np.ndarray
    distribution: Distribution | Conditional
    v: np.ndarray
    """V(D, G) for each row: exact, of fresh points, or of D's minibatches, which are fresh too; nan if not recorded."""
    js: np.ndarray
    """JS for each row, less the floor of its estimator; nan if not recorded."""
    trend: float
    """By how much a straight line through JS changes; 0 if that may be chance."""
    swing: float
    """Half of the range of JS."""

    @property
    def names(self) -> tuple[str, ...]:
        return self.table.dtype.names or ()

    @property
    def level(self) -> float:
        """The mean of JS."""
        return float(self.js.mean())

    @property
    def worst(self) -> float:
        """The mean of JS for the worst condition, less the floor; nan for a distribution without conditions."""
        exact = self.mean("js_worst")
        return self.mean("js_sample_worst") - self.mean("js_floor") if np.isnan(exact) else exact

    @property
    def mean_v(self) -> float:
        return float(self.v.mean())

    @property
    def seen(self) -> float:
        """(V + log 4) / 2: at most JS, and JS itself if D is the best one."""
        return (self.mean_v + LOG_4) / 2

    @property
    def gap(self) -> float:
        """C(G) - V(D, G)."""
        return 2 * (self.level - self.seen)

    @property
    def v_swing(self) -> float:
        """Half of the range of V; 0 if it is known from minibatches only, where it swings by chance."""
        return float(np.ptp(self.v)) / 2 if {"v_exact", "v_sample"} & set(self.names) else 0.0

    @property
    def modes(self) -> int:
        """How many modes the distribution has; 0 for a conditional distribution, and for one without modes."""
        return len(modes_of(self.distribution)) if isinstance(self.distribution, Distribution) else 0

    @property
    def perfect(self) -> float:
        """The share of a perfect sampler's points within 3 sigma."""
        return perfect_share(self.distribution.dim)

    @property
    def share(self) -> float:
        """The share of the points within 3 sigma, of a mode or of where the condition says; nan if not recorded."""
        return self.mean("share" if "share" in self.names else "share_mean")

    def mean(self, name: str) -> float:
        """Of a column, without the rows where it is nan; nan if there are no others, or no such column."""
        values = self.table[name] if name in self.names else np.empty(0)
        values = values[~np.isnan(values)]
        return float(values.mean()) if values.size else np.nan


def late_part(table: np.ndarray, distribution: Distribution | Conditional) -> Late:
    """The last quarter of the rows of ``table``, at least 3 of them."""
    rows = table[-(len(table) // 4) :]
    v = _first(rows, ("v_exact", "v_sample", "v"))
    js = _distance(rows, v)
    return Late(rows, distribution, v, js, _trend(js), float(np.ptp(js)) / 2)


def _first(rows: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """The first of these columns that the table has, else nan."""
    missing = np.full(len(rows), np.nan)
    return next((rows[name] for name in names if name in (rows.dtype.names or ())), missing)


def _distance(rows: np.ndarray, v: np.ndarray) -> np.ndarray:
    """JS for each row. Over cells it is at most JS, and so is what V proves: the larger of both counts."""
    exact = _first(rows, ("js", "js_mean"))
    above_floor = _first(rows, ("js_sample", "js_sample_mean")) - _first(rows, ("js_floor",))
    proven = np.fmax((v.mean() + LOG_4) / 2, above_floor) if not np.isnan(above_floor).any() else above_floor
    return proven if np.isnan(exact).any() else exact


def _trend(js: np.ndarray) -> float:
    if not np.ptp(js) > 0:
        return 0.0
    line = stats.linregress(np.arange(js.size), js)
    return float(line.slope) * (js.size - 1) if line.pvalue < SIGNIFICANT else 0.0

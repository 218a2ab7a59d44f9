"""What this package reads of scipy.stats that SciPy does not document. A test fails if a new SciPy changes it."""

from typing import Any

import numpy as np
from scipy import stats


def histogram_edges(distribution: Any) -> np.ndarray:
    """The bin edges of a ``scipy.stats.rv_histogram``; empty for any other distribution."""
    return np.asarray(getattr(distribution, "_hbins", []), dtype=float)


def has_kind(thing: object, *names: str) -> bool:
    """Whether ``thing`` is an instance of one of SciPy's classes ``names``, which SciPy does not export."""
    return any(kind.__name__ in names and kind.__module__.startswith("scipy.stats") for kind in type(thing).__mro__)


def density_is_a_difference(distribution: Any) -> bool:
    """Whether a user's distribution has a cdf only, so that SciPy computes its density as a difference quotient."""
    kind = type(distribution)
    return (
        isinstance(distribution, stats.rv_continuous)
        and kind._pdf is stats.rv_continuous._pdf
        and kind._logpdf is stats.rv_continuous._logpdf
    )

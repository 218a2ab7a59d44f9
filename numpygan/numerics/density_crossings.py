"""``crossings``: the points where two densities are equal."""

import numpy as np
from scipy.optimize import elementwise

from numpygan.distributions import Univariate
from numpygan.numerics.pieces_1d import log_densities_at, pieces


def crossings(p: Univariate, q: Univariate) -> np.ndarray:
    """Points (k,) where the densities of ``p`` and ``q`` cross: there |p - q| is not smooth.

    Found by the sign of log p - log q at 64 points a piece, then by root finding.
    """
    if not (p.has_density and q.has_density):
        return np.empty(0)
    cut = pieces((p, q))

    def log_ratio(y: np.ndarray, about: np.ndarray, base: np.ndarray, width: np.ndarray) -> np.ndarray:
        about, offset = (part.ravel() for part in np.broadcast_arrays(about, base + width * y))
        log_p, log_q = log_densities_at((p, q), about, offset)
        with np.errstate(invalid="ignore"):  # outside both supports: nan, which has no sign
            ratio = log_p - log_q
            ratio[np.abs(ratio) < p.rounding * np.abs(log_p) + q.rounding * np.abs(log_q)] = 0
        return ratio.reshape(y.shape)

    # Denser towards both ends, which are included: a crossing may sit where two pieces meet.
    grid = np.concatenate([[1e-9], (1 + np.tanh(np.linspace(-9, 9, 62))) / 2, [1.0]])
    y = np.where(np.isfinite(cut.stop)[:, None], grid, grid / (1 + 1e-12 - grid))
    sign = np.sign(log_ratio(y, *(column[:, None] for column in cut.frame)))
    sign *= sign[sign != 0].flat[0] if sign.any() else 1  # so that (p, q) and (q, p) find the same
    sign[sign == 0] = 1  # equal to rounding, or a crossing hit exactly
    change = sign[:, :-1] * sign[:, 1:] < 0
    if not change.any():
        return np.empty(0)
    frame = [column[np.nonzero(change)[0]] for column in cut.frame]
    root = elementwise.find_root(log_ratio, (y[:, :-1][change], y[:, 1:][change]), args=tuple(frame))
    about, base, width = frame
    found = about + (base + width * root.x)
    return np.unique(found[np.isfinite(found)])

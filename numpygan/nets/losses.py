"""The three losses of the game, from logits. Each returns its value and its gradient together.

With l the logit, D = sigmoid(l), so that log D = -softplus(-l) and log(1 - D) = -softplus(l): exact
also at l = +-800, where sigmoid(l) rounds to 0 or 1. Every loss is to be *minimised*.
"""

from collections.abc import Callable

import numpy as np
from scipy import special

GeneratorLoss = Callable[[np.ndarray], tuple[float, np.ndarray]]


def discriminator_loss(real_logits: np.ndarray, fake_logits: np.ndarray) -> tuple[float, np.ndarray]:
    """-V = -mean log D(x) - mean log(1 - D(G(z))), whose descent is the ascent of Algorithm 1, line 5.

    Each mean is over its own batch, so batches of different sizes have the same weight. The loss is
    log 4 = 1.386 for D = 1/2.

    Parameters
    ----------
    real_logits : ndarray of shape (n, 1)
    fake_logits : ndarray of shape (m, 1)

    Returns
    -------
    value : float
    dlogits : ndarray of shape (n + m, 1)
        The gradient, real rows first, for ``backward`` of D on the concatenated batch.

    References
    ----------
    Notes, eq. 1.2.1 and Algorithm 1.
    """
    n, m = _rows("real_logits", real_logits), _rows("fake_logits", fake_logits)
    value = _softplus(-real_logits).sum() / n + _softplus(fake_logits).sum() / m
    dlogits = np.concatenate([special.expit(-real_logits) / -n, special.expit(fake_logits) / m])
    return float(value), dlogits


def saturating(logits: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean of log(1 - D(G(z))): what G descends in Algorithm 1, line 8.

    Its gradient in l is -D / n. This is almost 0 if D recognizes every sample, as it does early in training.

    Parameters
    ----------
    logits : ndarray of shape (n, 1)
        Of generated samples.

    Returns
    -------
    value : float
    dlogits : ndarray of shape (n, 1)
    """
    n = _rows("logits", logits)
    return float(-_softplus(logits).sum() / n), special.expit(logits) / -n


def non_saturating(logits: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean of -log D(G(z)): the same fixed point, and a gradient of -(1 - D) / n, which does not vanish early.

    Parameters
    ----------
    logits : ndarray of shape (n, 1)
        Of generated samples.

    Returns
    -------
    value : float
    dlogits : ndarray of shape (n, 1)
    """
    n = _rows("logits", logits)
    return float(_softplus(-logits).sum() / n), special.expit(-logits) / -n


def _softplus(x: np.ndarray) -> np.ndarray:
    """log(1 + exp x), in the dtype of x."""
    return np.logaddexp(x.dtype.type(0), x)


def _rows(name: str, logits: np.ndarray) -> int:
    if logits.ndim != 2 or logits.shape[1] != 1 or len(logits) == 0:
        raise ValueError(f"{name} has shape {logits.shape}, expected (n, 1) with n >= 1")
    return len(logits)

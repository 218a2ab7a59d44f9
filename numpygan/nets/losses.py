"""The three losses of the game, from logits. Each returns its value and its gradient together.

With l the logit, D = sigmoid(l), so that log D = -softplus(-l) and log(1 - D) = -softplus(l): exact
at l = +-800, where log(sigmoid(l)) has long become log 0. Every loss is to be *minimised*.
"""

from collections.abc import Callable

import numpy as np
from scipy import special

GeneratorLoss = Callable[[np.ndarray], tuple[float, np.ndarray]]


def discriminator_loss(real_logits: np.ndarray, fake_logits: np.ndarray) -> tuple[float, np.ndarray]:
    """-V = -mean log D(x) - mean log(1 - D(G(z))), whose descent is the ascent of Algorithm 1, line 5.

    Each mean is over its own batch, so that batches of different sizes weigh the same. It is
    log 4 = 1.386 for D = 1/2.

    Parameters
    ----------
    real_logits : ndarray of shape (n, 1)
    fake_logits : ndarray of shape (m, 1)

    Returns
    -------
    value : float
    dlogits : ndarray of shape (n + m, 1)
        The gradient, real rows first, for the one batch that D has seen.

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

    Its gradient in l is -D / n: next to nothing while D spots every sample, which is when G needs it.

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
    """Mean of -log D(G(z)): the same fixed point, and a gradient of -(1 - D) / n that does not fade early.

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

"""The integrands of the divergences, written so that they keep their digits where p is nearly q.

Every integrand takes x and the log densities log p and log q at x, each of shape (n,), and returns (n,). It is a
formula in t = log p - log q that never subtracts two nearly equal numbers. With m = (p + q) / 2:

    KL             p (t + exp(-t) - 1)                        the added q - p integrates to 0
    JS             m (u t + log(1 - u^2)) / 2                 with u = tanh(t / 2)
    log 2 - JS     m (log(1 + exp(-t)) + t / (1 + exp(t)))    with t = abs(log p - log q)
    TV             m tanh(t / 2) = abs(p - q) / 2             with t = abs(log p - log q)
    Hellinger^2    max(p, q) (1 - exp(-t / 2))^2 / 2          with t = abs(log p - log q)

docs/derivations/js_integrand.md derives the first three.
"""

import math

import numpy as np

LOG_2 = np.log(2)
# exp(-1000) is 0 in double precision, so no integrand changes if a larger or infinite t is replaced by this one.
LARGEST_T = 1000.0
LOG_NEGLIGIBLE = -600.0


def kl_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """p (t + exp(-t) - 1), which is q where p = 0."""
    p, q = np.exp(log_p), np.exp(log_q)
    # p > 0 fails where p underflows. There both logarithms can still be finite, and t is known.
    present = (p > 0) | ((log_p > -np.inf) & (log_q > -np.inf))
    t = np.where(present, log_p, 0) - np.where(present, log_q, 0)
    near = (t > -30) & (t < 30)
    # For t <= -30, exp(-t) may overflow although p exp(-t) = q does not.
    # For t >= 30, p may underflow although p t does not.
    below = np.where(t <= -30, p * t, 0) + (q - p)
    above = np.exp(np.where(present, log_p, 0) + np.log(np.where(t >= 30, t, 2) - 1))
    # Where q underflows and p < exp(-600), the term is far below the rounding error of any KL.
    above = np.where((log_q == -np.inf) & (log_p < LOG_NEGLIGIBLE), np.exp(log_p) * LARGEST_T, above)
    terms = np.where(near, p * _t_plus_expm1(np.where(near, t, 0)), np.where(t <= -30, below, above))
    return np.where(present, terms, q)


def _t_plus_expm1(t: np.ndarray) -> np.ndarray:
    """t + exp(-t) - 1; near 0 by the series t^2/2 - t^3/6 + ..., because the sum would cancel there."""
    small = np.abs(t) < 0.1
    s = np.where(small, t, 0)
    series = s * s * np.polyval([(-1) ** k / math.factorial(k) for k in range(11, 1, -1)], s)
    return np.where(small, series, t + np.expm1(-t))


def js_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """m (u t + log(1 - u^2)) / 2; for large t the bracket is 2 log 2 minus a small number, and computed that way."""
    t = _absolute_log_ratio(log_p, log_q)
    u = np.tanh(t / 2)
    small = t < 2
    near = u * t + np.log1p(-np.where(small, u * u, 0))
    far = 2 * LOG_2 - 2 * _log2_minus_js_factor(t)
    return _mean_density(log_p, log_q) * np.where(small, near, far) / 2


def log2_minus_js_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """m (log(1 + exp(-t)) + t / (1 + exp(t)))."""
    return _mean_density(log_p, log_q) * _log2_minus_js_factor(_absolute_log_ratio(log_p, log_q))


def _log2_minus_js_factor(t: np.ndarray) -> np.ndarray:
    """log(1 + exp(-t)) + t / (1 + exp(t)) for t in [0, LARGEST_T]."""
    small = np.exp(-t)
    return np.log1p(small) + t * small / (1 + small)


def total_variation_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """m tanh(t / 2) = |p - q| / 2."""
    return _mean_density(log_p, log_q) * np.tanh(_absolute_log_ratio(log_p, log_q) / 2)


def squared_hellinger_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """max(p, q) (1 - exp(-t / 2))^2 / 2 = (sqrt p - sqrt q)^2 / 2."""
    t = np.abs(log_p - log_q)
    return np.exp(np.maximum(log_p, log_q)) * np.expm1(-t / 2) ** 2 / 2


def log_ratio(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """log p - log q, whose zeros are the points at which |p - q| is not smooth."""
    return log_p - log_q


def _absolute_log_ratio(log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    return np.minimum(np.abs(log_p - log_q), LARGEST_T)


def _mean_density(log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    return (np.exp(log_p) + np.exp(log_q)) / 2

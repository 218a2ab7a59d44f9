"""Log densities and log masses by Loader's saddle-point expansion, which keeps all digits.

log P(X = k) of a Poisson distribution with mean m is k log m - m - log k!. At k = m = 10,000 this is a difference of
numbers around 90,000, so five digits are lost. Loader writes it as the error of Stirling's formula plus a deviance;
both are small, and no digits are lost. The binomial, gamma, beta and t distributions are written in the same way.

References
----------
C. Loader (2000), Fast and accurate computation of binomial probabilities.
"""

import math

import numpy as np
import numpy.typing as npt
from scipy import special

LOG_SQRT_2_PI = 0.5 * math.log(2 * math.pi)
# Coefficients of the error of Stirling's formula in powers of 1 / n^2, the highest power first.
STIRLING = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12]
LARGE = 10.0  # for n >= 10 that series is exact to rounding
ARTANH = [1 / (2 * j + 1) for j in range(9, 0, -1)] + [
    0
]  # coefficients of artanh(v) / v - 1 in powers of v^2, the highest first


def stirling_error(n: npt.ArrayLike) -> np.ndarray:
    """log n! - (log sqrt(2 pi n) + n log n - n) for real n > 0."""
    n = np.asarray(n, dtype=float)
    large = np.where(n < LARGE, LARGE, n)
    small = np.clip(n, np.finfo(float).tiny, LARGE)
    series = np.polyval(STIRLING, 1 / large**2) / large
    direct = special.gammaln(small + 1) - (small + 0.5) * np.log(small) + small - LOG_SQRT_2_PI
    return np.where(n < LARGE, direct, series)


def deviance(x: npt.ArrayLike, m: npt.ArrayLike) -> np.ndarray:
    """x log(x / m) + m - x for x >= 0, m >= 0; where x is near m, by its series in v = (x - m) / (x + m)."""
    x_, m_ = np.asarray(x, dtype=float), np.asarray(m, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        result = np.asarray(np.where(x_ > 0, x_ * (np.log(x_) - np.log(m_)), 0) + (m_ - x_))
    near = np.abs(x_ - m_) < 0.1 * (x_ + m_)
    x_, m_ = (np.broadcast_to(part, near.shape)[near] for part in (x_, m_))
    v = (x_ - m_) / (x_ + m_)
    # x log(x / m) = 2 x artanh(v) = 2 x (v + v^3 / 3 + v^5 / 5 + ...), and 2 x v + m - x = (x - m) v.
    result[near] = (x_ - m_) * v + 2 * x_ * v * np.polyval(ARTANH, v * v)
    return result


def log_poisson(k: npt.ArrayLike, mean: npt.ArrayLike) -> np.ndarray:
    """log of mean^k exp(-mean) / k! for real k >= 0."""
    k = np.asarray(k, dtype=float)
    some = np.where(k > 0, k, 1)
    return np.where(
        k > 0, -stirling_error(some) - deviance(some, mean) - LOG_SQRT_2_PI - np.log(some) / 2, -np.asarray(mean)
    )


def log_binomial(k: npt.ArrayLike, n: npt.ArrayLike, p: npt.ArrayLike, q: npt.ArrayLike) -> np.ndarray:
    """log of n! / (k! (n-k)!) p^k q^(n-k) for real 0 <= k <= n, where p + q = 1."""
    k, n, p, q = (np.asarray(part, dtype=float) for part in (k, n, p, q))
    inner = (k > 0) & (k < n)
    some, rest, total = (np.where(inner, part, 1) for part in (k, n - k, n))
    between = (
        stirling_error(total)
        - stirling_error(some)
        - stirling_error(rest)
        - deviance(some, np.where(inner, n * p, 1))
        - deviance(rest, np.where(inner, n * q, 1))
        + (np.log(total) - np.log(some) - np.log(rest)) / 2
        - LOG_SQRT_2_PI
    )
    return between if inner.all() else np.where(inner, between, special.xlogy(k, p) + special.xlogy(n - k, q))


def log_gamma_density(y: np.ndarray, a: float) -> np.ndarray:
    """Log density of the gamma distribution of shape ``a``: a / y times the Poisson mass of ``a`` with mean y."""
    inside = y > 0
    x = np.where(inside, y, 1)
    return np.where(inside, log_poisson(a, x) + math.log(a) - np.log(x), special.xlogy(a - 1, y))


def log_beta_density(y: np.ndarray, a: float, b: float) -> np.ndarray:
    """Log density of the beta distribution: a b / ((a + b) y (1 - y)) times a binomial mass, a of a + b at y."""
    inside = (y > 0) & (y < 1)
    x = np.where(inside, y, 0.5)
    log_factor = math.log(a) + math.log(b) - math.log(a + b)
    density = log_binomial(a, a + b, x, 1 - x) + log_factor - np.log(x) - np.log1p(-x)
    return np.where(inside, density, special.xlogy(a - 1, y) + special.xlog1py(b - 1, -y) - special.betaln(a, b))


def log_t_density(y: np.ndarray, df: float) -> np.ndarray:
    """Log density of Student's t distribution; both Gamma functions of its norm are written by Stirling's formula."""
    half = df / 2
    norm = stirling_error(half + 0.5) - stirling_error(half) - deviance(half, half + 0.5) - LOG_SQRT_2_PI
    return norm - (df + 1) * log_hypot(y / math.sqrt(df))


def log_hypot(y: np.ndarray) -> np.ndarray:
    """log sqrt(1 + y^2), for y near 0 and for y whose square overflows."""
    return np.where(np.abs(y) < 1, np.log1p(np.clip(y, -1, 1) ** 2) / 2, np.log(np.hypot(1, y)))


def log_poisson_mass(k: np.ndarray, mean: float) -> np.ndarray:
    return log_poisson(k, mean)


def log_binomial_mass(k: np.ndarray, n: float, p: float) -> np.ndarray:
    return log_binomial(k, n, p, 1 - p)


def log_negative_binomial_mass(k: np.ndarray, n: float, p: float) -> np.ndarray:
    """Log mass of the negative binomial distribution: n / (n + k) times the binomial mass of n of n + k."""
    return log_binomial(n, n + k, p, 1 - p) + math.log(n) - np.log(n + k)


def log_hypergeometric_mass(k: np.ndarray, total: float, good: float, n: float) -> np.ndarray:
    """Log mass of the hypergeometric distribution, from three binomial masses with probability n / total:

    k of ``good``, n - k of the others, and n of ``total``.
    """
    p, q = n / total, (total - n) / total
    return log_binomial(k, good, p, q) + log_binomial(n - k, total - good, p, q) - log_binomial(n, total, p, q)

"""Formulas for distributions of scipy.stats: log densities and log masses, corners, and densities next to an end.

SciPy computes the logarithm of many densities as log(pdf), which is -inf where the density underflows, or as a
difference of large logarithms, which loses digits. The formulas here replace those. All are for loc 0 and scale 1.
"""

from collections.abc import Callable

import numpy as np
from scipy import special, stats

from numpygan.distributions import saddle_point
from numpygan.distributions.normal import LOG_SQRT_2_PI
from numpygan.distributions.saddle_point import log_hypot

Formula = Callable[..., np.ndarray]


def _log_johnsonsb(y: np.ndarray, a: float, b: float) -> np.ndarray:
    z = a + b * (np.log(y) - np.log1p(-y))
    return np.log(b) - np.log(y) - np.log1p(-y) - 0.5 * z * z - LOG_SQRT_2_PI


def _log_johnsonsu(y: np.ndarray, a: float, b: float) -> np.ndarray:
    z = a + b * np.arcsinh(y)
    return np.log(b) - log_hypot(y) - 0.5 * z * z - LOG_SQRT_2_PI


def _log_burr(y: np.ndarray, c: float, d: float) -> np.ndarray:
    log_y = np.log(y)
    return np.log(c) + np.log(d) - (c + 1) * log_y - (d + 1) * np.logaddexp(0, -c * log_y)


def _log_skewed_t(y: np.ndarray, a: float, b: float) -> np.ndarray:
    """Log density of Jones and Faddy's skewed t distribution; 1 - y / r is written without the subtraction."""
    r = np.hypot(np.sqrt(a + b), y)
    log_norm = (a + b - 1) * np.log(2) + special.betaln(a, b) + 0.5 * np.log(a + b)
    log_small = np.log(a + b) - np.log(r) - np.log(r + np.abs(y))  # log(1 - |y| / r)
    log_large = np.log1p(np.abs(y) / r)
    log_plus, log_minus = np.where(y >= 0, log_large, log_small), np.where(y >= 0, log_small, log_large)
    return (a + 0.5) * log_plus + (b + 0.5) * log_minus - log_norm


def _log_foldcauchy(y: np.ndarray, c: float) -> np.ndarray:
    return np.logaddexp(-2 * log_hypot(y - c), -2 * log_hypot(y + c)) - np.log(np.pi)


def _log_levy(y: np.ndarray) -> np.ndarray:
    return -LOG_SQRT_2_PI - 1.5 * np.log(y) - 0.5 / y


def _log_breit_wigner(y: np.ndarray, rho: float) -> np.ndarray:
    root = np.sqrt(1 + 1 / rho**2)
    log_norm = 0.5 * np.log(2 * root * root / (1 + root)) + np.log(2 / np.pi)
    return log_norm - 2 * log_hypot((y - rho) * (y / rho + 1))


def _log_tukeylambda(y: np.ndarray, lam: float) -> np.ndarray:
    # SciPy computes the density from the cdf, which has its digits in the lower tail only. The density is symmetric.
    return np.log(stats.tukeylambda.pdf(-np.abs(y), lam))


def _log_kstwobign(y: np.ndarray) -> np.ndarray:
    """The limit of the Kolmogorov distribution, by each of its two series where four terms of it are exact."""
    k = np.arange(1, 5)[:, None]
    far, near = np.maximum(y, 0.9), np.minimum(y, 0.9)
    with np.errstate(under="ignore"):
        tail = ((-1) ** (k - 1) * k * k * np.exp(-2 * (k * k - 1) * far**2)).sum(axis=0)
        a = ((2 * k - 1) * np.pi / near) ** 2 / 4
        head = ((a - 1) * np.exp(-(a - a[0]) / 2)).sum(axis=0)
    log_head = 0.5 * np.log(2 * np.pi) - 2 * np.log(near) - a[0] / 2 + np.log(head)
    return np.where(y > 0.9, np.log(8 * far) - 2 * far**2 + np.log(tail), log_head)


def _log_landau(y: np.ndarray) -> np.ndarray:
    """SciPy's density, and below -5, where it soon underflows, the first terms of its expansion in exp(1 - u)."""
    u = -(np.pi / 2 * np.minimum(y, -5) + np.log(np.pi / 2))
    far = np.log(np.pi / 2) - LOG_SQRT_2_PI + (u - 1) / 2 - np.exp(u - 1) + 0.2003 * np.exp(1 - u)
    return np.where(y < -5, far, stats.landau.logpdf(np.maximum(y, -5)))


# Log densities for which SciPy computes log(pdf) or subtracts large logarithms.
LOG_PDF: dict[str, Formula] = {
    "beta": saddle_point.log_beta_density,
    "burr": _log_burr,
    "burr12": lambda y, c, d: np.log(c * d) + (c - 1) * np.log(y) - (d + 1) * np.logaddexp(0, c * np.log(y)),
    "cauchy": lambda y: -np.log(np.pi) - 2 * log_hypot(y),
    "fisk": lambda y, c: _log_burr(y, c, 1.0),
    "foldcauchy": _log_foldcauchy,
    "foldnorm": lambda y, c: np.logaddexp(-0.5 * (y - c) ** 2, -0.5 * (y + c) ** 2) - LOG_SQRT_2_PI,
    "gamma": saddle_point.log_gamma_density,
    "hypsecant": lambda y: -np.logaddexp(y, -y) + np.log(2 / np.pi),
    "invweibull": lambda y, c: np.log(c) - (c + 1) * np.log(y) - y ** (-c),
    "irwinhall": lambda y, n: np.log(stats.irwinhall.pdf(np.minimum(y, n - y), n)),  # the density is symmetric
    "jf_skew_t": _log_skewed_t,
    "johnsonsb": _log_johnsonsb,
    "johnsonsu": _log_johnsonsu,
    "kappa3": lambda y, a: np.log(a) - (1 / a + 1) * np.logaddexp(np.log(a), a * np.log(y)),
    "kstwobign": _log_kstwobign,
    "landau": _log_landau,
    "laplace": lambda y: -np.abs(y) - np.log(2),
    "laplace_asymmetric": lambda y, k: np.where(y >= 0, -y * k, y / k) - np.log(k + 1 / k),
    "levy": _log_levy,
    "levy_l": lambda y: _log_levy(-y),
    "loglaplace": lambda y, c: np.log(c / 2) + np.where(y < 1, c - 1, -c - 1) * np.log(y),
    "lognorm": lambda y, s: -np.log(y) * (np.log(y) / (2 * s * s) + 1) - np.log(s) - LOG_SQRT_2_PI,
    "mielke": lambda y, k, s: np.log(k) + (k - 1) * np.log(y) - (1 + k / s) * np.logaddexp(0, s * np.log(y)),
    "moyal": lambda y: -0.5 * (y + np.exp(-y)) - LOG_SQRT_2_PI,
    "norminvgauss": lambda y, a, b: (
        np.log(a / np.pi * special.k1e(a * np.hypot(1, y)) / np.hypot(1, y))
        + np.sqrt((a - b) * (a + b))
        + b * y
        - a * np.hypot(1, y)
    ),
    "pareto": lambda y, b: np.log(b) - (b + 1) * np.log(y),
    "rel_breitwigner": _log_breit_wigner,
    "rice": lambda y, b: np.log(y) - 0.5 * (y - b) ** 2 + np.log(special.i0e(y * b)),
    "skewcauchy": lambda y, a: -np.log(np.pi) - 2 * log_hypot(y / (1 + a * np.sign(y))),
    "t": saddle_point.log_t_density,
    "triang": lambda y, c: np.log(2 * np.where(y < c, y / c, (1 - y) / (1 - c))),
    "tukeylambda": _log_tukeylambda,
}

# Log masses of distributions for which SciPy subtracts large logarithms, or whose masses underflow.
LOG_MASS: dict[str, Formula] = {
    "binom": saddle_point.log_binomial_mass,
    "dlaplace": lambda k, a: np.log(np.tanh(a / 2)) - a * np.abs(k),
    "geom": lambda k, p: np.log(p) + special.xlog1py(k - 1, -p),
    "hypergeom": saddle_point.log_hypergeometric_mass,
    "logser": lambda k, p: k * np.log(p) - np.log(k) - np.log(-np.log1p(-p)),
    "nbinom": saddle_point.log_negative_binomial_mass,
    "planck": lambda k, a: np.log(-np.expm1(-a)) - a * k,
    "poisson": saddle_point.log_poisson_mass,
    "zipf": lambda k, a: -a * np.log(k) - np.log(special.zeta(a, 1)),
}


def _log_rdist_from_end(s: np.ndarray, c: float) -> np.ndarray:
    return (c / 2 - 1) * (np.log(s) + np.log(2 - s)) - special.betaln(0.5, c / 2)


def _log_genextreme_from_end(s: np.ndarray, c: float) -> np.ndarray:
    log_t = np.log(np.abs(c) * s)
    return (1 / c - 1) * log_t - np.exp(log_t / c)


# Log density at the distance s from the upper end of the support, for densities that may be singular there.
FROM_UPPER_END: dict[str, Formula] = {
    "arcsine": lambda s: -np.log(np.pi) - 0.5 * (np.log(s) + np.log1p(-s)),
    "beta": lambda s, a, b: saddle_point.log_beta_density(s, b, a),
    "genextreme": _log_genextreme_from_end,
    "genhalflogistic": lambda s, c: np.log(2) + (1 / c - 1) * np.log(c * s) - 2 * np.log1p(np.exp(np.log(c * s) / c)),
    "genpareto": lambda s, c: (-1 / c - 1) * np.log(-c * s),
    "irwinhall": lambda s, n: np.log(stats.irwinhall.pdf(s, n)),
    "johnsonsb": lambda s, a, b: _log_johnsonsb(s, -a, b),
    "rdist": _log_rdist_from_end,
    "triang": lambda s, c: LOG_PDF["triang"](s, 1 - c),
    "tukeylambda": lambda s, lam: _log_tukeylambda_from_end(s, lam),
}

# The same for a lower end that is not 0.
FROM_LOWER_END: dict[str, Formula] = {
    "genextreme": _log_genextreme_from_end,
    "rdist": _log_rdist_from_end,
    "tukeylambda": lambda s, lam: _log_tukeylambda_from_end(s, lam),
}


def _log_tukeylambda_from_end(s: np.ndarray, lam: float) -> np.ndarray:
    """The density 1 / (F^(lam - 1) + (1 - F)^(lam - 1)), with F by Newton from (F^lam + 1 - (1 - F)^lam) / lam = s."""
    log_f = np.minimum(np.log(lam * s) / lam, np.log(0.5))
    for _ in range(60):
        f = np.exp(log_f)
        value = (np.exp(lam * log_f) - np.expm1(lam * np.log1p(-f))) / lam
        slope = np.exp(lam * log_f) + f * np.exp((lam - 1) * np.log1p(-f))  # by log F
        log_f = np.minimum(log_f - np.log(value / s) * value / slope, np.log(0.5))
    return -np.logaddexp((lam - 1) * log_f, (lam - 1) * np.log1p(-np.exp(log_f)))


# Corners of the density, in the standard coordinate, besides the ends of the support.
CORNERS: dict[str, Callable[..., list[float]]] = {
    "crystalball": lambda beta, m: [-beta],
    "dgamma": lambda a: [0],
    "dweibull": lambda c: [0],
    "gennorm": lambda beta: [0],
    "irwinhall": lambda n: list(range(1, int(n))) if n <= 30 else [],
    "laplace": lambda: [0],
    "laplace_asymmetric": lambda k: [0],
    "loglaplace": lambda c: [1],
    "skewcauchy": lambda a: [0],
    "trapezoid": lambda c, d: [c, d],
    "triang": lambda c: [c],
}

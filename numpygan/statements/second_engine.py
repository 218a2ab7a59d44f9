"""KL and JS by ``scipy.integrate.quad`` on the plain formulas: a second engine, which shares no step with the first.

The densities are those of ``scipy.stats``, and the range is divided at its quantiles. Nothing of ``numpygan.numerics``
is used: neither its quadrature nor its landmarks nor its rearranged integrands. The plain formulas lose digits if p and
q are nearly equal, so these pairs are not.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from scipy import stats
from scipy.integrate import quad

from numpygan.distributions import Univariate, from_scipy

LEVELS = (1e-3, 0.05, 0.5, 0.95, 0.999)  # of the quantiles at which the range is divided


class ScipyPair(NamedTuple):
    """Two frozen distributions of ``scipy.stats`` whose densities are positive on the same interval."""

    case: str
    p: Any
    q: Any

    @property
    def distributions(self) -> tuple[Univariate, Univariate]:
        """The same two distributions, for the functions of this package."""
        return from_scipy(self.p), from_scipy(self.q)


PAIRS = [
    ScipyPair("N(0, 1), N(1, 1)", stats.norm(0, 1), stats.norm(1, 1)),
    ScipyPair("N(4, 0.5^2), N(3, 1)", stats.norm(4, 0.5), stats.norm(3, 1)),
    ScipyPair("N(0, 1), N(0, 2^2)", stats.norm(0, 1), stats.norm(0, 2)),
    ScipyPair("logistic(0, 1), N(0, 2^2)", stats.logistic(0, 1), stats.norm(0, 2)),
    ScipyPair("Cauchy(0, 1), Cauchy(5, 3)", stats.cauchy(0, 1), stats.cauchy(5, 3)),
    ScipyPair("exp(1), exp(3)", stats.expon(), stats.expon(scale=1 / 3)),
    ScipyPair("gamma(1.5), gamma(3)", stats.gamma(1.5), stats.gamma(3)),
    ScipyPair("beta(2, 3), beta(3, 2)", stats.beta(2, 3), stats.beta(3, 2)),
]


def kl_by_quad(pair: ScipyPair) -> float:
    """KL = integral of p log(p / q)."""
    p, q = pair.p, pair.q
    return _integral(lambda x: _times(p.pdf(x), p.logpdf(x) - q.logpdf(x)), pair)


def js_by_quad(pair: ScipyPair) -> float:
    """JS = integral of p log(p / m) / 2 + q log(q / m) / 2, with m = (p + q) / 2."""

    def integrand(x: float) -> float:
        log_p, log_q = pair.p.logpdf(x), pair.q.logpdf(x)
        log_m = np.logaddexp(log_p, log_q) - np.log(2)
        return (_times(np.exp(log_p), log_p - log_m) + _times(np.exp(log_q), log_q - log_m)) / 2

    return _integral(integrand, pair)


def _times(density: float, log_ratio: float) -> float:
    """The product, which is 0 where the density underflows."""
    return density * log_ratio if density > 0 else 0.0


def _integral(f: Callable[[float], float], pair: ScipyPair) -> float:
    low, high = pair.p.support()
    cuts = np.unique([*pair.p.ppf(LEVELS), *pair.q.ppf(LEVELS)])
    ends = [low, *cuts[(cuts > low) & (cuts < high)], high]
    pieces = [quad(f, a, b, epsabs=1e-14, epsrel=1e-12, limit=200)[0] for a, b in pairwise(ends)]
    return float(np.sum(pieces))

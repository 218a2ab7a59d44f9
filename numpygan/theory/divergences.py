"""How far apart two distributions are: KL and JS of the notes, total variation and Hellinger, in nats.

The integrands look unusual because they must keep their digits where p is nearly q. All of them
are written in t = log p - log q, which the distribution's log densities give, and none subtracts two
numbers that are nearly equal: JS of N(0, 1) and N(1e-6, 1) is 1.25e-13, not rounding noise.

Two normal distributions go the exact way of ``normal_pairs``; other distributions of the line, and mixtures of normal
distributions of the plane, are integrated; anything else with a density is estimated by Monte Carlo, with a
standard error, if ``rng`` is given. ``.method`` says which it was.

JS here is the divergence, between 0 and log 2. ``scipy.spatial.distance.jensenshannon`` returns
its square root, the JS *distance*; divide by log 2 for bits; some libraries and f-GAN call 2 JS "JS".
"""

import math

import numpy as np
from scipy import special

from numpygan.distributions import Distribution, Multivariate, Univariate
from numpygan.numerics import normal_pairs
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.infinite_kl import kl_is_infinite
from numpygan.numerics.integrand import Integrand
from numpygan.numerics.integration import are_normal_mixtures_2d, integrate
from numpygan.numerics.monte_carlo import integrate_by_draws
from numpygan.numerics.quadrature_1d import crossings

LOG_2 = np.log(2)
# exp(-1000) is 0 in double precision, so nothing changes where t is larger than this, or infinite.
LARGEST_T = 1000.0


def kl(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """KL(p || q) = integral of p log(p / q), in nats.

    Infinite where ``p`` has mass that ``q`` misses, or where the tail of ``q`` is too thin for
    that of ``p``; ``0`` only if p = q; not symmetric.

    Computed as the integral of p (t + exp(-t) - 1), t = log p - log q, whose terms are never
    negative: what is added, q - p, integrates to 0.

    Raises
    ------
    ArithmeticError
        If log q overflows where p still has mass that counts, while KL is finite: of N(0, 30^2) and
        Gumbel's distribution, whose log density is near -exp(-x), KL is exp(450).

    References
    ----------
    Notes, eq. 1.3.1.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> print(f"{kl(Normal(0, 1), Normal(1, 1)):.12f}")
    0.500000000000
    """
    distributions = _two_distributions(p, q)
    if normal_pairs.are_normal(distributions):
        return normal_pairs.kl(*distributions)
    if isinstance(p, Univariate) and isinstance(q, Univariate) and kl_is_infinite(p, q):
        return Estimate(np.inf, error=0.0, method="comparison of supports and tails")
    return _integral(kl_integrand, p, q, rng)


def kl_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """p (t + exp(-t) - 1), which is q where p = 0."""
    p, q = np.exp(log_p), np.exp(log_q)
    # Where both have underflowed as far as they can there is nothing to compare.
    present = (p > 0) | ((log_p > -np.inf) & (log_q > -np.inf))
    t = np.where(present, log_p, 0) - np.where(present, log_q, 0)
    near = (t > -30) & (t < 30)
    # Below, exp(-t) may overflow where p exp(-t) = q does not; above, p may underflow where p t does not.
    below = np.where(t <= -30, p * t, 0) + (q - p)
    above = np.exp(np.where(present, log_p, 0) + np.log(np.where(t >= 30, t, 2) - 1))
    terms = np.where(near, p * _t_plus_expm1(np.where(near, t, 0)), np.where(t <= -30, below, above))
    return np.where(present, terms, q)


def _t_plus_expm1(t: np.ndarray) -> np.ndarray:
    """t + exp(-t) - 1; near 0 by its series t^2/2 - t^3/6 + ..., where the sum would cancel."""
    small = np.abs(t) < 0.1
    s = np.where(small, t, 0)
    series = s * s * np.polyval([(-1) ** k / math.factorial(k) for k in range(11, 1, -1)], s)
    return np.where(small, series, t + np.expm1(-t))


def js(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """JS(p || q) = KL(p || m) / 2 + KL(q || m) / 2 with m = (p + q) / 2, in nats.

    Symmetric, at least 0, at most log 2, which it reaches iff the supports are disjoint.
    Computed as the integral of m (u t + log(1 - u^2)) / 2 with u = tanh(t / 2), t = log p - log q.

    References
    ----------
    Notes, eq. 1.3.2.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> print(f"{js(Normal(0, 1), Normal(2, 1)):.12f}")
    0.336830820347
    """
    distributions = _two_distributions(p, q)
    if normal_pairs.are_normal(distributions):
        return _within(0, normal_pairs.js(*distributions), LOG_2)
    return _within(0, _integral(js_integrand, p, q, rng), LOG_2)


def js_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """m (u t + log(1 - u^2)) / 2; for large t the bracket is written as its distance from 2 log 2."""
    t = np.minimum(np.abs(log_p - log_q), LARGEST_T)
    u = np.tanh(t / 2)
    small = t < 2
    near = u * t + np.log1p(-np.where(small, u * u, 0))
    far = 2 * LOG_2 - 2 * _js_deficit(t)
    return _mean_density(log_p, log_q) * np.where(small, near, far) / 2


def log2_minus_js(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """log 2 - JS(p || q), to full relative accuracy where the distributions hardly overlap.

    Computed as the integral of m (log(1 + exp(-t)) + t / (1 + exp(t))) with t = |log p - log q|.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> print(f"{log2_minus_js(Normal(0, 1), Normal(30, 1)):.10e}")
    1.1470829028e-50
    """
    distributions = _two_distributions(p, q)
    if normal_pairs.are_normal(distributions):
        return _within(0, normal_pairs.log2_minus_js(*distributions), LOG_2)
    return _within(0, _integral(log2_minus_js_integrand, p, q, rng), LOG_2)


def log2_minus_js_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """m (log(1 + exp(-t)) + t / (1 + exp(t)))."""
    t = np.minimum(np.abs(log_p - log_q), LARGEST_T)
    return _mean_density(log_p, log_q) * _js_deficit(t)


def total_variation(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """Total variation = integral of |p - q| / 2, between 0 and 1.

    Computed as the integral of m tanh(t / 2), cut at the points where the densities cross.

    Examples
    --------
    >>> from numpygan.distributions import Uniform
    >>> print(f"{total_variation(Uniform(0, 1), Uniform(0.25, 1.25)):.12f}")
    0.250000000000
    """
    distributions = _two_distributions(p, q)
    if normal_pairs.are_normal(distributions):
        return _within(0, normal_pairs.total_variation(*distributions), 1)
    return _within(0, _integral(total_variation_integrand, p, q, rng), 1)


def total_variation_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """m tanh(t / 2) = |p - q| / 2."""
    t = np.minimum(np.abs(log_p - log_q), LARGEST_T)
    return _mean_density(log_p, log_q) * np.tanh(t / 2)


def hellinger(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """Hellinger distance = sqrt(integral of (sqrt p - sqrt q)^2 / 2), between 0 and 1.

    Its square is 1 - integral of sqrt(p q); written with expm1, it does not cancel.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> print(f"{hellinger(Normal(0, 1), Normal(1e-6, 1)):.8e}")
    3.53553391e-07
    """
    distributions = _two_distributions(p, q)
    if normal_pairs.are_normal(distributions):
        return normal_pairs.hellinger(*distributions)
    square = _within(0, _integral(hellinger_integrand, p, q, rng), 1)
    distance = float(np.sqrt(square))
    error = square.error / (2 * distance) if distance > 0 else np.sqrt(square.error)
    return Estimate(distance, error=error, method=square.method)


def hellinger_integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """max(p, q) (1 - exp(-t / 2))^2 / 2 = (sqrt p - sqrt q)^2 / 2."""
    t = np.abs(log_p - log_q)
    return np.exp(np.maximum(log_p, log_q)) * np.expm1(-t / 2) ** 2 / 2


def entropy(p: Distribution) -> Estimate:
    """Entropy of ``p`` in nats: -integral of p log p (differential), or -sum of P log P."""
    return integrate(lambda x, log_p: special.entr(np.exp(log_p)), p)


def log_ratio(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    """t = log p - log q, which changes its sign where |p - q| has a kink."""
    return log_p - log_q


def _mean_density(log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
    return (np.exp(log_p) + np.exp(log_q)) / 2


def _js_deficit(t: np.ndarray) -> np.ndarray:
    """log(1 + exp(-t)) + t / (1 + exp(t)) for t in [0, LARGEST_T]: log 2 minus the JS integrand over m."""
    small = np.exp(-t)
    return np.log1p(small) + t * small / (1 + small)


def _within(least: float, estimate: Estimate, most: float) -> Estimate:
    """The estimate, within bounds that the mathematics gives; how far it was outside is added to its error."""
    inside = min(max(least, float(estimate)), float(most))
    return Estimate(inside, error=estimate.error + abs(estimate - inside), method=estimate.method)


def _two_distributions(p: Distribution, q: Distribution) -> tuple[Distribution, Distribution]:
    for name, distribution in (("p", p), ("q", q)):
        if not isinstance(distribution, (Univariate, Multivariate)):
            raise TypeError(f"{name} must be a distribution with a density or point masses, got {distribution!r}")
    if isinstance(p, Univariate) != isinstance(q, Univariate) or p.dim != q.dim:
        kinds = [
            f"{'univariate' if isinstance(distribution, Univariate) else 'multivariate'}, dim={distribution.dim}"
            for distribution in (p, q)
        ]
        raise ValueError(f"p and q must be distributions of one space, got {p!r} ({kinds[0]}) and {q!r} ({kinds[1]})")
    return p, q


def _integral(f: Integrand, p: Distribution, q: Distribution, rng: np.random.Generator | None) -> Estimate:
    """By quadrature where there is one, else by Monte Carlo."""
    if isinstance(p, Univariate) and isinstance(q, Univariate):
        return integrate(f, p, q, landmarks=crossings(p, q))
    if are_normal_mixtures_2d((p, q)):
        return integrate(f, p, q, kink=log_ratio if f is total_variation_integrand else None)
    if rng is None:
        raise ValueError(
            f"no quadrature reaches these distributions in dimension {p.dim}; "
            "pass rng=np.random.default_rng(0) for Monte Carlo with a standard error"
        )
    return integrate_by_draws(f, p, q, rng=rng)

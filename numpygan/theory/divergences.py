"""Divergences of two distributions: KL and JS of the notes, total variation and Hellinger distance, in nats.

Each function integrates a formula in the densities p and q. For the definitions themselves, one line each is enough;
here they are for two normal distributions:

>>> from numpygan.distributions import Normal
>>> from numpygan.numerics import integrate
>>> p, q = Normal(0, 1), Normal(2, 1)
>>> def kl_density(x, log_p, log_q):
...     return np.exp(log_p) * (log_p - log_q)
>>> def js_density(x, log_p, log_q):
...     log_m = np.logaddexp(log_p, log_q) - np.log(2)  # m = (p + q) / 2
...     return (np.exp(log_p) * (log_p - log_m) + np.exp(log_q) * (log_q - log_m)) / 2
>>> print(f"{integrate(kl_density, p, q):.10f} {integrate(js_density, p, q):.10f}")
2.0000000000 0.3368308203

The functions below return the same numbers, and more digits where p is nearly q: there the definitions subtract nearly
equal numbers, and JS of N(0, 1) and N(1e-6, 1), which is 1.25e-13, would be rounding error. The integrands that avoid
the subtraction are in ``numerics/divergence_integrands.py``. How the integral is computed is decided by
``integrate_pair`` in ``numerics/pair_integrals.py``; the ``.method`` of the result names it.

In 1-D the densities are integrated on the same nodes. If an integral is not 1, an ``ArithmeticError`` is raised: the
distribution has no such density, or a spike so narrow that no node and no quantile hits it. A feature that does not
change the integral of a density, such as one of mass below 1e-6, can stay hidden; the error does not include it.

JS here is the divergence, between 0 and log 2. ``scipy.spatial.distance.jensenshannon`` returns its square root, the JS
*distance*. Divide by log 2 for bits. Some libraries, and the f-GAN paper, call 2 JS "JS".
"""

import numpy as np
from scipy import special

from numpygan.distributions import Distribution
from numpygan.numerics import Estimate, integrate, integrate_pair, normal_pairs
from numpygan.numerics import divergence_integrands as integrands
from numpygan.numerics.infinite_kl import kl_is_infinite

LOG_2 = float(np.log(2))


def kl(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """KL(p || q) = integral of p log(p / q), in nats.

    At least 0, and 0 only if p = q; not symmetric. Infinite if ``q`` is 0 where ``p`` has mass, or if the tail of ``q``
    is too thin for that of ``p``.

    Parameters
    ----------
    p, q : Distribution
        Univariate, or of the same dimension.
    rng : numpy.random.Generator, optional
        Needed for Monte Carlo, the method for distributions that are neither univariate nor 2-D mixtures of normals.

    Returns
    -------
    Estimate
        A float with ``.error`` and ``.method``.

    Raises
    ------
    ArithmeticError
        If log q overflows where p still has mass that counts, while KL is finite: of N(0, 30^2) and
        Gumbel's distribution, whose log density is near -exp(-x), KL is exp(450). If log q is not known where p has
        mass, because the density of q underflows. If a density does not have the integral 1.

    References
    ----------
    Notes, eq. 1.3.1.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> kl(Normal(0, 1), Normal(1, 1))
    Estimate(0.5, error=1.8e-15, method='closed form')
    """
    return integrate_pair(integrands.kl_integrand, p, q, if_normal=normal_pairs.kl, is_infinite=kl_is_infinite, rng=rng)


def js(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """JS(p || q) = KL(p || m) / 2 + KL(q || m) / 2 with m = (p + q) / 2, in nats.

    Symmetric, at least 0, at most log 2. It is 0 only if p = q, and log 2 only if the supports are disjoint.
    No discriminator enters: this is one side of Theorem 1. Parameters as for :func:`kl`.

    References
    ----------
    Notes, eq. 1.3.2.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> print(f"{js(Normal(0, 1), Normal(2, 1)):.12f}")
    0.336830820347
    """
    return integrate_pair(integrands.js_integrand, p, q, if_normal=normal_pairs.js, bounds=(0, LOG_2), rng=rng)


def log2_minus_js(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """log 2 - JS(p || q), in nats, with all its digits also where JS itself rounds to log 2.

    Parameters as for :func:`kl`.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> print(f"{log2_minus_js(Normal(0, 1), Normal(30, 1)):.10e}")
    1.1470829028e-50
    """
    return integrate_pair(
        integrands.log2_minus_js_integrand, p, q, if_normal=normal_pairs.log2_minus_js, bounds=(0, LOG_2), rng=rng
    )


def total_variation(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """Total variation TV(p, q) = integral of |p - q| / 2, between 0 and 1. Parameters as for :func:`kl`.

    Examples
    --------
    >>> from numpygan.distributions import Uniform
    >>> print(f"{total_variation(Uniform(0, 1), Uniform(0.25, 1.25)):.12f}")
    0.250000000000
    """
    return integrate_pair(
        integrands.total_variation_integrand,
        p,
        q,
        if_normal=normal_pairs.total_variation,
        level_set=integrands.log_ratio,
        bounds=(0, 1),
        rng=rng,
    )


def hellinger(p: Distribution, q: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """Hellinger distance sqrt(integral of (sqrt p - sqrt q)^2 / 2), between 0 and 1. Parameters as for :func:`kl`.

    Its square is 1 - integral of sqrt(p q).

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> print(f"{hellinger(Normal(0, 1), Normal(1e-6, 1)):.8e}")
    3.53553391e-07
    """
    square = integrate_pair(
        integrands.squared_hellinger_integrand,
        p,
        q,
        if_normal=normal_pairs.squared_hellinger,
        bounds=(0, 1),
        rng=rng,
    )
    distance = float(np.sqrt(square))
    error = square.error / (2 * distance) if distance > 0 else np.sqrt(square.error)
    return Estimate(distance, error=error, method=square.method)


def entropy(p: Distribution) -> Estimate:
    """Entropy of ``p`` in nats: -integral of p log p (differential entropy), or -sum of P log P over point masses."""
    return integrate(lambda x, log_p: special.entr(np.exp(log_p)), p)

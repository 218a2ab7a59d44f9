"""``integrate_pair``: an integral over two distributions, by the most accurate method that there is for them."""

import math
from collections.abc import Callable

import numpy as np

from numpygan.distributions import Distribution, Multivariate, Univariate
from numpygan.numerics import normal_pairs
from numpygan.numerics.density_crossings import crossings
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.integrand import Integrand
from numpygan.numerics.integration import are_normal_mixtures_2d, integrate
from numpygan.numerics.monte_carlo import integrate_by_draws
from numpygan.numerics.pieces_1d import pieces
from numpygan.numerics.quadrature_1d import check_budget, integrate_1d

POINTS = 256  # about so many values of each density are needed in each piece


def integrate_pair(
    f: Integrand,
    p: Distribution,
    q: Distribution,
    *,
    if_normal: Callable[..., Estimate],
    is_infinite: Callable[[Univariate, Univariate], bool] | None = None,
    level_set: Integrand | None = None,
    bounds: tuple[float, float] = (0, math.inf),
    rng: np.random.Generator | None = None,
) -> Estimate:
    """Integral of ``f(x, log_p, log_q)`` for two distributions of the same dimension.

    The method is the first of these that the distributions allow: the formula ``if_normal`` for two normal
    distributions; quadrature for univariate distributions; quadrature for 2-D mixtures of normal distributions;
    Monte Carlo, for which ``rng`` must be given.

    Parameters
    ----------
    f : callable
        As for :func:`integrate`; homogeneous in the densities: twice the densities, twice the value.
    p, q : Distribution
    if_normal : callable
        Takes two normal distributions and returns the integral.
    is_infinite : callable, optional
        Takes two univariate distributions and returns whether the integral is infinite, which no quadrature can find.
    level_set : callable, optional
        As for :func:`integrate`.
    bounds : tuple of two floats
        The smallest and the largest value that the integral can have. A result outside is moved to the bound, and
        the distance is added to its error.
    rng : numpy.random.Generator, optional

    Raises
    ------
    TypeError
        If ``p`` or ``q`` has neither a density nor point masses.
    ValueError
        If the dimensions differ, or if only Monte Carlo is possible and ``rng`` is missing.
    """
    _check_pair(p, q)
    if normal_pairs.are_normal((p, q)):
        estimate = if_normal(p, q)
    elif isinstance(p, Univariate) and isinstance(q, Univariate):
        with np.errstate(all="ignore"):  # densities overflow far out; the integrand is checked at every point
            if p.has_density or q.has_density:
                check_budget((p, q), pieces((p, q)), POINTS)
            if is_infinite is not None and is_infinite(p, q):
                return Estimate(math.inf, error=0.0, method="comparison of supports and tails")
            estimate = integrate_1d(f, (p, q), crossings(p, q))
    elif are_normal_mixtures_2d((p, q)):
        estimate = integrate(f, p, q, level_set=level_set)
    elif rng is not None:
        estimate = integrate_by_draws(f, p, q, rng=rng)
    else:
        raise ValueError(
            f"there is no quadrature for these distributions in dimension {p.dim}; "
            "pass rng=np.random.default_rng(0) for Monte Carlo with a standard error"
        )
    inside = min(max(bounds[0], float(estimate)), bounds[1])
    if inside == estimate:
        return estimate
    return Estimate(inside, error=estimate.error + abs(estimate - inside), method=estimate.method)


def _check_pair(p: Distribution, q: Distribution) -> None:
    for name, distribution in (("p", p), ("q", q)):
        if not isinstance(distribution, (Univariate, Multivariate)):
            if "scipy.stats" in type(distribution).__module__:
                raise TypeError(f"{name} is a distribution of SciPy, {distribution!r}; write from_scipy({name})")
            hint = ""
            if isinstance(distribution, Distribution) and not type(distribution).__module__.startswith("numpygan."):
                hint = "; one of your own is a subclass of Univariate or Multivariate with a method log_density"
            raise TypeError(f"{name} must be a distribution with a density or point masses, got {distribution!r}{hint}")
    if isinstance(p, Univariate) != isinstance(q, Univariate) or p.dim != q.dim:
        kinds = [
            f"{'univariate' if isinstance(distribution, Univariate) else 'multivariate'}, dim={distribution.dim}"
            for distribution in (p, q)
        ]
        raise ValueError(
            f"p and q must be distributions on the same space, got {p!r} ({kinds[0]}) and {q!r} ({kinds[1]})"
        )

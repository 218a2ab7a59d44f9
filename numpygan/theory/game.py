"""The game of the notes for known distributions: the value V(D, G), the best discriminator D*, the criterion C(G).

A discriminator is given by its logit l = log D - log(1 - D). The two logarithms in V are then
log D = -log(1 + exp(-l)) and log(1 - D) = -log(1 + exp(l)), which np.logaddexp computes without overflow for every l.

Theorem 1 says max_D V(D, G) = C(G) = -log 4 + 2 JS(p_data || p_g). The package computes its three sides separately:
``maximize_value`` in ``ascent.py`` finds the maximum by ascent, without the formula for D*; ``criterion`` below
evaluates V at D*; ``js`` in ``divergences.py`` integrates densities, without a discriminator. The check is that the
three agree.
"""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
from scipy import special

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.numerics import Estimate, integrate
from numpygan.numerics.integrand import log_densities


class Discriminator:
    """The discriminator D(x) = sigmoid(logit(x)): ``D(x)`` is a probability, ``D.logit(x)`` its logit.

    For a network, see :func:`numpygan.evaluation.discriminator_function`.

    Parameters
    ----------
    logit : callable
        Takes x of shape (n, d), or (n,) in 1-D, and returns (n,).
    landmarks : iterable of float, optional
        In 1-D, points at which the logit is not smooth. The quadrature of V divides its range there.

    Examples
    --------
    >>> D = Discriminator(lambda x: 2 - 2 * x)
    >>> D.logit([0.0, 1.0]), D([1.0])
    (array([2., 0.]), array([0.5]))
    """

    def __init__(self, logit: Callable[[np.ndarray], np.ndarray], landmarks: Iterable[float] = ()) -> None:
        self._logit = logit
        self.landmarks = np.asarray(list(landmarks), dtype=float)

    def __repr__(self) -> str:
        return f"Discriminator({getattr(self._logit, '__name__', type(self._logit).__name__)})"

    def logit(self, x: npt.ArrayLike) -> np.ndarray:
        """log D(x) - log(1 - D(x)), of shape (n,)."""
        return self._logit(np.asarray(x, dtype=float))

    def __call__(self, x: npt.ArrayLike) -> np.ndarray:
        """D(x), of shape (n,)."""
        return special.expit(self.logit(x))


def value(
    D: Discriminator, p_data: Distribution, p_g: Distribution, *, rng: np.random.Generator | None = None
) -> Estimate:
    """V(D, G) = E_{x ~ p_data} log D(x) + E_{x ~ p_g} log(1 - D(x)), in nats.

    At most 0; -log 4 for D = 1/2 and any two distributions.

    Parameters
    ----------
    D : Discriminator
        Or any other object with a method ``logit``.
    p_data, p_g : Distribution
    rng : numpy.random.Generator, optional
        Needed for Monte Carlo, as for :func:`js`.

    References
    ----------
    Notes, eq. 1.2.1 in the form of 1.3.4.
    """
    if not hasattr(D, "logit"):
        raise TypeError(
            f"D must have a method logit, got {D!r}; "
            "wrap a function in Discriminator, or a network in numpygan.evaluation.discriminator_function"
        )

    def integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
        logit = D.logit(x)
        if np.shape(logit) != log_p.shape:
            raise ValueError(f"D.logit returned shape {np.shape(logit)}, expected {log_p.shape}")
        return value_density(logit, np.exp(log_p), np.exp(log_q))

    return integrate(integrand, p_data, p_g, landmarks=getattr(D, "landmarks", ()), rng=rng)


def value_density(logit: np.ndarray, p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """p log D + q log(1 - D) from the logit of D, all of shape (n,); a term whose density is 0 is 0."""
    p_term = np.where(p > 0, p * np.logaddexp(0, -np.where(p > 0, logit, 0)), 0)
    q_term = np.where(q > 0, q * np.logaddexp(0, np.where(q > 0, logit, 0)), 0)
    return -(p_term + q_term)


def optimal_discriminator(p_data: Distribution, p_g: Distribution) -> Discriminator:
    """D*(x) = p_data(x) / (p_data(x) + p_g(x)), whose logit is log p_data(x) - log p_g(x).

    Where both densities are 0, D* is not defined, and ``D(x)`` and ``D.logit(x)`` are nan.

    References
    ----------
    Notes, eq. 1.3.3; Goodfellow et al. (2014), Proposition 1.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> D = optimal_discriminator(Normal(0, 1), Normal(1, 1))
    >>> D.logit([-500.0]), D([0.5])
    (array([500.5]), array([0.5]))
    """

    def optimal_logit(x: np.ndarray) -> np.ndarray:
        log_p, log_q = log_densities(p_data, p_g, x)
        with np.errstate(invalid="ignore"):  # where both densities are 0: -inf - (-inf) is nan
            return log_p - log_q

    return Discriminator(optimal_logit)


def criterion(p_data: Distribution, p_g: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """C(G) = V(D*, G), in nats, from the last line of 1.3.5. Parameters as for :func:`value`.

    Theorem 1 says that this is -log 4 + 2 JS(p_data || p_g); the code does not use it.

    References
    ----------
    Notes, eq. 1.3.5.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> print(f"{criterion(Normal(0, 1), Normal(2, 1)):.12f}")
    -0.712632720426
    """

    def integrand(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
        return value_density(log_p - log_q, np.exp(log_p), np.exp(log_q))

    return integrate(integrand, p_data, p_g, rng=rng)


def constant_discriminator(probability: float) -> Discriminator:
    """The discriminator D(x) = ``probability`` for every x, with ``probability`` in (0, 1)."""
    probability = arguments.finite("probability", probability)
    if not 0 < probability < 1:
        raise ValueError(f"probability must be between 0 and 1, both excluded, got {probability!r}")
    logit = float(special.logit(probability))
    return Discriminator(lambda x: np.full(len(x), logit))

"""The game of the notes for known distributions: the best discriminator, the value V(D, G), the criterion C(G).

A discriminator is given by its logit, log D - log(1 - D): the two logarithms in V are then
log D = -softplus(-logit) and log(1 - D) = -softplus(logit), which never see a 0.
"""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
from scipy import special

from numpygan import arguments
from numpygan.distributions import Distribution, Univariate
from numpygan.numerics.estimate import Estimate
from numpygan.numerics.integration import integrate


class Discriminator:
    """The discriminator sigmoid(logit(x)).

    Parameters
    ----------
    logit : callable
        Takes x of shape (n, d), or (n,) in 1-D, and returns (n,).
    landmarks : iterable of float, optional
        Points where the logit has a kink, in 1-D; a quadrature of V cuts there.
    """

    def __init__(self, logit: Callable[[np.ndarray], np.ndarray], landmarks: Iterable[float] = ()) -> None:
        self._logit = logit
        self.landmarks = np.asarray(list(landmarks), dtype=float)

    def logit(self, x: npt.ArrayLike) -> np.ndarray:
        return self._logit(np.asarray(x, dtype=float))

    def __call__(self, x: npt.ArrayLike) -> np.ndarray:
        """D(x), of shape (n,)."""
        return special.expit(self.logit(x))


def optimal_discriminator(p_data: Distribution, p_g: Distribution) -> Discriminator:
    """D*(x) = p_data(x) / (p_data(x) + p_g(x)), as the logit log p_data(x) - log p_g(x).

    Returns
    -------
    Discriminator
        ``D(x)`` and ``D.logit(x)``. Outside both supports D* is not defined, and both are nan.

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

    def logit(x: np.ndarray) -> np.ndarray:
        log_p, log_q = log_densities(p_data, p_g, x)
        with np.errstate(invalid="ignore"):  # -inf - (-inf): neither distribution lives there
            return log_p - log_q

    return Discriminator(logit)


def log_densities(p: Distribution, q: Distribution, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log densities (n,) of both distributions at x; where either has a point mass, log masses: a density is nothing there."""
    if not (isinstance(p, Univariate) and isinstance(q, Univariate)):
        return p.log_pdf(x), q.log_pdf(x)
    masses = p.log_mass(x), q.log_mass(x)
    at_atom = np.maximum(*masses) > -np.inf
    spread = (
        distribution.log_pdf(x) if distribution.has_density else np.full(at_atom.shape, -np.inf)
        for distribution in (p, q)
    )
    log_p, log_q = (np.where(at_atom, mass, density) for mass, density in zip(masses, spread, strict=True))
    return log_p, log_q


def value(
    D: Discriminator, p_data: Distribution, p_g: Distribution, *, rng: np.random.Generator | None = None
) -> Estimate:
    """V(D, G) = E_{x ~ p_data} log D(x) + E_{x ~ p_g} log(1 - D(x)), in nats.

    At most 0; ``-log 4`` for D = 1/2 whatever the distributions. ``D`` is anything with a ``logit``; for a
    network, see :func:`numpygan.evaluation.discriminator_function`. Distributions that no quadrature reaches need
    ``rng``,
    as for :func:`js`.

    References
    ----------
    Notes, eq. 1.2.1 in the form of 1.3.4.
    """

    if not hasattr(D, "logit"):
        raise TypeError(
            f"D must have a logit, got {D!r}; wrap a function in Discriminator, a network in discriminator_function"
        )

    def terms(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
        logit = D.logit(x)
        if np.shape(logit) != log_p.shape:
            raise ValueError(f"D.logit returned shape {np.shape(logit)}, expected {log_p.shape}")
        return value_density(logit, np.exp(log_p), np.exp(log_q))

    return integrate(terms, p_data, p_g, landmarks=getattr(D, "landmarks", ()), rng=rng)


def value_density(logit: np.ndarray, p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """p log D + q log(1 - D); a density of 0 counts for nothing, however certain D is there."""
    real = np.where(p > 0, p * np.logaddexp(0, -np.where(p > 0, logit, 0)), 0)
    fake = np.where(q > 0, q * np.logaddexp(0, np.where(q > 0, logit, 0)), 0)
    return -(real + fake)


def criterion(p_data: Distribution, p_g: Distribution, *, rng: np.random.Generator | None = None) -> Estimate:
    """C(G) = max_D V(D, G) = V(D*, G), in nats, from the last line of 1.3.5.

    ``-log 4 + 2 JS(p_data || p_g)`` by Theorem 1, which is not used here. Distributions that no quadrature
    reaches need ``rng``, as for :func:`js`.

    References
    ----------
    Notes, eq. 1.3.5.
    """

    def terms(x: np.ndarray, log_p: np.ndarray, log_q: np.ndarray) -> np.ndarray:
        return value_density(log_p - log_q, np.exp(log_p), np.exp(log_q))

    return integrate(terms, p_data, p_g, rng=rng)


def constant_discriminator(probability: float) -> Discriminator:
    """The discriminator that answers ``probability``, in (0, 1), to every question."""
    probability = arguments.in_unit_interval("probability", probability)
    logit = float(special.logit(arguments.positive("probability", probability)))
    return Discriminator(lambda x: np.full(len(x), logit))

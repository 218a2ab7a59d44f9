"""Estimators of JS from samples of p_g, each with its noise floor.

The floor is the mean result of the same estimator for a *perfect* generator with as many samples. An estimate at the
floor is consistent with a perfect generator. A fine histogram can have a floor of 0.2 nats, which is its bias. The
ceiling is log 2, the JS of disjoint distributions.
"""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import special
from scipy.spatial import KDTree

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.numerics.estimate import Estimate
from numpygan.theory.game import Discriminator, optimal_discriminator

LOG_2 = float(np.log(2))

# One number a point, (n,) and (m,): their means, averaged, are the estimate of JS.
Scores = tuple[np.ndarray, np.ndarray]
Estimator = Callable[[np.ndarray, np.ndarray], Scores]  # of real points (n, d) and generated points (m, d)


class SampleEstimate(Estimate):
    """An estimate of JS from samples, in nats.

    Attributes
    ----------
    error : float
        The standard error: how much another sample would differ, as far as the points score
        independently. Not the bias, which the floor shows.
    floor : Estimate
        The mean score of a perfect generator at this sample size; its ``error`` is the standard
        deviation of one such score.
    ceiling : float
        log 2, which is JS of distributions that share nothing.
    """

    floor: Estimate
    ceiling: float

    def __new__(cls, value: float, error: float, method: str, floor: Estimate) -> Self:
        self = super().__new__(cls, value, error, method)
        self.floor, self.ceiling = floor, LOG_2
        return self

    def __getnewargs__(self) -> tuple[float, float, str, Estimate]:  # type: ignore[override]
        return float(self), self.error, self.method, self.floor

    def __repr__(self) -> str:
        return (
            f"SampleEstimate({float(self):.4g} +- {self.error:.2g}, "
            f"floor={float(self.floor):.4g} +- {self.floor.error:.2g})"
        )


def estimate_with_floor(
    estimator: Estimator,
    p_data: Distribution,
    generated: npt.ArrayLike,
    *,
    method: str,
    rng: np.random.Generator,
    repeats: int,
) -> SampleEstimate:
    """The estimate for ``generated`` points (n, d) against as many points of ``p_data``, and its floor.

    The floor comes from ``repeats`` pairs of fresh samples of ``p_data``: each is a perfect generator's.
    """
    if not isinstance(p_data, Distribution):
        raise TypeError(f"p_data must be a distribution to draw from (Empirical wraps points), got {p_data!r}")
    fake = arguments.rows("generated", generated, p_data.dim)
    n = arguments.int_at_least("the number of generated points", len(fake), 2)
    rng, repeats = arguments.generator(rng), arguments.int_at_least("repeats", repeats, 2)
    value, error = _mean(estimator(p_data.sample(n, rng=rng), fake))
    perfect = [_mean(estimator(p_data.sample(n, rng=rng), p_data.sample(n, rng=rng)))[0] for _ in range(repeats)]
    floor = Estimate(float(np.mean(perfect)), error=float(np.std(perfect, ddof=1)), method="a perfect generator")
    return SampleEstimate(value, error, method, floor)


def _mean(scores: Scores) -> tuple[float, float]:
    """The average of both means, and its standard error."""
    mean = np.mean([part.mean() for part in scores])
    return float(mean), float(np.sqrt(sum(part.var(ddof=1) / part.size for part in scores)) / 2)


def monte_carlo_js(p_data: Distribution, p_g: Distribution, n: int, *, rng: np.random.Generator) -> SampleEstimate:
    """JS by D* at ``n`` draws of each distribution: E_data log(2 D*) / 2 + E_g log(2 (1 - D*)) / 2.

    Unbiased, for it knows both densities. A perfect generator scores 0 exactly, since D* = 1/2 then.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> monte_carlo_js(Normal(0, 1), Normal(2, 1), 10_000, rng=np.random.default_rng(0))
    SampleEstimate(0.3385 +- 0.0039, floor=0 +- 0)
    """
    n = arguments.int_at_least("n", n, 2)
    for distribution in (p_data, p_g):
        if getattr(distribution, "singular_mass", 0) > 0:
            raise ValueError(
                f"D* is not known where a distribution has no density; js(p_data, p_g, rng=rng) takes {distribution!r}"
            )
    x, fake = p_data.sample(n, rng=arguments.generator(rng)), p_g.sample(n, rng=rng)
    value, error = _mean(js_scores(optimal_discriminator(p_data, p_g), x, fake))
    floor = Estimate(0.0, error=0.0, method="D* = 1/2 for a perfect generator")
    return SampleEstimate(value, error, "Monte Carlo with D*", floor)


def discriminator_js(D: Discriminator, x: npt.ArrayLike, generated: npt.ArrayLike) -> Estimate:
    """A lower bound of JS from any discriminator ``D``, at points (n, d) of the data and of the generator.

    E_data log(2 D) / 2 + E_g log(2 (1 - D)) / 2, which is (V + log 4) / 2: at most JS on average,
    **if D was not trained on these points**. On its training points the estimate is too large.
    """
    if not hasattr(D, "logit"):
        raise TypeError(f"D must have a method logit, got {D!r}; wrap a function in Discriminator")
    real, fake = np.asarray(x, dtype=float), np.asarray(generated, dtype=float)
    for name, part in (("x", real), ("generated", fake)):
        if part.ndim != 2 or len(part) < 2:
            raise ValueError(f"{name} has shape {part.shape}, expected (n, d) with n >= 2")
    return Estimate(*_mean(js_scores(D, real, fake)), method="discriminator")


def js_scores(D: Discriminator, x: np.ndarray, fake: np.ndarray) -> Scores:
    """log(2 D) at real points and log(2 (1 - D)) at generated ones, from the logits."""
    return LOG_2 - np.logaddexp(0, -D.logit(x)), LOG_2 - np.logaddexp(0, D.logit(fake))


def histogram_js(
    p_data: Distribution, generated: npt.ArrayLike, *, bins: int = 50, repeats: int = 20, rng: np.random.Generator
) -> SampleEstimate:
    """JS of two histograms, of ``generated`` points (n, d) and of as many points of the data.

    Parameters
    ----------
    p_data : Distribution
    generated : array_like of shape (n, d)
    bins : int
        In each direction, over the range of all the points.
    repeats : int
        How many perfect generators are tried for the floor.

    Notes
    -----
    Biased upwards: empty bins look like disjoint supports. To first order a perfect generator scores
    (number of occupied bins - 1) / (4 n).
    """
    bins = arguments.positive_int("bins", bins)

    def estimator(x: np.ndarray, fake: np.ndarray) -> Scores:
        low = np.minimum(x.min(axis=0), fake.min(axis=0))
        high = np.maximum(x.max(axis=0), fake.max(axis=0))
        places = (np.concatenate([x, fake]) - low) / np.where(high > low, high - low, 1) * bins
        cells = np.minimum(places.astype(int), bins - 1)
        _, cell = np.unique(cells, axis=0, return_inverse=True)
        real, generated = (np.bincount(part, minlength=cell.max() + 1) for part in (cell[: len(x)], cell[len(x) :]))
        D = real / (real + generated)  # as many points of each kind
        return np.log(2 * D[cell[: len(x)]]), np.log(2 * (1 - D[cell[len(x) :]]))

    return estimate_with_floor(
        estimator, p_data, generated, method=f"histogram of {bins} bins", rng=rng, repeats=repeats
    )


def nearest_neighbor_js(
    p_data: Distribution, generated: npt.ArrayLike, *, k: int = 5, repeats: int = 5, rng: np.random.Generator
) -> SampleEstimate:
    """JS = H(m) - H(p) / 2 - H(q) / 2 with entropies from distances to nearest neighbors.

    Parameters
    ----------
    p_data : Distribution
    generated : array_like of shape (n, d)
        No two points may be the same.
    k : int
        Of its own kind, the k-th neighbor of each point is used; of both kinds together, the 2k-th,
        which is as far away if the two distributions are the same, so that most of the noise cancels.
    repeats : int
        How many perfect generators are tried for the floor.

    References
    ----------
    Kozachenko & Leonenko (1987): H = psi(n) - psi(k) + log(volume of the unit ball) + d E log(distance).
    """
    k = arguments.positive_int("k", k)

    def estimator(x: np.ndarray, fake: np.ndarray) -> Scores:
        n, dim = x.shape
        for part in (x, fake):
            repeated = n - len(np.unique(part, axis=0))
            if repeated:
                raise ValueError(
                    f"{repeated} of {n} points repeat another: nearest neighbors need a distribution with a density"
                )
        constant = special.digamma(2 * n) - special.digamma(2 * k) - special.digamma(n) + special.digamma(k)
        pool = KDTree(np.concatenate([x, fake]))

        def score(part: np.ndarray) -> np.ndarray:
            return constant + dim * (_log_distance(pool, 2 * k, part) - _log_distance(KDTree(part), k, part))

        return score(x), score(fake)

    n = np.shape(generated)[0] if np.ndim(generated) == 2 else 2 * k + 1  # what is no array of rows fails below
    if n <= 2 * k:
        raise ValueError(f"expected more than 2 k = {2 * k} generated points, got {n}")
    return estimate_with_floor(estimator, p_data, generated, method=f"{k} nearest neighbors", rng=rng, repeats=repeats)


def _log_distance(tree: Any, k: int, x: np.ndarray) -> np.ndarray:
    """Log of the distance (n,) from each row of ``x``, which the tree holds too, to its k-th neighbor."""
    distance = tree.query(x, k=[k + 1])[0][:, 0]  # the nearest is the point itself
    return np.log(distance)

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
from numpygan.distributions import Distribution, Empirical
from numpygan.numerics.estimate import Estimate
from numpygan.theory.game import Discriminator, optimal_discriminator

LOG_2 = float(np.log(2))

# One number for each point, (n,) and (m,). The average of their two means is the estimate of JS.
Scores = tuple[np.ndarray, np.ndarray]
Estimator = Callable[[np.ndarray, np.ndarray], Scores]  # of real points (n, d) and generated points (m, d)


class SampleEstimate(Estimate):
    """An estimate of JS from samples, in nats.

    Attributes
    ----------
    error : float
        The standard error, computed as if the scores of the points were independent. It does not include the bias,
        which the floor shows.
    floor : Estimate
        The mean estimate for a perfect generator at this sample size; its ``error`` is the standard deviation of one
        such estimate.
    ceiling : float
        log 2, the JS of distributions with disjoint supports.
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
    p_data: Distribution | npt.ArrayLike,
    generated: Distribution | npt.ArrayLike,
    *,
    method: str,
    rng: np.random.Generator,
    repeats: int,
) -> SampleEstimate:
    """The estimate for ``generated`` points (n, d) against as many points of ``p_data``, and its floor.

    Parameters
    ----------
    estimator : callable
        Maps n real points and n generated points to their scores.
    p_data : Distribution, or array_like of shape (m, d) or (m,)
        ``Empirical(x)`` stands for the points x. If m and n differ, the larger set is reduced at random.
    generated : array_like of shape (n, d) or (n,)
    method : str
        The name of the estimator, for the result.
    rng : numpy.random.Generator
    repeats : int
        How many perfect generators are tried. If ``p_data`` can be drawn from, each is a pair of fresh samples. If
        it is an array, each is a random division of all points, real and generated, into two halves.
    """
    rng, repeats = arguments.generator(rng), arguments.int_at_least("repeats", repeats, 2)
    fake = _as_rows("generated", generated)
    if isinstance(p_data, Distribution) and not isinstance(p_data, Empirical):
        fake = arguments.rows("generated", fake, p_data.dim)
        n = arguments.int_at_least("the number of generated points", len(fake), 2)
        value, error = _mean(estimator(p_data.sample(n, rng=rng), fake))
        pairs = ((p_data.sample(n, rng=rng), p_data.sample(n, rng=rng)) for _ in range(repeats))
        perfect_is = "two samples of p_data"
    else:
        x = _as_rows("p_data", p_data)
        fake = arguments.rows("generated", fake, x.shape[1])
        n = arguments.int_at_least("the number of points of each kind", min(len(x), len(fake)), 2)
        x, fake = (part if len(part) == n else rng.permutation(part)[:n] for part in (x, fake))
        value, error = _mean(estimator(x, fake))
        pool = np.concatenate([x, fake])
        pairs = ((mixed[:n], mixed[n:]) for mixed in (rng.permutation(pool) for _ in range(repeats)))
        perfect_is = "a random division of all points"
    perfect = [_mean(estimator(*pair))[0] for pair in pairs]
    floor = Estimate(float(np.mean(perfect)), error=float(np.std(perfect, ddof=1)), method=perfect_is)
    return SampleEstimate(value, error, method, floor)


def _as_rows(name: str, points: Distribution | npt.ArrayLike) -> np.ndarray:
    """The points of an array or of an Empirical distribution, of shape (n, d)."""
    if isinstance(points, Empirical):
        return points.points
    if isinstance(points, Distribution):
        raise TypeError(f"{name} must be an array of points; draw them with sample(n, rng=rng), got {points!r}")
    if np.ma.is_masked(points):
        raise ValueError(f"{name} has masked entries; give only rows without one, as numpy.ma.compress_rows makes")
    array = np.asarray(points, dtype=float)
    if array.ndim not in (1, 2):
        raise ValueError(f"{name} has shape {array.shape}, expected (n, d) or (n,)")
    return arguments.all_finite(name, array.reshape(len(array), -1))


def _mean(scores: Scores) -> tuple[float, float]:
    """The average of both means, and its standard error."""
    mean = np.mean([part.mean() for part in scores])
    return float(mean), float(np.sqrt(sum(part.var(ddof=1) / part.size for part in scores)) / 2)


def monte_carlo_js(p_data: Distribution, p_g: Distribution, n: int, *, rng: np.random.Generator) -> SampleEstimate:
    """JS by D* at ``n`` draws of each distribution: E_data log(2 D*) / 2 + E_g log(2 (1 - D*)) / 2.

    Unbiased, because both densities are known. For a perfect generator the estimate is exactly 0, since D* = 1/2.

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
                f"D* is not known where a distribution has no density; use js(..., rng=rng) for {distribution!r}"
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
    real, fake = _as_rows("x", x), _as_rows("generated", generated)
    for name, part in (("x", real), ("generated", fake)):
        if len(part) < 2:
            raise ValueError(f"{name} has shape {part.shape}, expected (n, d) with n >= 2")
    return Estimate(*_mean(js_scores(D, real, fake)), method="discriminator")


def js_scores(D: Discriminator, x: np.ndarray, fake: np.ndarray) -> Scores:
    """log(2 D) at real points and log(2 (1 - D)) at generated ones, from the logits."""
    return LOG_2 - np.logaddexp(0, -D.logit(x)), LOG_2 - np.logaddexp(0, D.logit(fake))


def histogram_js(
    p_data: Distribution | npt.ArrayLike,
    generated: npt.ArrayLike,
    *,
    bins: int = 50,
    repeats: int = 20,
    rng: np.random.Generator,
) -> SampleEstimate:
    """JS of two histograms, of ``generated`` points (n, d) and of as many points of the data.

    Parameters
    ----------
    p_data : Distribution, or array_like of shape (m, d) or (m,)
    generated : array_like of shape (n, d) or (n,)
    bins : int
        In each direction, with equally many points in each: the edges are quantiles of all points, so a few points
        far away change nothing. A coordinate with at most so many different values has a bin for each value.
    repeats : int
        How many perfect generators are tried for the floor.

    Notes
    -----
    Biased upwards: empty bins look like disjoint supports. To first order a perfect generator scores
    (number of occupied bins - 1) / (4 n).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> histogram_js(rng.standard_cauchy(2000), rng.standard_cauchy(2000) + 1, rng=rng)  # JS is 0.0542
    SampleEstimate(0.06438 +- 0.0054, floor=0.006347 +- 0.0011)
    """
    bins = arguments.positive_int("bins", bins)

    def estimator(x: np.ndarray, fake: np.ndarray) -> Scores:
        pool = np.concatenate([x, fake])
        places = np.stack([np.searchsorted(_edges(column, bins), column) for column in pool.T], axis=1)
        _, cell = np.unique(places, axis=0, return_inverse=True)
        cell = cell.reshape(-1)
        real, generated = (np.bincount(part, minlength=cell.max() + 1) for part in (cell[: len(x)], cell[len(x) :]))
        D = real / (real + generated)  # as many points of each kind
        return np.log(2 * D[cell[: len(x)]]), np.log(2 * (1 - D[cell[len(x) :]]))

    return estimate_with_floor(
        estimator, p_data, generated, method=f"histogram of {bins} bins", rng=rng, repeats=repeats
    )


def _edges(values: np.ndarray, bins: int) -> np.ndarray:
    """The upper edges of all bins but the last; a value on an edge belongs to the bin below it."""
    different = np.unique(values)
    if different.size <= bins:
        return different
    return np.unique(np.quantile(values, np.arange(1, bins) / bins))


def nearest_neighbor_js(
    p_data: Distribution | npt.ArrayLike,
    generated: npt.ArrayLike,
    *,
    k: int = 5,
    repeats: int = 5,
    rng: np.random.Generator,
) -> SampleEstimate:
    """JS = H(m) - H(p) / 2 - H(q) / 2 with entropies from distances to nearest neighbors.

    Parameters
    ----------
    p_data : Distribution, or array_like of shape (m, d) or (m,)
    generated : array_like of shape (n, d) or (n,)
        No two points, real or generated, may be the same.
    k : int
        The distance to the k-th neighbor of the same kind is compared with that to the 2k-th neighbor of both kinds. If
        the two distributions are the same, the two distances are about equal, and most of the noise cancels.
    repeats : int
        How many perfect generators are tried for the floor.

    References
    ----------
    Kozachenko & Leonenko (1987): H = psi(n) - psi(k) + log(volume of the unit ball) + d E log(distance).
    """
    k = arguments.positive_int("k", k)

    def estimator(x: np.ndarray, fake: np.ndarray) -> Scores:
        n, dim = x.shape
        if n <= 2 * k:
            raise ValueError(f"expected more than 2 k = {2 * k} points of each kind, got {n}")
        for name, part in (("real", x), ("generated", fake), ("real and generated", np.concatenate([x, fake]))):
            repeated = len(part) - len(np.unique(part, axis=0))
            if repeated:
                raise ValueError(
                    f"{repeated} of {len(part)} {name} points repeat another, but nearest neighbors need a "
                    f"distribution with a density; histogram_js takes repeated points"
                )
        constant = special.digamma(2 * n) - special.digamma(2 * k) - special.digamma(n) + special.digamma(k)
        pool = KDTree(np.concatenate([x, fake]))

        def score(part: np.ndarray) -> np.ndarray:
            return constant + dim * (_log_distance(pool, 2 * k, part) - _log_distance(KDTree(part), k, part))

        return score(x), score(fake)

    return estimate_with_floor(estimator, p_data, generated, method=f"{k} nearest neighbors", rng=rng, repeats=repeats)


def _log_distance(tree: Any, k: int, x: np.ndarray) -> np.ndarray:
    """Log of the distance (n,) from each row of ``x``, which the tree holds too, to its k-th neighbor."""
    distance = tree.query(x, k=[k + 1])[0][:, 0]  # the nearest is the point itself
    return np.log(distance)

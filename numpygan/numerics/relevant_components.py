"""Which components of a mixture are relevant in a rectangle: of a grid of 25 modes, usually one.

A component whose density is below exp(-NEGLIGIBLE) times the largest one in the whole rectangle changes no digit of the
sum there, so it is not computed.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from numpygan.distributions import Multivariate, MultivariateMixture, MultivariateNormal

NEGLIGIBLE = 45.0  # exp(-45) is far below the last digit, also of 1,000 components together
FEWEST = 20  # rectangles per group, on average; with fewer, the calls take more time than the components


def group_by_relevant_components(
    distributions: Sequence[Multivariate], center: np.ndarray, half: np.ndarray
) -> Iterator[tuple[np.ndarray, list[Multivariate]]]:
    """Group rectangles center - half to center + half, arrays (k, 2), by the components that are relevant in them.

    Yields
    ------
    which : ndarray of int
        The rectangles of the group.
    distributions : list of Multivariate
        The given distributions without the components that are negligible in the group.
    """
    matters = [_matters(distribution, center, half) for distribution in distributions]
    patterns, group = np.unique(np.concatenate(matters), axis=1, return_inverse=True)
    if len(center) < FEWEST * patterns.shape[1]:
        yield np.arange(len(center)), list(distributions)
        return
    ends = np.cumsum([len(part) for part in matters])[:-1]
    for i, pattern in enumerate(patterns.T):
        kept = [
            _reduced(distribution, which)
            for distribution, which in zip(distributions, np.split(pattern, ends), strict=True)
        ]
        yield np.flatnonzero(group.ravel() == i), kept


def _matters(distribution: Multivariate, center: np.ndarray, half: np.ndarray) -> np.ndarray:
    """Whether each component is relevant in each rectangle, of shape (components, k)."""
    if not isinstance(distribution, MultivariateMixture) or not _is_flat(distribution):
        return np.ones((1, len(center)), dtype=bool)
    lowest, highest = [], []
    for log_weight, normal in distribution._weighted():
        distance = np.linalg.norm((center - normal.mean) @ normal.whiten.T, axis=1)
        reach = half @ np.linalg.norm(normal.whiten, axis=0)  # of the rectangle, in standard deviations
        peak = log_weight + normal._log_pdf(normal.mean[None])[0]
        lowest.append(peak - (distance + reach) ** 2 / 2)
        highest.append(peak - np.maximum(distance - reach, 0) ** 2 / 2)
    matters: np.ndarray = np.array(highest) >= np.max(lowest, axis=0) - NEGLIGIBLE
    return matters


def _reduced(distribution: Multivariate, which: np.ndarray) -> Multivariate:
    return (
        distribution.only(which)
        if isinstance(distribution, MultivariateMixture) and _is_flat(distribution)
        else distribution
    )


def _is_flat(distribution: Multivariate) -> bool:
    """Whether ``distribution`` is a mixture whose components are normal distributions, not mixtures themselves."""
    return isinstance(distribution, MultivariateMixture) and all(
        isinstance(part, MultivariateNormal) for part in distribution.components
    )

"""The time of an exact JS over the number of modes and over the distance of two distributions."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from interleave import interleave
from scipy import stats
from slopes import joined, slopes
from table import milliseconds

from numpygan.distributions import Distribution, Mixture, Normal, from_scipy, ring
from numpygan.theory import js


def modes(k: int, shift: float) -> Distribution:
    """A 1-D mixture of k modes with distance 2 and std 0.2."""
    return Mixture(np.full(k, 1 / k), [Normal(2 * i + shift, 0.2) for i in range(k)])


def families() -> dict[str, dict[float, tuple[Distribution, Distribution]]]:
    """What varies, and the two distributions at each of its sizes."""
    two = Mixture([0.5, 0.5], [Normal(-1, 0.5), Normal(1, 0.5)])
    return {
        "modes, 1-D": {k: (modes(k, 0), modes(k, 0.1)) for k in (1, 2, 4, 8, 16, 32)},
        "modes, 2-D": {k: (ring(k, std=0.1), ring(k, std=0.12)) for k in (2, 4, 8, 16)},
        "distance of N(0, 1) and N(d, 1)": {d: (Normal(), Normal(d, 1)) for d in (0.01, 1, 100, 10_000)},
        "distance of two mixtures": {
            d: (two, Mixture([0.5, 0.5], [Normal(d - 1, 0.5), Normal(d + 1, 0.5)])) for d in (0.01, 1, 100, 10_000)
        },
        "distance of two Laplace distributions": {
            d: (from_scipy(stats.laplace()), from_scipy(stats.laplace(d))) for d in (0.01, 1, 100, 10_000)
        },
    }


def divergence_rows(**timing: Any) -> Iterator[list[str]]:
    for name, pairs in families().items():
        times = interleave({size: _repeated(*distributions) for size, distributions in pairs.items()}, **timing)
        sizes, seconds = list(pairs), [times[size].median for size in pairs]
        yield [name, joined(f"{size:g}" for size in sizes), joined(map(milliseconds, seconds)), *slopes(sizes, seconds)]


def _repeated(p: Distribution, q: Distribution) -> Callable[[int], int]:
    def run(times: int) -> int:
        for _ in range(times):
            js(p, q)
        return times

    return run

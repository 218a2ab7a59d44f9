"""The pairs of distributions on which the statements are checked: nearly equal and disjoint, smooth and singular."""

import numpy as np
from scipy import stats

from numpygan.distributions import (
    Categorical,
    Distribution,
    Mixture,
    Multivariate,
    MultivariateNormal,
    Normal,
    Uniform,
    Univariate,
    from_scipy,
    grid,
    ring,
)

Pair = tuple[str, Univariate, Univariate]


def name(distribution: Distribution) -> str:
    """The distribution as the notes write it: N(4, 0.5^2) for ``Normal(4, 0.5)``."""
    if isinstance(distribution, Normal):
        variance = "1" if distribution.std == 1 else f"{distribution.std:.4g}^2"
        return f"N({distribution.mean:.4g}, {variance})"
    if isinstance(distribution, Uniform):
        return f"U({distribution.low:g}, {distribution.high:g})"
    return repr(distribution)


def standard_pairs() -> list[Pair]:
    """Named pairs (p, q): continuous and discrete, nearly equal, nearly disjoint, disjoint, light and heavy tails."""
    two_modes = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])
    return [
        ("N(0, 1), N(0, 1)", Normal(0, 1), Normal(0, 1)),
        ("N(0, 1), N(0.01, 1)", Normal(0, 1), Normal(0.01, 1)),
        ("N(0, 1), N(1, 1)", Normal(0, 1), Normal(1, 1)),
        ("N(0, 1), N(0, 2^2)", Normal(0, 1), Normal(0, 2)),
        ("N(4, 0.5^2), N(0, 1)", Normal(4, 0.5), Normal(0, 1)),
        ("N(0, 1), N(20, 1)", Normal(0, 1), Normal(20, 1)),
        ("a mixture of 2 modes, one mode", two_modes, Normal(2, 0.5)),
        ("Laplace(0, 1), N(0, 1)", from_scipy(stats.laplace(0, 1)), Normal(0, 1)),
        ("Cauchy(0, 1), Cauchy(5, 3)", from_scipy(stats.cauchy(0, 1)), from_scipy(stats.cauchy(5, 3))),
        ("exp(1), exp(3)", from_scipy(stats.expon()), from_scipy(stats.expon(scale=1 / 3))),
        ("gamma(0.5), gamma(1.5)", from_scipy(stats.gamma(0.5)), from_scipy(stats.gamma(1.5))),
        ("beta(1, 3), beta(3, 1)", from_scipy(stats.beta(1, 3)), from_scipy(stats.beta(3, 1))),
        ("U(0, 1), U(0.25, 1.25)", Uniform(0, 1), Uniform(0.25, 1.25)),
        ("U(0, 1), U(2, 3)", Uniform(0, 1), Uniform(2, 3)),
        ("U(-1, 1), N(0, 1)", Uniform(-1, 1), Normal(0, 1)),
        ("Bernoulli(0.5), Bernoulli(0.9)", Categorical([0.5, 0.5]), Categorical([0.1, 0.9])),
        (
            "25 points, 17 of them",
            Categorical(np.full(25, 1 / 25)),
            Categorical(np.r_[np.full(17, 1 / 17), np.zeros(8)]),
        ),
        ("Poisson(3), Poisson(5)", from_scipy(stats.poisson(3)), from_scipy(stats.poisson(5))),
    ]


def normals_2d() -> list[tuple[str, MultivariateNormal, MultivariateNormal]]:
    """Named pairs of 2-D normal distributions: near and far, isotropic and correlated."""
    isotropic = MultivariateNormal([0, 0], 1)
    return [
        ("N(0, I), N((0.001, 0), I)", isotropic, MultivariateNormal([0.001, 0], 1)),
        ("N(0, I), correlated N", isotropic, MultivariateNormal([1, 0], [[2, -0.5], [-0.5, 1]])),
        ("N(0, I), N((9, 12), I)", isotropic, MultivariateNormal([9, 12], 1)),
    ]


def mixtures_2d() -> list[tuple[str, Multivariate, Multivariate]]:
    """Named pairs of 2-D mixtures: other modes, a missing mode, a narrow spike."""
    four = ring(4, 2.0, 0.1)
    spike = MultivariateNormal([3, 3], 1e-4)
    return [
        ("ring of 8, N(0, 4 I)", ring(8, 2.0, 0.3), MultivariateNormal([0, 0], 4)),
        ("ring of 4, grid of 4", ring(4, 2.0, 0.5), grid(2, 2.0, 0.7)),
        ("ring of 4, 3 of its modes", four, Mixture(np.full(3, 1 / 3), four.components[:3])),
        (
            "N(0, I) with a spike, N(0, I)",
            Mixture([0.9, 0.1], [MultivariateNormal([0, 0], 1), spike]),
            MultivariateNormal([0, 0], 1),
        ),
    ]


def random_normals(rng: np.random.Generator, n: int) -> list[Pair]:
    """``n`` random pairs of normal distributions."""
    distributions = [
        (Normal(*rng.normal(size=1), *rng.uniform(0.3, 2, 1)), Normal(*rng.normal(size=1), *rng.uniform(0.3, 2, 1)))
        for _ in range(n)
    ]
    return [(f"{name(p)}, {name(q)}", p, q) for p, q in distributions]


def random_categoricals(rng: np.random.Generator, n: int) -> list[Pair]:
    """``n`` random pairs of distributions on 2 to 9 points, some of their probabilities exactly 0."""
    pairs: list[Pair] = []
    for _ in range(n):
        k = int(rng.integers(2, 10))
        rows = rng.dirichlet(np.ones(k), size=2) * (rng.random((2, k)) < 0.8)
        rows[:, 0] += 1e-3
        p, q = (Categorical(row / row.sum()) for row in rows)
        pairs.append((f"{name(p)}, {name(q)}", p, q))
    return pairs

"""Random and adversarial pairs of distributions: what the calculators are tried on.

A distribution is written as a tuple that a file can keep, such as ``("normal", 0.0, 1.0)``, a name of
scipy.stats with shapes, loc and scale, ``("mixture", weights, distributions)`` or ``("categorical", probs,
points)``; ``build`` makes it. Finite ends are dyadic numbers, so that loc + scale is what it says.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import stats

from numpygan.distributions import (
    Categorical,
    Distribution,
    Mixture,
    MultivariateNormal,
    Normal,
    Uniform,
    from_scipy,
)

Spec = tuple[Any, ...]

WHOLE_LINE = ["normal", "laplace", "logistic", "gumbel_r", "cauchy", "t"]
HALF_LINE = ["expon", "gamma", "lognorm", "weibull_min", "pareto"]
INTERVAL = ["beta", "triang", "uniform"]
DISCRETE = ["poisson", "binom", "geom", "nbinom"]


def build(spec: Spec) -> Distribution:
    """The distribution that ``spec`` stands for."""
    kind, *rest = spec
    if kind == "normal":
        return Normal(*rest)
    if kind == "uniform":
        return Uniform(*rest)
    if kind == "categorical":
        return Categorical(*rest)
    if kind == "mixture":
        return Mixture(rest[0], [build(part) for part in rest[1]])
    if kind == "multivariate":
        return MultivariateNormal(*rest)
    if kind == "modes":  # this many narrow modes, one at each whole number
        count, std = rest
        return Mixture(np.full(count, 1 / count), [Normal(i, std) for i in range(count)])
    return from_scipy(getattr(stats, kind)(*rest))


def random_pair(seed: int, index: int) -> tuple[str, Spec, Spec]:
    """Pair number ``index`` of the run ``seed``: the name of its family and two specs."""
    rng = np.random.default_rng([seed, index])
    names = list(FAMILIES)
    weights = np.array([FAMILIES[name][1] for name in names])
    name = names[rng.choice(len(names), p=weights / weights.sum())]
    p, q = FAMILIES[name][0](rng)
    return (name, p, q) if rng.random() < 0.5 else (name, q, p)


def _short(x: float, digits: int = 4) -> float:
    return float(f"{x:.{digits}g}")


def _log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    """10^u for u uniform."""
    return _short(10 ** rng.uniform(low, high))


def _center(rng: np.random.Generator) -> float:
    return _short(rng.normal() * rng.choice([1, 1, 1, 10, 400]))


def _dyadic(rng: np.random.Generator) -> tuple[float, float]:
    """A loc and a scale whose sum is exact."""
    return float(rng.integers(-16, 17)) / 8, 2.0 ** int(rng.integers(-4, 5))


def distribution(rng: np.random.Generator, kind: str) -> Spec:
    """A distribution of this kind, neither narrow nor far."""
    scale = _log_uniform(rng, -0.7, 0.7)
    if kind in ("normal", "laplace", "logistic", "gumbel_r", "cauchy"):
        return kind, _short(2 * rng.normal()), scale
    if kind == "t":
        return kind, float(rng.choice([1.5, 2, 3, 5, 30])), _short(2 * rng.normal()), scale
    loc, unit = _dyadic(rng)
    if kind == "uniform":
        return kind, loc, loc + unit
    if kind == "expon":
        return kind, loc, scale
    if kind in ("gamma", "lognorm", "weibull_min", "pareto"):
        return kind, _log_uniform(rng, *SHAPES[kind]), loc, unit if kind == "pareto" else scale
    if kind == "beta":
        return kind, _log_uniform(rng, -0.7, 0.7), _log_uniform(rng, -0.7, 0.7), loc, unit
    if kind == "triang":
        return kind, float(rng.integers(0, 9)) / 8, loc, unit
    if kind == "poisson":
        return kind, _log_uniform(rng, -1, 3)
    if kind == "binom":
        return kind, int(rng.integers(1, 1000)), _short(rng.uniform(0.01, 0.99))
    if kind == "nbinom":
        return kind, int(rng.integers(1, 30)), _short(rng.uniform(0.05, 0.95))
    assert kind == "geom", kind
    return kind, _short(rng.uniform(0.02, 0.98))


SHAPES = {"gamma": (-0.7, 1), "lognorm": (-1, 0.3), "weibull_min": (-0.3, 0.5), "pareto": (-0.3, 0.7)}


def _any(rng: np.random.Generator, kinds: list[str]) -> Spec:
    return distribution(rng, str(rng.choice(kinds)))


def _two(kinds: list[str]) -> Callable[[np.random.Generator], tuple[Spec, Spec]]:
    return lambda rng: (_any(rng, kinds), _any(rng, kinds))


def _normals(rng: np.random.Generator) -> tuple[Spec, Spec]:
    center, std = _center(rng), _log_uniform(rng, -2, 2)
    other = std * _log_uniform(rng, -3, 3) if rng.random() < 0.5 else std
    return ("normal", center, std), ("normal", _short(center + std * rng.normal() * _log_uniform(rng, -2, 1.3)), other)


def _nearly_equal(rng: np.random.Generator) -> tuple[Spec, Spec]:
    """Two distributions of one kind, shifted or stretched by very little."""
    kind = str(rng.choice([*WHOLE_LINE, "normal", "expon", "gamma", "lognorm", "weibull_min", "poisson"]))
    p = distribution(rng, kind)
    small = _log_uniform(rng, -7, -2)
    if kind in WHOLE_LINE and rng.random() < 0.5:
        return p, (*p[:-2], p[-2] + small * p[-1], p[-1])
    return p, (*p[:-1], p[-1] * (1 + small))


def _one_kind(rng: np.random.Generator) -> tuple[Spec, Spec]:
    """Two distributions of one kind with one end, or one center, in common."""
    kind = str(rng.choice([*WHOLE_LINE, *HALF_LINE, "beta", "triang"]))
    p, q = distribution(rng, kind), distribution(rng, kind)
    return p, (*q[:-2], p[-2], p[-1] if kind in ("beta", "triang", "pareto") else q[-1])


def _far(rng: np.random.Generator) -> tuple[Spec, Spec]:
    p, q = _any(rng, WHOLE_LINE), _any(rng, WHOLE_LINE)
    return p, (*q[:-2], _short(rng.choice([-1, 1]) * _log_uniform(rng, 0.5, 2)), q[-1])


def _scales(rng: np.random.Generator) -> tuple[Spec, Spec]:
    p, q = _any(rng, [*WHOLE_LINE, "expon", "gamma", "lognorm"]), _any(rng, WHOLE_LINE)
    return p, (*q[:-1], _short(p[-1] * float(rng.choice([1e-3, 1e-2, 1e2, 1e3]))))


def _ends(rng: np.random.Generator) -> tuple[Spec, Spec]:
    """Densities that are infinite at an end, against one with the same end, or none there."""
    loc, unit = _dyadic(rng)
    singular = [
        ("beta", 0.5, 0.5, loc, unit),
        ("beta", _log_uniform(rng, -1, 0), _log_uniform(rng, -1, 0), loc, unit),
        ("gamma", _log_uniform(rng, -1, 0), loc, unit),
        ("weibull_min", _log_uniform(rng, -0.5, 0), loc, unit),
    ]
    tame = [("uniform", loc, loc + unit), ("expon", loc, unit), ("normal", loc, unit), ("gamma", 2.0, loc, unit)]
    return singular[rng.integers(4)], (singular + tame)[rng.integers(8)]


def _uniforms(rng: np.random.Generator) -> tuple[Spec, Spec]:
    low, width = _center(rng), _log_uniform(rng, -2, 2)
    p = ("uniform", low, low + width)
    shift = float(rng.choice([0.001, 1e-6, 0.5, 0.999, 1.0, 2.0])) * width
    wider = float(rng.choice([1.0, 1.001, 2.0, 1000.0])) * width
    return p, ("uniform", low + shift, low + shift + wider) if rng.random() < 0.5 else _any(rng, WHOLE_LINE)


def _weights(rng: np.random.Generator, count: int) -> list[float]:
    """Dyadic weights, so that their sum is 1 exactly; some may be 0."""
    return (rng.multinomial(1024, rng.dirichlet(np.full(count, 0.7))) / 1024).tolist()


def _mixture(rng: np.random.Generator, kinds: list[str]) -> Spec:
    count = int(rng.integers(2, 5))
    return "mixture", _weights(rng, count), [_any(rng, kinds) for _ in range(count)]


def _mixtures(rng: np.random.Generator) -> tuple[Spec, Spec]:
    kinds = ["normal"] if rng.random() < 0.5 else WHOLE_LINE + HALF_LINE + INTERVAL
    p = _mixture(rng, kinds)
    return p, [_mixture(rng, kinds), ("mixture", _weights(rng, len(p[2])), p[2]), _any(rng, WHOLE_LINE)][
        rng.integers(3)
    ]


def _modes(rng: np.random.Generator) -> tuple[Spec, Spec]:
    count, std = int(rng.integers(2, 26)), _log_uniform(rng, -2, -0.5)
    others = [("modes", count, 2 * std), ("modes", count - 1 or 1, std), ("normal", count / 2, float(count))]
    return ("modes", count, std), others[rng.integers(3)]


def _contaminated(rng: np.random.Generator) -> tuple[Spec, Spec]:
    """A distribution, and the same with a far narrow spike."""
    p = _any(rng, WHOLE_LINE)
    weight = 2.0 ** -int(rng.integers(3, 20))
    place = _short(float(rng.choice([-1, 1])) * _log_uniform(rng, 0, 6))
    spike = ("normal", place, abs(place) * _log_uniform(rng, -8, -1))
    return ("mixture", [1 - weight, weight], [p, spike]), p


def _categoricals(rng: np.random.Generator) -> tuple[Spec, Spec]:
    count = int(rng.integers(2, 40))
    points = list(range(count))
    p, q = (("categorical", _weights(rng, count), points) for _ in range(2))
    return p, q


def _discrete(rng: np.random.Generator) -> tuple[Spec, Spec]:
    if rng.random() < 0.3:
        rate = _log_uniform(rng, 2, 5)
        return ("poisson", rate), ("poisson", _short(rate + np.sqrt(rate) * rng.normal() * 3))
    if rng.random() < 0.3:
        n, chance = int(_log_uniform(rng, 2, 5)), _short(rng.uniform(0.05, 0.95))
        return ("binom", n, chance), ("binom", n, _short(chance + rng.uniform(-1, 1) * 0.04))
    return _any(rng, DISCRETE), _any(rng, DISCRETE)


def _mixed(rng: np.random.Generator) -> tuple[Spec, Spec]:
    """Distributions with a density and atoms."""
    points = sorted(rng.choice(np.arange(-4, 5), size=3, replace=False).tolist())
    weight = float(rng.integers(0, 9)) / 8
    dense = _any(rng, WHOLE_LINE + INTERVAL)
    p = ("mixture", [weight, 1 - weight], [("categorical", _weights(rng, 3), points), dense])
    other = ("categorical", _weights(rng, 3), points)
    return p, [("mixture", [0.5, 0.5], [other, _any(rng, WHOLE_LINE)]), other, dense][rng.integers(3)]


def _adversarial(rng: np.random.Generator) -> tuple[Spec, Spec]:
    """Pairs that test the limits: equal distributions, extreme shapes and scales, tails and ends near divergence."""
    chosen = int(rng.integers(7))
    if chosen == 0:
        p = _any(rng, WHOLE_LINE + HALF_LINE + INTERVAL + DISCRETE)
        return p, p
    if chosen == 1:
        scale = _log_uniform(rng, -60, 60)
        return tuple((kind, *shape, 0.0, scale * _log_uniform(rng, -1, 1)) for kind, *shape in _two_scalable(rng))
    if chosen == 2:
        loc, unit = _dyadic(rng)
        p = ("beta", _log_uniform(rng, -3, 3), _log_uniform(rng, -3, 3), loc, unit)
        return p, ("beta", _log_uniform(rng, -3, 3), _log_uniform(rng, -3, 3), loc, unit)
    if chosen == 3:
        p, q = (("gamma", _log_uniform(rng, -3, 4), 0.0, _log_uniform(rng, -2, 2)) for _ in range(2))
        return p, q
    if chosen == 4:
        p, q = (("pareto", _log_uniform(rng, -2, 2), 0.0, 1.0) for _ in range(2))
        return p, q
    if chosen == 5:
        p, q = (("t", _log_uniform(rng, -1.5, 4), 0.0, _log_uniform(rng, -1, 1)) for _ in range(2))
        return p, q
    return ("normal", 0.0, 1.0), ("normal", _log_uniform(rng, -16, 3), _log_uniform(rng, -8, 8))


def _two_scalable(rng: np.random.Generator) -> list[Spec]:
    return [distribution(rng, str(kind))[:-2] for kind in rng.choice(WHOLE_LINE + HALF_LINE, size=2)]


def _covariance(rng: np.random.Generator, dim: int) -> list[list[float]]:
    root = rng.normal(size=(dim, dim)) * 10 ** rng.uniform(-1, 1, size=(dim, 1))
    return (root @ root.T + 1e-3 * np.eye(dim)).tolist()


def _multivariate(rng: np.random.Generator) -> tuple[Spec, Spec]:
    dim = int(rng.integers(1, 9))
    p, q = (("multivariate", rng.normal(size=dim).tolist(), _covariance(rng, dim)) for _ in range(2))
    return p, q if rng.random() < 0.5 else ("multivariate", q[1], p[2])


def _plane(rng: np.random.Generator) -> tuple[Spec, Spec]:
    p, q = (
        (
            "mixture",
            [0.25, 0.75],
            [("multivariate", rng.normal(size=2).tolist(), _covariance(rng, 2)) for _ in range(2)],
        )
        for _ in range(2)
    )
    return p, q


# Each with how often it comes.
FAMILIES: dict[str, tuple[Callable[[np.random.Generator], tuple[Spec, Spec]], float]] = {
    "normals": (_normals, 10),
    "nearly equal": (_nearly_equal, 12),
    "one kind": (_one_kind, 12),
    "whole line": (_two(WHOLE_LINE), 10),
    "any two": (_two(WHOLE_LINE + HALF_LINE + INTERVAL), 12),
    "far apart": (_far, 8),
    "scales": (_scales, 6),
    "ends": (_ends, 8),
    "uniforms": (_uniforms, 6),
    "mixtures": (_mixtures, 8),
    "narrow modes": (_modes, 1),
    "contaminated": (_contaminated, 6),
    "categorical": (_categoricals, 4),
    "discrete": (_discrete, 6),
    "mixed": (_mixed, 4),
    "adversarial": (_adversarial, 8),
    "multivariate": (_multivariate, 1),
    "plane": (_plane, 0.05),
}

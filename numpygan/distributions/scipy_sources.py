"""``read_source``: the parts of a SciPy distribution in one form, whichever of SciPy's classes it comes from.

SciPy has frozen distributions, classes with instances such as ``stats.Normal()``, and circular distributions, each with
other names for the same functions. Only documented functions are called; the exceptions are in ``scipy_internals.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy import stats

from numpygan.distributions.scipy_internals import has_kind

# SciPy computes one value of these log densities in so many microseconds. All others take about one.
MICROSECONDS = {"kstwo": 300.0, "ksone": 500.0, "levy_stable": 700.0, "studentized_range": 4000.0}


# Supports of which SciPy says that they are the real line. Beyond the end its density is 0.
SUPPORTS: dict[str, Callable[..., tuple[float, float]]] = {
    "pearson3": lambda skew: (-2 / skew if skew > 0 else -np.inf, -2 / skew if skew < 0 else np.inf),
}


class Source(NamedTuple):
    """A distribution as functions of arrays; ``log_pdf`` takes (x - loc) / scale and does not divide by the scale."""

    frozen: Any
    name: str
    shapes: tuple[Any, ...]
    loc: float
    scale: float
    is_discrete: bool
    is_own: bool
    """Whether it is one of SciPy's own, and not a user's distribution that may have the same name."""
    log_pdf: Callable[[Any], Any]
    standard_support: tuple[float, float]
    cdf: Callable[[Any], Any]
    sf: Callable[[Any], Any]
    ppf: Callable[[Any], Any]
    isf: Callable[[Any], Any]

    def __str__(self) -> str:
        if not self.name:
            return repr(self.frozen)
        given = [f"{s:g}" if np.ndim(s) == 0 else str(np.asarray(s).tolist()) for s in self.shapes]
        return f"{self.name}({', '.join([*given, f'loc={self.loc:g}', f'scale={self.scale:g}'])})"

    def draw(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """``n`` independent draws."""
        if hasattr(self.frozen, "rvs"):
            return np.asarray(self.frozen.rvs(size=n, random_state=rng))
        return np.asarray(self.frozen.sample(n, rng=rng))

    @property
    def microseconds(self) -> float:
        """Time in which SciPy computes one value of the log density, in round numbers."""
        return MICROSECONDS.get(self.name, 1.0) if self.is_own else 1.0


def read_source(thing: Any) -> Source:
    """The parts of ``thing``.

    Raises
    ------
    TypeError
        If ``thing`` is not a univariate distribution of scipy.stats with its parameters.
    ValueError
        If SciPy rejects the parameters, or if one of them is an array.
    """
    if isinstance(thing, (stats.rv_continuous, stats.rv_discrete)):
        thing = _frozen(thing)
    kind = getattr(thing, "dist", None)
    if isinstance(kind, (stats.rv_continuous, stats.rv_discrete)):
        source = _of_frozen(thing)
    elif has_kind(thing, "UnivariateDistribution"):
        source = _of_new_infrastructure(thing)
    else:
        raise TypeError(f"expected a frozen univariate distribution of scipy.stats, got {thing!r}")
    is_finite = np.isfinite([source.loc, source.scale]).all()
    if np.isnan(source.standard_support).any() or not (source.scale > 0 and is_finite):
        raise ValueError(f"from_scipy({source}) is not a distribution: SciPy rejects its parameters")
    return source


def _frozen(kind: Any) -> Any:
    """``kind()`` for a histogram, an ``rv_discrete(values=...)`` or a user's distribution without shape parameters."""
    name = kind.name or "distribution"
    if kind.numargs or type(kind) is type(getattr(stats, name, None)):
        raise TypeError(
            f"expected a frozen distribution, got {name} without its parameters; call it first: {name}(...)"
        )
    return kind()


def _of_frozen(frozen: Any) -> Source:
    dist = frozen.dist
    is_discrete = isinstance(dist, stats.rv_discrete)
    name = dist.name or "custom"
    is_own = type(dist) is type(getattr(stats, name, None))
    shapes, loc, scale = _parameters(frozen, name, is_discrete)
    of = dist.logpmf if is_discrete else dist.logpdf
    with np.errstate(all="ignore"):
        low, high = SUPPORTS[name](*shapes) if is_own and name in SUPPORTS else dist.support(*shapes)
    source = Source(
        frozen, name, shapes, loc, scale, is_discrete, is_own,
        _AtShapes(of, shapes), (float(low), float(high)), frozen.cdf, frozen.sf, frozen.ppf, frozen.isf,
    )  # fmt: skip
    return _on_one_turn(source) if is_own and name == "vonmises" else source


@dataclass(frozen=True)
class _AtShapes:
    """A function of y and the shape parameters as a function of y; unlike a lambda, it can be pickled."""

    function: Callable[..., np.ndarray]
    shapes: tuple[Any, ...]

    def __call__(self, y: Any) -> Any:
        return self.function(y, *self.shapes)


def _parameters(frozen: Any, name: str, is_discrete: bool) -> tuple[tuple[Any, ...], float, float]:
    """Shapes, loc and scale from the arguments with which the distribution was frozen."""
    names = [part.strip() for part in (frozen.dist.shapes or "").split(",") if part.strip()]
    order = [*names, "loc"] if is_discrete else [*names, "loc", "scale"]
    given = {"loc": 0.0, "scale": 1.0, **dict(zip(order, frozen.args, strict=False)), **frozen.kwds}
    for parameter, value in given.items():
        if np.size(value) != 1 and name != "poisson_binom":
            raise ValueError(
                f"{parameter} of {name} must be one number, got an array of shape {np.shape(value)}; "
                "make one distribution for each entry"
            )
    shapes = tuple(
        np.asarray(given[part], dtype=float) if name == "poisson_binom" else float(np.ravel(given[part])[0])
        for part in names
    )
    loc, scale = (float(np.ravel(given[part])[0]) for part in ("loc", "scale"))
    return shapes, loc, scale


def _on_one_turn(source: Source) -> Source:
    """A circular distribution on [-pi, pi], where SciPy draws its samples; SciPy's density has no end and no mass 1."""
    if source.scale != 1:
        raise ValueError(f"the angles of a circular distribution have scale 1, got from_scipy({source})")
    turn = _OneTurn(source.frozen, source.loc)
    ends = (-np.pi - source.loc, np.pi - source.loc)
    return source._replace(
        log_pdf=turn.log_pdf, standard_support=ends, cdf=turn.cdf, sf=turn.sf, ppf=turn.missing, isf=turn.missing
    )


class _OneTurn(NamedTuple):
    """The functions of a circular distribution on [-pi, pi]."""

    frozen: Any
    loc: float

    def log_pdf(self, y: np.ndarray) -> np.ndarray:
        return np.asarray(self.frozen.logpdf(y + self.loc))

    def cdf(self, x: Any) -> Any:
        return np.clip(self.frozen.cdf(np.clip(x, -np.pi, np.pi)) - self.frozen.cdf(-np.pi), 0, 1)

    def sf(self, x: Any) -> Any:
        return 1 - self.cdf(x)

    def missing(self, u: Any) -> Any:
        """No quantiles: the caller bisects the cdf."""
        return np.full(np.shape(u), np.nan)


def _of_new_infrastructure(thing: Any) -> Source:
    """A distribution such as ``stats.Normal(mu=1, sigma=2)`` or ``stats.truncate(...)``."""
    support = tuple(np.ravel(end) for end in thing.support())
    if any(end.size != 1 for end in support):
        raise ValueError(f"parameters must be numbers, got arrays in {thing!r}; make one distribution for each entry")
    is_discrete = has_kind(thing, "DiscreteDistribution")
    low, high = (float(end[0]) for end in support)
    return Source(
        thing, "", (), 0.0, 1.0, is_discrete, False,
        thing.logpmf if is_discrete else thing.logpdf, (low, high),
        thing.cdf, thing.ccdf, thing.icdf, thing.iccdf,
    )  # fmt: skip

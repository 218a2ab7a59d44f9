"""Mixtures of univariate or of multivariate distributions."""

import copy
from collections.abc import Sequence
from functools import cached_property
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.base import Distribution, Multivariate, Univariate
from numpygan.distributions.multivariate_normal import MultivariateNormal
from numpygan.distributions.normal import Normal
from numpygan.distributions.normal_mixtures import MANY, NormalComponents


@overload
def Mixture(weights: npt.ArrayLike, components: Sequence[Univariate]) -> "UnivariateMixture": ...
@overload
def Mixture(weights: npt.ArrayLike, components: Sequence[Multivariate]) -> "MultivariateMixture": ...
def Mixture(weights: npt.ArrayLike, components: Sequence[Any]) -> "UnivariateMixture | MultivariateMixture":
    """The mixture sum_i weights[i] p_i of distributions p_i of the same dimension.

    Returns a :class:`UnivariateMixture`, whose components may be continuous or discrete, or a
    :class:`MultivariateMixture`.

    Parameters
    ----------
    weights : array_like of shape (k,)
        Numbers >= 0 that sum to 1.
    components : sequence of k distributions

    Raises
    ------
    TypeError
        If a component has neither a density nor point masses.
    ValueError
        If the dimensions differ, or if the weights do not fit the components.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)]).cdf([0.0])
    array([0.5])
    """
    if any(isinstance(distribution, Multivariate) for distribution in components):
        return MultivariateMixture(weights, components)
    return UnivariateMixture(weights, components)


class _Mixture(Distribution):
    """Base class of both mixtures: weights, components and sampling.

    Attributes
    ----------
    weights, components : ndarray of shape (k,) and list of k distributions
        Without the components of weight 0, which must not change logarithms, supports or landmarks.
    terms : list of (float, distribution)
        All weights and components in the given order.
    """

    kind: type[Distribution]

    def __init__(self, weights: npt.ArrayLike, components: Sequence[Any]) -> None:
        given = arguments.probabilities("weights", weights)
        if len(components) != given.size:
            raise ValueError(f"got {given.size} weights for {len(components)} components")
        for i, distribution in enumerate(components):
            if not isinstance(distribution, self.kind):
                raise TypeError(
                    f"component {i} must be a {self.kind.__name__.lower()} distribution, got {distribution!r}"
                )
            if distribution.dim != components[0].dim:
                raise ValueError(f"component {i} has dimension {distribution.dim}, component 0 has {components[0].dim}")
        self.terms: list[tuple[float, Any]] = list(zip(given.tolist(), components, strict=True))
        present = np.flatnonzero(given).tolist()
        self.weights = given[present]
        self.components = [components[i] for i in present]
        self.dim = components[0].dim
        self._log_weights = np.log(self.weights)

    def __repr__(self) -> str:
        shown = " + ".join(
            f"{w:g} {distribution!r}" for w, distribution in zip(self.weights, self.components, strict=True)
        )
        return f"Mixture({shown})" if len(self.components) <= 4 else f"Mixture of {len(self.components)} distributions"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        counts = arguments.generator(rng).multinomial(n, self.weights)
        draws = [
            distribution.sample(int(count), rng=rng)
            for distribution, count in zip(self.components, counts, strict=True)
        ]
        return rng.permutation(np.concatenate(draws))

    def _weighted(self) -> list[tuple[float, Any]]:
        return list(zip(self._log_weights.tolist(), self.components, strict=True))


class MultivariateMixture(_Mixture, Multivariate):
    """A mixture of distributions on R^d; see :func:`Mixture`."""

    kind = Multivariate

    def __init__(self, weights: npt.ArrayLike, components: Sequence[Any]) -> None:
        super().__init__(weights, components)
        self.rounding = max(distribution.rounding for distribution in self.components)

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        if not all(isinstance(distribution, MultivariateNormal) for distribution in self.components):
            return super().sample(n, rng=rng)
        # Equal to super().sample, bit for bit, but with one call for all components: 25 calls slow down training.
        n = arguments.int_at_least("n", n, 0)
        counts = arguments.generator(rng).multinomial(n, self.weights)
        means, choleskys = (np.repeat(each, counts, axis=0) for each in self._stacked)  # (n, d), (n, d, d)
        x = means + np.einsum("nij,nj->ni", choleskys, rng.standard_normal((n, self.dim)))
        return x[rng.permutation(n)]  # equal to rng.permutation(x), in half the time

    @cached_property
    def _stacked(self) -> tuple[np.ndarray, np.ndarray]:
        """Means (k, d) and Cholesky factors (k, d, d) of the components, which must be normal."""
        return np.array([distribution.mean for distribution in self.components]), np.array(
            [distribution.cholesky for distribution in self.components]
        )

    @property
    def normals(self) -> list[tuple[float, MultivariateNormal]]:
        parts = [distribution.normals for distribution in self.components]
        if not all(parts):
            return []
        return [(w * v, distribution) for w, part in zip(self.weights, parts, strict=True) for v, distribution in part]

    def only(self, which: np.ndarray) -> "MultivariateMixture":
        """A part of the sum: the terms ``which`` (k,) with their weights, which then sum to less than 1."""
        part = copy.copy(self)
        part.__dict__.pop("_stacked", None)
        part.weights, part._log_weights = self.weights[which], self._log_weights[which]
        part.components = [self.components[i] for i in np.flatnonzero(which)]
        part.terms = list(zip(part.weights.tolist(), part.components, strict=True))
        return part

    def _log_pdf(self, x: np.ndarray) -> np.ndarray:
        return log_sum(np.array([w + distribution._log_pdf(x) for w, distribution in self._weighted()]))


class UnivariateMixture(_Mixture, Univariate):
    """A mixture of univariate distributions; see :func:`Mixture`."""

    kind = Univariate

    def __init__(self, weights: npt.ArrayLike, components: Sequence[Any]) -> None:
        super().__init__(weights, components)
        distributions: list[Univariate] = self.components
        self.support = (
            min(distribution.support[0] for distribution in distributions),
            max(distribution.support[1] for distribution in distributions),
        )
        self.landmarks = np.unique(np.concatenate([distribution.landmarks for distribution in distributions]))
        self.atoms = np.unique(np.concatenate([distribution.atoms for distribution in distributions]))
        self.has_density = any(distribution.has_density for distribution in distributions)
        self.exact_support = all(distribution.exact_support for distribution in distributions)
        self.zeros_are_exact = all(distribution.zeros_are_exact for distribution in distributions)
        self.log_pdf_underflows = any(distribution.log_pdf_underflows for distribution in distributions)
        self._normals: NormalComponents | None = None
        if len(distributions) >= MANY and all(isinstance(distribution, Normal) for distribution in distributions):
            self._normals = NormalComponents(self._log_weights, self.components)
            self.landmarks = self._normals.landmarks()
        self.microseconds = 0.3 if self._normals else sum(distribution.microseconds for distribution in distributions)
        self.tail_mass = float(sum(w * part.tail_mass for w, part in zip(self.weights, distributions, strict=True)))

    @property
    def ends(self) -> np.ndarray:
        return np.unique(
            np.concatenate(
                [distribution.ends for distribution in self.components if distribution.has_density] or [np.empty(0)]
            )
        )

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        if self._normals is not None:
            return self._normals.log_pdf(x, np.broadcast_to(about, x.shape))
        spread = [i for i, distribution in enumerate(self.components) if distribution.has_density]
        if not spread:
            return self._log_mass(x + about)
        return log_sum(np.array([self._log_weights[i] + self.components[i]._log_pdf(x, about) for i in spread]))

    def log_pdf_rounding(self, x: np.ndarray, about: float | np.ndarray) -> float | np.ndarray:
        """The errors of the components, each weighted by its share of the density."""
        if self._normals or all(type(part).log_pdf_rounding is Univariate.log_pdf_rounding for part in self.components):
            return self.rounding
        log_pdf = self._log_pdf(x, about)
        error = np.zeros(x.shape)
        for log_weight, part in self._weighted():
            if part.has_density:
                log_part = part._log_pdf(x, about)
                with np.errstate(invalid="ignore", over="ignore"):
                    share = np.where(log_part > -np.inf, np.exp(log_weight + log_part - log_pdf), 0)
                size = (1 + np.abs(np.where(share > 0, log_part, 0))) / (1 + np.abs(np.where(share > 0, log_pdf, 0)))
                error += share * size * part.log_pdf_rounding(x, about)
        return np.maximum(error, self.rounding)

    def _log_mass(self, x: np.ndarray) -> np.ndarray:
        if self._normals is not None:
            return np.full(x.shape, -np.inf)
        return np.logaddexp.reduce([w + distribution._log_mass(x) for w, distribution in self._weighted()], axis=0)

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        return sum(
            (w * distribution._cdf(x) for w, distribution in zip(self.weights, self.components, strict=True)),
            np.zeros(x.shape),
        )

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        # The quantile of a mixture lies between the smallest and the largest quantile of its components.
        parts = np.array([distribution._quantile(u) for distribution in self.components])
        return self._bisected_quantile(u, parts.min(axis=0), parts.max(axis=0))


def log_sum(terms: np.ndarray) -> np.ndarray:
    """Log of the sum of exp(terms) over the first axis: (k, n) -> (n,); overwrites its argument.

    The result of ``np.logaddexp.reduce``, in a third of the time.
    """
    largest = terms.max(axis=0)
    terms -= np.where(np.isfinite(largest), largest, 0)  # if all terms are -inf, or one is inf, the result is the same
    with np.errstate(divide="ignore", over="ignore"):
        return np.where(np.isfinite(largest), largest, 0) + np.log(np.exp(terms, out=terms).sum(axis=0))

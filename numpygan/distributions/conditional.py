"""Conditional distributions of x given c; c is a class label, a part of the data, or another quantity.

A ``Conditional`` samples pairs (x, c), and ``given(c)`` is the distribution of x. A conditional GAN is trained on rows
[x | c], which :class:`Pairs` samples. :class:`ShuffledPairs` is the control experiment: its c is independent of x.
"""

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.base import Distribution, Multivariate, NoDensityError
from numpygan.distributions.mixture import Mixture, MultivariateMixture, UnivariateMixture
from numpygan.distributions.multivariate_normal import MultivariateNormal
from numpygan.distributions.normal import Normal


class Conditional(ABC):
    """A distribution of x in R^dim for each condition c in R^c_dim, and a distribution of c.

    One of your own needs ``dim``, ``c_dim`` and the methods ``sample_conditions`` and ``given``. It may also give a
    faster ``sample_given``.

    Attributes
    ----------
    dim, c_dim : int
        Number of columns of x and of c.
    """

    dim: int
    c_dim: int

    @abstractmethod
    def sample_conditions(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        """Draw ``n`` conditions, an array of shape (n, c_dim)."""

    @abstractmethod
    def given(self, c: npt.ArrayLike) -> Distribution:
        """The distribution of x given one condition ``c`` (c_dim,)."""

    def sample_given(self, c: npt.ArrayLike, *, rng: np.random.Generator) -> np.ndarray:
        """Draw one x for each row of ``c`` (n, c_dim), an array of shape (n, dim). By default from ``given(c)``."""
        return self._sample_given(arguments.rows("c", c, self.c_dim), arguments.generator(rng))

    def _sample_given(self, c: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        x = np.empty((len(c), self.dim))
        different, which = np.unique(c, axis=0, return_inverse=True)
        for i, condition in enumerate(different):
            rows = which.reshape(-1) == i
            x[rows] = self.given(condition).sample(int(rows.sum()), rng=rng)
        return x

    def sample(self, n: int, *, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw ``n`` pairs: x of shape (n, dim) and c of shape (n, c_dim)."""
        n = arguments.int_at_least("n", n, 0)
        c = self.sample_conditions(n, rng=arguments.generator(rng))
        return self.sample_given(c, rng=rng), c

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def _one(self, c: npt.ArrayLike) -> np.ndarray:
        condition = np.atleast_1d(np.asarray(c, dtype=float))
        if condition.shape != (self.c_dim,):
            raise ValueError(f"c has shape {condition.shape}, expected ({self.c_dim},)")
        return arguments.all_finite("c", condition)


class Labeled(Conditional):
    """x is drawn from one component of a mixture, and c is the one-hot label of that component.

    Parameters
    ----------
    mixture : mixture of k distributions
        For example :func:`ring` or :func:`grid`. The labels number the components in the given order,
        including components of weight 0, which are never drawn.

    Examples
    --------
    >>> from numpygan.distributions import ring
    >>> Labeled(ring()).given([0, 0, 1, 0, 0, 0, 0, 0]).mean.round(2)
    array([0., 2.])
    """

    def __init__(self, mixture: UnivariateMixture | MultivariateMixture) -> None:
        if not isinstance(mixture, (UnivariateMixture, MultivariateMixture)):
            raise TypeError(f"expected a mixture, whose components become the classes, got {mixture!r}")
        self.mixture = mixture
        self.weights, self.components = zip(*mixture.terms, strict=True)
        self.dim, self.c_dim = mixture.dim, len(self.components)

    def __repr__(self) -> str:
        return f"Labeled({self.mixture!r})"

    def sample_conditions(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        labels = arguments.generator(rng).choice(self.c_dim, size=n, p=self.weights)
        return np.eye(self.c_dim)[labels]

    def given(self, c: npt.ArrayLike) -> Any:
        one_hot = self._one(c)
        self._refuse_other_than_one_hot(one_hot[None])
        return self.components[one_hot.argmax()]

    def _refuse_other_than_one_hot(self, c: np.ndarray) -> None:
        wrong = (np.sort(c, axis=1) != np.eye(self.c_dim)[-1]).any(axis=1)
        if wrong.any():
            raise ValueError(f"c must be one-hot, got {c[wrong][0]}")

    def _sample_given(self, c: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        self._refuse_other_than_one_hot(c)
        x = np.empty((len(c), self.dim))
        for label, distribution in enumerate(self.components):
            of_this_label = c.argmax(axis=1) == label
            x[of_this_label] = distribution.sample(int(of_this_label.sum()), rng=rng)
        return x


class SecondGivenFirst(Conditional):
    """x is the second coordinate of a 2-D distribution and c is the first, as in in-painting.

    Parameters
    ----------
    distribution : 2-D normal distribution, or mixture of 2-D normal distributions

    Examples
    --------
    >>> SecondGivenFirst(MultivariateNormal([0, 0], [[1, 0.8], [0.8, 1]])).given([2.0])
    Mixture(1 Normal(1.6, 0.6))
    """

    dim = c_dim = 1

    def __init__(self, distribution: MultivariateNormal | MultivariateMixture) -> None:
        if not isinstance(distribution, Multivariate) or distribution.dim != 2 or not distribution.normals:
            raise TypeError(f"expected a 2-D normal distribution or a mixture of them, got {distribution!r}")
        self.distribution = distribution
        self.weights = np.array([weight for weight, _ in distribution.normals])
        self.means = np.array([normal.mean for _, normal in distribution.normals])  # (k, 2)
        covs = np.array([normal.cov for _, normal in distribution.normals])
        self.std_1 = np.sqrt(covs[:, 0, 0])
        self.slopes = covs[:, 0, 1] / covs[:, 0, 0]  # of the conditional mean of x as a function of c
        self.stds = np.sqrt(covs[:, 1, 1] - covs[:, 0, 1] ** 2 / covs[:, 0, 0])

    def __repr__(self) -> str:
        return f"SecondGivenFirst({self.distribution!r})"

    def sample_conditions(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        return self.distribution.sample(n, rng=rng)[:, :1]

    def given(self, c: npt.ArrayLike) -> UnivariateMixture:
        condition = self._one(c)
        means = self.means[:, 1] + self.slopes * (condition - self.means[:, 0])
        return Mixture(self._weights_given(condition[None])[0], list(map(Normal, means, self.stds)))

    def _weights_given(self, c: np.ndarray) -> np.ndarray:
        """Probability of each component given c (n, 1), by Bayes' rule, of shape (n, k)."""
        z = (c - self.means[:, 0]) / self.std_1
        log_joint = np.log(self.weights / self.std_1) - z * z / 2
        joint = np.exp(log_joint - log_joint.max(axis=1, keepdims=True))
        weights: np.ndarray = joint / joint.sum(axis=1, keepdims=True)
        return weights

    def _sample_given(self, c: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        cumulative = self._weights_given(c).cumsum(axis=1)
        which = (rng.random((len(c), 1)) > cumulative[:, :-1]).sum(axis=1)
        mean = self.means[which, 1] + self.slopes[which] * (c[:, 0] - self.means[which, 0])
        return rng.normal(mean, self.stds[which])[:, None]


class AngleToPoint(Conditional):
    """x is a 2-D point near a circle, and c is its angle in radians, uniform on [-pi, pi).

    Parameters
    ----------
    radius : float
        Radius of the circle.
    std : float
        Standard deviation of x around its point on the circle, in each direction.
    """

    dim, c_dim = 2, 1

    def __init__(self, radius: float = 2.0, std: float = 0.2) -> None:
        self.radius = arguments.positive("radius", radius)
        self.std = arguments.positive("std", std)

    def __repr__(self) -> str:
        return f"AngleToPoint({self.radius:g}, {self.std:g})"

    def sample_conditions(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        n = arguments.int_at_least("n", n, 0)
        return arguments.generator(rng).uniform(-np.pi, np.pi, size=(n, 1))

    def given(self, c: npt.ArrayLike) -> MultivariateNormal:
        return MultivariateNormal(self._on_circle(self._one(c)[None])[0], self.std**2)

    def _on_circle(self, c: np.ndarray) -> np.ndarray:
        """Points (n, 2) of the circle at the angles c (n, 1)."""
        return self.radius * np.concatenate([np.cos(c), np.sin(c)], axis=1)

    def _sample_given(self, c: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        return rng.normal(self._on_circle(c), self.std)


class Pairs(Distribution):
    """The joint distribution of x and c as rows [x | c], on which a conditional GAN is trained."""

    def __init__(self, distribution: Conditional) -> None:
        if not isinstance(distribution, Conditional):
            raise TypeError(f"expected a conditional distribution, got {distribution!r}")
        self.distribution = distribution
        self.dim = distribution.dim + distribution.c_dim

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.distribution!r})"

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        return np.concatenate(self.distribution.sample(n, rng=rng), axis=1)

    def log_pdf(self, x: npt.ArrayLike) -> np.ndarray:
        raise NoDensityError(
            f"the joint density of the pairs of {self.distribution!r} is not computed; use the density of given(c)"
        )


class ShuffledPairs(Pairs):
    """Rows [x | c] in which c is independent of x, so that c contains no information about x."""

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        x, _ = self.distribution.sample(n, rng=rng)
        return np.concatenate([x, self.distribution.sample_conditions(n, rng=rng)], axis=1)

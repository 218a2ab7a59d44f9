"""The base classes: ``Distribution``, and its subclasses ``Multivariate`` and ``Univariate``.

A distribution of your own is a subclass of ``Univariate`` or ``Multivariate`` with a method ``log_density``; without a
density, of ``Distribution``. ``docs/write_your_own.md`` has examples.

Training draws samples from a distribution; the theory evaluates its density. All densities are *log* densities: 500
standard deviations from the mean the density underflows to 0, but its logarithm is an ordinary number.
"""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions.density_only import DensityTable
from numpygan.distributions.density_tails import PowerEnd, power_end

BISECTIONS = 100  # they shrink an interval by a factor of 2^100, about 1e30


class NoDensityError(TypeError):
    """Raised when the density of a distribution does not exist or cannot be computed."""


class Distribution(ABC):
    """A probability distribution on R^dim."""

    dim: int

    @abstractmethod
    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        """Draw ``n`` independent points, an array of shape (n, dim)."""

    @abstractmethod
    def log_pdf(self, x: npt.ArrayLike) -> np.ndarray:
        """Log density in nats at the rows of ``x`` (n, dim), of shape (n,)."""

    def pdf(self, x: npt.ArrayLike) -> np.ndarray:
        """Density at the rows of ``x`` (n, dim), of shape (n,)."""
        return np.exp(self.log_pdf(x))

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Multivariate(Distribution):
    """A distribution on R^dim, dim >= 1, with a density.

    A distribution of your own needs ``dim`` and the methods ``log_density`` and ``sample``.

    Attributes
    ----------
    dim : int
    rounding : float
        The relative rounding error of ``log_pdf``.
    """

    rounding: float = float(np.finfo(float).eps)

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        _check_density(cls, Multivariate, "(n, dim)")
        return super().__new__(cls)

    def log_density(self, x: np.ndarray) -> np.ndarray:
        """The hook: log density in nats at the rows of x (n, dim), of shape (n,); ``-inf`` where the density is 0.

        ``log_pdf`` checks its argument and calls this method.
        """
        raise NotImplementedError(f"{type(self).__name__} has no log_density")

    def log_pdf(self, x: npt.ArrayLike) -> np.ndarray:
        """Log density in nats at the rows of ``x`` (n, dim), of shape (n,)."""
        return self._log_pdf(arguments.rows("x", x, self.dim))

    @property
    def normals(self) -> list[tuple[float, Any]]:
        """Weights and ``MultivariateNormal`` components of a mixture; ``[]`` for any other distribution."""
        return []

    def _log_pdf(self, x: np.ndarray) -> np.ndarray:
        with np.errstate(divide="ignore", over="ignore"):
            return _of_shape("log_density", self.log_density(x), x.shape[:1])


class Univariate(Distribution):
    """A distribution on the real line with a density, point masses (atoms), or both.

    A distribution of your own needs one method, ``log_density``. What it does not give is computed from the density:
    where the mass lies (``landmarks``), ``cumulative``, ``inverse_cumulative`` and ``sample``. Give ``support`` if the
    density is 0 outside an interval, ``sample`` if there is a faster way, and ``landmarks`` if there are narrow spikes,
    jumps or corners.

    Attributes
    ----------
    support : tuple of two floats
        The smallest closed interval of probability 1; an infinite end is -inf or inf. By default (-inf, inf).
    landmarks : ndarray of shape (k,)
        Points at which a quadrature divides its range: where the density jumps, has a corner or a
        singularity, and around the mass, so that no narrow mode is missed.
    atoms : ndarray of shape (k,)
        The points of positive probability, sorted. Empty for a continuous distribution.
    has_density : bool
        Whether a part of the distribution is continuous. If not, it is summed and never integrated.
    rounding : float
        The relative rounding error of ``log_pdf``.
    exact_support : bool
        False if ``support`` ends where the density can no longer be computed.
    zeros_are_exact : bool
        False if a log density of -inf inside the support can be an underflow.
    log_pdf_underflows : bool
        True if the log density is the logarithm of a computed density, which loses its digits below about exp(-600).
    microseconds : float
        About how long one value of the density takes; integrals over slow distributions are limited.
    tail_mass : float
        A bound for the probability of point masses that are not among ``atoms``.
    """

    dim = 1
    exact_support: bool = True
    support: tuple[float, float] = (-np.inf, np.inf)
    atoms: np.ndarray = np.empty(0)
    has_density: bool = True
    rounding: float = float(np.finfo(float).eps)
    zeros_are_exact: bool = True
    log_pdf_underflows: bool = False
    microseconds: float = 1.0
    tail_mass: float = 0.0

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        _check_density(cls, Univariate, "(n,)")
        return super().__new__(cls)

    def log_density(self, x: np.ndarray) -> np.ndarray:
        """The hook: log density in nats at finite x (n,) in the support, of shape (n,); ``-inf`` where it is 0.

        ``log_pdf`` checks its argument and calls this method. The integral of the density must be 1.
        """
        raise NotImplementedError(f"{type(self).__name__} has no log_density")

    def cumulative(self, x: np.ndarray) -> np.ndarray:
        """The hook: P(X <= x) at x (n,), of shape (n,). By default it is the integral of the density.

        ``cdf`` checks its argument and calls this method.
        """
        return self._density_table.cdf(x)

    def inverse_cumulative(self, u: np.ndarray) -> np.ndarray:
        """The hook: smallest x with P(X <= x) >= u, for u (n,) in [0, 1]. By default it inverts ``cumulative``.

        ``quantile`` checks its argument and calls this method.
        """
        nodes = self._density_table.nodes
        values = self._bisected_quantile(u, np.full(u.shape, nodes[0]), np.full(u.shape, nodes[-1]))
        return np.where(u == 0, self.support[0], np.where(u == 1, self.support[1], values))

    @cached_property
    def landmarks(self) -> np.ndarray:
        return self._density_table.landmarks

    @cached_property
    def _density_table(self) -> DensityTable:
        return DensityTable(lambda x: self._log_pdf(x, 0.0), self.support)

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        """Draw ``n`` independent points, an array of shape (n, 1). By default by inversion of the cdf."""
        n = arguments.int_at_least("n", n, 0)
        return self._quantile(arguments.generator(rng).random(n))[:, None]

    def log_pdf(self, x: npt.ArrayLike, *, about: float | np.ndarray = 0.0) -> np.ndarray:
        """Log density in nats at ``about + x``.

        Parameters
        ----------
        x : array_like of shape (n,) or (n, 1)
        about : float
            The origin from which ``x`` is measured. Close to a narrow mode at 1e6, or to a singularity at 1,
            the sum ``about + x`` would lose digits of ``x``; the pair (about, x) keeps them.

        Returns
        -------
        ndarray of shape (n,)
            ``-inf`` outside the support. For a discrete distribution, the log of the point mass.
        """
        points = arguments.points("x", x)
        infinite = np.isinf(points)
        return np.where(infinite, -np.inf, self._log_pdf(np.where(infinite, 0, points), about))

    def pdf(self, x: npt.ArrayLike, *, about: float | np.ndarray = 0.0) -> np.ndarray:
        """Density at ``about + x``, of shape (n,)."""
        return np.exp(self.log_pdf(x, about=about))

    def log_mass(self, x: npt.ArrayLike) -> np.ndarray:
        """Log of the point mass at ``x`` (n,) or (n, 1), of shape (n,); ``-inf`` where there is none."""
        return self._log_mass(arguments.points("x", x))

    def cdf(self, x: npt.ArrayLike) -> np.ndarray:
        """P(X <= x) at ``x`` (n,) or (n, 1), of shape (n,)."""
        return self._cdf(arguments.points("x", x))

    def quantile(self, u: npt.ArrayLike) -> np.ndarray:
        """Smallest x with P(X <= x) >= u, for ``u`` (n,) in [0, 1], of shape (n,)."""
        levels = arguments.points("u", u)
        if ((levels < 0) | (levels > 1)).any():
            raise ValueError(f"u must be in [0, 1], got {levels.min():g} to {levels.max():g}")
        return self._quantile(levels)

    def log_pdf_rounding(self, x: np.ndarray, about: float | np.ndarray) -> float | np.ndarray:
        """Relative error of the log density at ``about + x``: log_pdf is off by this times 1 + abs(log_pdf)."""
        if not self._end_powers:
            return self.rounding
        error = np.full(x.shape, self.rounding)
        about = np.broadcast_to(about, x.shape)
        for end, power in self._end_powers:
            error[about == end] += power.rounding(np.abs(x[about == end]))
        return error

    def log_mass_rounding(self, x: np.ndarray) -> float | np.ndarray:
        """Relative error of the log mass at the atoms ``x``, as for :meth:`log_pdf_rounding`."""
        return self.rounding

    @property
    def ends(self) -> np.ndarray:
        """Finite ends (k,) of the support and of the supports of the components, where a density may be singular."""
        return np.array([end for end in self.support if np.isfinite(end)])

    def _log_pdf(self, x: np.ndarray, about: float | np.ndarray) -> np.ndarray:
        at = np.asarray(about + x)
        in_support = (at >= self.support[0]) & (at <= self.support[1])
        with np.errstate(divide="ignore", over="ignore"):  # log 0 is -inf, and exp(-x) may overflow far from the mass
            values = _of_shape("log_density", self.log_density(np.clip(at, *self.support)), at.shape)
        log_pdf = np.where(in_support, values, -np.inf)
        for end, power in self._end_powers:
            close = np.flatnonzero((about == end) & (np.abs(x) < power.close))
            inside = close[in_support[close]]
            log_pdf[inside] = power(np.abs(x[inside]))
        return log_pdf

    @cached_property
    def _end_powers(self) -> list[tuple[float, PowerEnd]]:
        """How a user's density behaves next to the ends of its support, where ``about + x`` loses the digits of x."""
        if type(self)._log_pdf is not Univariate._log_pdf:
            return []
        found = []
        for end, direction in zip(self.support, (1, -1), strict=True):
            if end != 0 and np.isfinite(end):
                with np.errstate(all="ignore"):
                    power = power_end(lambda x: np.asarray(self.log_density(x), dtype=float), end, direction)
                found += [(end, power)] if power is not None else []
        return found

    def _cdf(self, x: np.ndarray) -> np.ndarray:
        return _of_shape("cumulative", self.cumulative(x), x.shape)

    def _quantile(self, u: np.ndarray) -> np.ndarray:
        return _of_shape("inverse_cumulative", self.inverse_cumulative(u), u.shape)

    def _bisected_quantile(self, u: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """The quantile by bisection of [low, high], which contains it; also where the cdf jumps or is constant."""
        answer = np.where((u == 0) | (self._cdf(low) >= u), low, high)
        search = np.isfinite(low) & np.isfinite(high) & (answer > low)
        u, low, high = u[search], low[search], high[search]
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            enough = self._cdf(middle) >= u
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        answer[search] = high
        return answer

    def _log_mass(self, x: np.ndarray) -> np.ndarray:
        return np.full(x.shape, -np.inf)


def _check_density(cls: type, base: Any, shape: str) -> None:
    """Refuse a class of distributions that gives no density."""
    if cls._log_pdf is base._log_pdf and cls.log_density is base.log_density:  # type: ignore[attr-defined]
        missing = f"{cls.__name__} needs a method log_density(self, x): the log density at x {shape}, of shape (n,)"
        raise TypeError(f"{missing}; without a density, make it a subclass of Distribution")


def _of_shape(hook: str, values: Any, shape: tuple[int, ...]) -> np.ndarray:
    array = np.asarray(values, dtype=float)
    if array.shape != shape:
        raise ValueError(f"{hook} returned shape {array.shape}, expected {shape}: one number for each point")
    return array

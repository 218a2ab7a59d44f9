"""``from_scipy``: any univariate distribution of scipy.stats as a distribution of this package.

What SciPy does not provide and the theory needs is in ``scipy_continuous.py`` and ``scipy_discrete.py``.
"""

from typing import Any

import numpy as np
from scipy import stats

from numpygan.distributions.base import Univariate
from numpygan.distributions.mixture import Mixture
from numpygan.distributions.multivariate_normal import MultivariateNormal
from numpygan.distributions.normal import Normal
from numpygan.distributions.scipy_continuous import ScipyContinuous
from numpygan.distributions.scipy_discrete import ScipyDiscrete
from numpygan.distributions.scipy_internals import has_kind
from numpygan.distributions.scipy_sources import read_source

__all__ = ["ScipyContinuous", "ScipyDiscrete", "from_scipy"]


def from_scipy(distribution: Any) -> Any:
    """Wrap a distribution of :mod:`scipy.stats`.

    Parameters
    ----------
    distribution : distribution of scipy.stats
        A frozen distribution such as ``stats.laplace(0, 1)`` or ``stats.poisson(3)``; an instance of the classes
        of SciPy 1.15 and later, such as ``stats.Normal(mu=1, sigma=2)``; a ``stats.Mixture``; a ``stats.gaussian_kde``;
        a ``stats.rv_histogram`` or ``stats.rv_discrete(values=...)``; or a frozen distribution of your own class.
        A circular distribution such as ``stats.vonmises(4)`` becomes a distribution on [-pi, pi].

    Returns
    -------
    Univariate
        A ``ScipyContinuous`` or ``ScipyDiscrete``, or a mixture; for a ``gaussian_kde`` of points in R^d, a
        ``MultivariateMixture``.

    Raises
    ------
    TypeError
        If it is not a univariate distribution of scipy.stats, for example if its parameters are missing.
    ValueError
        If SciPy rejects the parameters, if a parameter is an array, or if a discrete distribution has too heavy a tail
        to be summed.

    Examples
    --------
    >>> from scipy import stats
    >>> from_scipy(stats.laplace(0, 1)).log_pdf([1000.0])
    array([-1000.69314718])
    """
    if isinstance(distribution, stats.gaussian_kde):
        return _of_kernel_density(distribution)
    if has_kind(distribution, "Mixture"):
        weights = np.asarray(distribution.weights, dtype=float)
        return Mixture(weights / weights.sum(), [from_scipy(part) for part in distribution.components])
    source = read_source(distribution)
    adapter: Univariate = ScipyDiscrete(source) if source.is_discrete else ScipyContinuous(source)
    return adapter


def _of_kernel_density(kde: stats.gaussian_kde) -> Any:
    """The mixture of one normal distribution for each point of ``kde``."""
    weights = np.asarray(kde.weights, dtype=float)
    weights = weights / weights.sum()
    if kde.d == 1:
        std = float(np.sqrt(kde.covariance[0, 0]))
        return Mixture(weights, [Normal(x, std) for x in kde.dataset[0].tolist()])
    return Mixture(weights, [MultivariateNormal(x, kde.covariance) for x in kde.dataset.T])

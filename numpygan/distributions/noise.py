"""Noise distributions for generators, with mean 0 and variance 1 in each coordinate, in any dimension.

In one dimension they are univariate, so ``numpygan.theory.PushForward`` can compute the exact distribution of G(z).
"""

import numpy as np

from numpygan import arguments
from numpygan.distributions.multivariate_normal import MultivariateNormal
from numpygan.distributions.multivariate_uniform import MultivariateUniform
from numpygan.distributions.normal import Normal
from numpygan.distributions.uniform import Uniform

SQRT_3 = float(np.sqrt(3))  # the variance of the uniform distribution on (-a, a) is a^2 / 3


def standard_normal(dim: int) -> Normal | MultivariateNormal:
    """N(0, I) on R^dim.

    Parameters
    ----------
    dim : int
        At least 1; for 1 the result is ``Normal(0, 1)``.

    Examples
    --------
    >>> standard_normal(1), standard_normal(100)
    (Normal(0, 1), MultivariateNormal in 100 dimensions)
    """
    dim = arguments.positive_int("dim", dim)
    return Normal(0, 1) if dim == 1 else MultivariateNormal(np.zeros(dim), 1)


def standard_uniform(dim: int) -> Uniform | MultivariateUniform:
    """The uniform distribution on (-sqrt 3, sqrt 3)^dim, whose variance is 1 in each coordinate.

    Parameters
    ----------
    dim : int
        At least 1; for 1 the result is a :class:`Uniform`.

    References
    ----------
    Goodfellow et al. (2014) use uniform noise of dimension 100 in the code of their MNIST experiment.

    Examples
    --------
    >>> standard_uniform(1)
    Uniform(-1.73205, 1.73205)
    >>> standard_uniform(100)
    MultivariateUniform in 100 dimensions
    """
    dim = arguments.positive_int("dim", dim)
    if dim == 1:
        return Uniform(-SQRT_3, SQRT_3)
    return MultivariateUniform(np.full(dim, -SQRT_3), np.full(dim, SQRT_3))

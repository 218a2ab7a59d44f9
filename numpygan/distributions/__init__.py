"""Distributions that can be sampled and evaluated.

This room imports no other room. Read its files in the order of the imports below.
"""

from numpygan.distributions.base import Distribution, Multivariate, NoDensityError, Univariate
from numpygan.distributions.normal import Normal
from numpygan.distributions.uniform import Uniform
from numpygan.distributions.categorical import Categorical
from numpygan.distributions.multivariate_normal import MultivariateNormal
from numpygan.distributions.multivariate_uniform import MultivariateUniform
from numpygan.distributions.noise import standard_normal, standard_uniform
from numpygan.distributions.mixture import Mixture, MultivariateMixture, UnivariateMixture
from numpygan.distributions.toy_2d import annulus, checkerboard, grid, ring
from numpygan.distributions.toy_2d_curves import line, spiral, swiss_roll, two_moons
from numpygan.distributions.scipy_adapters import ScipyContinuous, ScipyDiscrete, from_scipy
from numpygan.distributions.empirical import Empirical
from numpygan.distributions.conditional import (
    AngleToPoint,
    Conditional,
    Labeled,
    Pairs,
    SecondGivenFirst,
    ShuffledPairs,
)
from numpygan.distributions.empirical_conditional import EmpiricalConditional
from numpygan.distributions.catalog import CATALOG, named_distribution

__all__ = [
    "CATALOG",
    "AngleToPoint",
    "Categorical",
    "Conditional",
    "Distribution",
    "Empirical",
    "EmpiricalConditional",
    "Labeled",
    "Mixture",
    "Multivariate",
    "MultivariateMixture",
    "MultivariateNormal",
    "MultivariateUniform",
    "NoDensityError",
    "Normal",
    "Pairs",
    "ScipyContinuous",
    "ScipyDiscrete",
    "SecondGivenFirst",
    "ShuffledPairs",
    "Uniform",
    "Univariate",
    "UnivariateMixture",
    "annulus",
    "checkerboard",
    "from_scipy",
    "grid",
    "line",
    "named_distribution",
    "ring",
    "spiral",
    "standard_normal",
    "standard_uniform",
    "swiss_roll",
    "two_moons",
]

"""The size of the first weights, chosen so that the variance of the values stays the same from layer to layer.

Glorot's rule is for activations that are nearly linear at 0, He's rule for those that set about half of the values
to 0.
"""

from typing import Protocol

import numpy as np

from numpygan import arguments


class Initialization(Protocol):
    """A function that draws the first W of a Linear layer."""

    def __call__(self, n_in: int, n_out: int, *, rng: np.random.Generator) -> np.ndarray: ...


def glorot(n_in: int, n_out: int, *, rng: np.random.Generator) -> np.ndarray:
    """W ~ N(0, 2 / (n_in + n_out)), of shape (n_in, n_out).

    References
    ----------
    Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward networks.
    """
    return arguments.generator(rng).normal(0, np.sqrt(2 / (n_in + n_out)), size=(n_in, n_out))


def he(n_in: int, n_out: int, *, rng: np.random.Generator, slope: float = 0.0) -> np.ndarray:
    """W ~ N(0, 2 / ((1 + slope^2) n_in)), of shape (n_in, n_out), for a (leaky) ReLU of that slope.

    References
    ----------
    He et al. (2015), Delving deep into rectifiers.
    """
    return arguments.generator(rng).normal(0, np.sqrt(2 / ((1 + slope**2) * n_in)), size=(n_in, n_out))

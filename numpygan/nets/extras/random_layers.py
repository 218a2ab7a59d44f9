"""Layers that are random while ``training`` is True, and the identity otherwise.

Dropout sets some entries to 0; GaussianNoise adds noise to all of them. Each has its own random generator.
"""

import numpy as np

from numpygan import arguments
from numpygan.nets.layers import Layer


class RandomLayer(Layer):
    """A layer with a random generator, ``rng``.

    Parameters
    ----------
    rng : numpy.random.Generator
        Two layers, or a layer and a training loop, may share one.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self.rng = arguments.generator(rng)


class Dropout(RandomLayer):
    """y = x mask / (1 - rate) in training, where mask is 0 with probability ``rate``; y = x otherwise.

    Parameters
    ----------
    rate : float in [0, 1)
    rng : numpy.random.Generator
        Draws a fresh mask at each forward.
    """

    def __init__(self, rate: float, *, rng: np.random.Generator) -> None:
        super().__init__(rng)
        self.rate = arguments.in_unit_interval("rate", rate)

    def forward(self, x: np.ndarray) -> np.ndarray:
        if not self.training:
            self.mask = np.ones(1, dtype=x.dtype)
            return x
        kept = self.rng.random(x.shape) >= self.rate
        self.mask = kept.astype(x.dtype) / x.dtype.type(1 - self.rate)
        return x * self.mask

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * self.mask

    def __repr__(self) -> str:
        return f"Dropout({self.rate:g})"


class GaussianNoise(RandomLayer):
    """y = x + std e with e ~ N(0, 1) in training; y = x otherwise.

    At the front of a discriminator it is the instance noise of Soenderby et al. (2017) and Arjovsky & Bottou (2017):
    D compares p_data and p_g after noise is added to both, so that they overlap. ``std`` may be changed at any time.

    Parameters
    ----------
    std : float >= 0
        In the units of x.
    rng : numpy.random.Generator
        Draws fresh noise at each forward.
    """

    def __init__(self, std: float, *, rng: np.random.Generator) -> None:
        super().__init__(rng)
        self.std = arguments.not_negative("std", std)

    def forward(self, x: np.ndarray) -> np.ndarray:
        if not self.training or self.std == 0:
            return x
        e = self.rng.standard_normal(x.shape, dtype=x.dtype)
        return x + x.dtype.type(self.std) * e

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy

    def __repr__(self) -> str:
        return f"GaussianNoise({self.std:g})"

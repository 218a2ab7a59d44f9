"""Multilayer perceptrons: Linear layers with an activation between each pair."""

import itertools
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.nets.activations import LeakyReLU
from numpygan.nets.initialization import glorot
from numpygan.nets.layers import Layer, Linear
from numpygan.nets.network import Network


def mlp(
    widths: Sequence[int],
    activation: Callable[[], Layer] = LeakyReLU,
    *,
    rng: np.random.Generator,
    bias_std: float = 0.0,
    dtype: npt.DTypeLike = np.float64,
) -> Network:
    """Return a multilayer perceptron: the network of :func:`mlp_layers`.

    Examples
    --------
    >>> mlp([1, 16, 1], rng=np.random.default_rng(0))
    Network(Linear(1, 16), LeakyReLU(0.2), Linear(16, 1))
    """
    return Network(*mlp_layers(widths, activation, rng=rng, bias_std=bias_std), dtype=dtype)


def mlp_layers(
    widths: Sequence[int],
    activation: Callable[[], Layer] = LeakyReLU,
    *,
    rng: np.random.Generator,
    bias_std: float = 0.0,
) -> list[Layer]:
    """Return Linear layers of the given widths with an activation between each pair.

    Parameters
    ----------
    widths : sequence of int
        ``[2, 64, 64, 1]`` is 2 inputs, two hidden layers of 64 and 1 output. There is no activation
        at the end: a discriminator ends in a logit, a generator in a point.
    activation : function of no arguments that returns a layer
        A class (``Tanh``) or, to set its parameters, ``lambda: LeakyReLU(0.1)``.
    rng : numpy.random.Generator
    bias_std : float
        Standard deviation of the first hidden biases. With 0 (default) all breakpoints of a ReLU network of one input
        start at 0; a discriminator whose data lie elsewhere does better with 1, which spreads them.
    """
    if len(widths) < 2:
        raise ValueError(f"widths must name at least the input and the output, got {list(widths)!r}")
    if not callable(activation):
        raise TypeError(f"activation must be a class or a function that makes a layer, got {activation!r}")
    arguments.not_negative("bias_std", bias_std)
    layers: list[Layer] = []
    for n_in, n_out in itertools.pairwise(widths[:-1]):
        active = activation()
        pieces = getattr(active, "pieces", 1)  # Maxout makes one column from so many
        columns = pieces * arguments.positive_int("a width", n_out)
        linear = Linear(n_in, columns, rng=rng, initialization=getattr(active, "initialization", glorot))
        if bias_std > 0:
            _, b = linear.params
            b[...] = rng.normal(0, bias_std, size=columns)
        layers += [linear, active]
    return [*layers, Linear(widths[-2], widths[-1], rng=rng)]

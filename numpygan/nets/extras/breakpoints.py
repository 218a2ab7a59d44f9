"""Breakpoints: where a piecewise-linear network changes its slope.

Only the exact distribution of G(z) needs them, so they are kept out of the layers. For each type of layer,
:func:`switches` returns the functions whose sign changes are the breakpoints of that layer; a type that is not
registered counts as curved. For a layer of your own: ``switches.register(YourLayer, lambda layer, x: ...)``.
"""

from functools import singledispatch
from typing import TYPE_CHECKING

import numpy as np

from numpygan.nets.activations import LeakyReLU, ReLU
from numpygan.nets.extras.affine import Affine
from numpygan.nets.extras.maxout import Maxout
from numpygan.nets.extras.random_layers import RandomLayer
from numpygan.nets.layers import Layer, Linear

if TYPE_CHECKING:  # the network imports this module
    from numpygan.nets.network import Network


@singledispatch
def switches(layer: Layer, x: np.ndarray) -> np.ndarray | None:
    """Return functions (n, m) of x (n, n_in) that change sign at the breakpoints of ``layer``; None if it is curved."""
    return None


@switches.register(Linear)
@switches.register(Affine)
def _(layer: Layer, x: np.ndarray) -> np.ndarray:
    return x[:, :0]


@switches.register(ReLU)
@switches.register(LeakyReLU)
def _(layer: Layer, x: np.ndarray) -> np.ndarray:
    return x


@switches.register
def _(layer: Maxout, x: np.ndarray) -> np.ndarray:
    groups = layer.groups(x)  # (n, units, k); the winner changes where two columns of a group are equal
    first, second = np.triu_indices(layer.pieces, k=1)
    return (groups[:, :, first] - groups[:, :, second]).reshape(x.shape[0], groups.shape[1] * first.size)


@switches.register
def _(layer: RandomLayer, x: np.ndarray) -> np.ndarray:
    if layer.training:
        raise ValueError(
            f"a network with active {type(layer).__name__} is random: it has no fixed breakpoints; "
            "set training = False first"
        )
    return x[:, :0]


def breakpoints_of(network: "Network", low: float, high: float) -> np.ndarray | None:
    """Return the points (k,) of (low, high) where a network of one input changes its slope; None if a layer is curved.

    Going through the layers, every function whose sign decides a breakpoint is linear between the breakpoints found so
    far, so that each of its zeros is found by one division.

    Raises
    ------
    ValueError
        If the network has more than one input, the interval is not finite, or a layer is random.
    """
    if network.n_in != 1:
        raise ValueError(f"breakpoints are found for a network with 1 input, got one with {network.n_in}")
    if not -np.inf < low < high < np.inf:
        raise ValueError(f"expected a finite interval with low < high, got low = {low!r} and high = {high!r}")
    layers = network.layer_copies()  # so that backward of the network still belongs to its last forward
    # A zero is found to a few eps times the length of its segment, so a segment should not be much longer than
    # its distance from 0. With the factor pi / 3 these points do not coincide with a breakpoint.
    scaffold = [side * 10.0**k * np.pi / 3 for side in (-1, 1) for k in range(-3, 17)]
    z = np.unique([low, high, *(point for point in scaffold if low < point < high)])
    for depth, layer in enumerate(layers):
        x = z[:, None]
        for before in layers[:depth]:
            x = before.forward(x.astype(float))
        values = switches(layer, x)
        if values is None:
            return None
        left, right = values[:-1], values[1:]
        change = np.sign(left) * np.sign(right) < 0
        segment, _ = np.nonzero(change)
        share = left[change] / (left[change] - right[change])
        z = np.unique(np.concatenate([z, z[segment] + share * (z[segment + 1] - z[segment])]))
        apart = 1e-13 * np.maximum(np.abs(z[1:]), 1e-3)  # two points closer together are one breakpoint, rounded
        z = z[np.concatenate([[True], np.diff(z) > apart])]
    return z[(z > low) & (z < high) & ~np.isin(z, scaffold)]

"""A network: layers in a row over one vector of parameters, ``theta``.

Because every parameter of every layer is a view of ``theta``, and every gradient a view of
``dtheta``, an optimizer, a snapshot, an average and a gradient check are a line each.
"""

import copy
import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.nets.activations import LeakyReLU
from numpygan.nets.extras.fourier_features import FourierFeatures
from numpygan.nets.initialization import glorot
from numpygan.nets.layers import Layer, Linear


class Network:
    """y = layer_L(... layer_2(layer_1(x))).

    Parameters
    ----------
    *layers : Layer
        Each may belong to one network only: the network moves their parameters into its ``theta``.
    dtype : numpy dtype
        float64 (default), or float32 for speed.

    Attributes
    ----------
    theta, dtheta : ndarray of shape (number of parameters,)
        Parameters and their gradients. Assigning to either copies into place.
    layers : list of Layer
    n_in, n_out : int or None
        How many columns go in and come out; None if no layer fixes them.
    dtype : numpy dtype

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> network = Network(Linear(2, 3, rng=rng), LeakyReLU(), Linear(3, 1, rng=rng))
    >>> network.theta.size, network.forward(np.ones((5, 2))).shape
    (13, (5, 1))
    """

    def __init__(self, *layers: Layer, dtype: npt.DTypeLike = np.float64) -> None:
        if not layers:
            raise ValueError("a network needs at least one layer, got none")
        self.dtype = _float_dtype(dtype)
        for i, layer in enumerate(layers):
            if not isinstance(layer, Layer):
                raise TypeError(f"layer {i} must be a Layer, got {layer!r}")
            if layer in layers[:i] or layer.in_a_network:
                raise ValueError(f"layer {i}, {layer!r}, already belongs to a network; build another one")
        self.layers = list(layers)
        self.n_in, self.n_out = _columns(layers)
        self._last_shape: tuple[int, ...] = ()
        self._bind()

    def _bind(self) -> None:
        """Gather all parameters in one vector and give them back to the layers as views of it."""
        params = [p for layer in self.layers for p in layer.params]
        self._theta = np.concatenate([np.zeros(0), *(p.ravel() for p in params)]).astype(self.dtype)
        self._dtheta = np.zeros_like(self._theta)
        start = 0
        for layer in self.layers:
            layer.in_a_network = True
            for i, p in enumerate(layer.params):
                stop = start + p.size
                layer.params[i] = self._theta[start:stop].reshape(p.shape)
                layer.grads[i] = self._dtheta[start:stop].reshape(p.shape)
                start = stop

    @property
    def theta(self) -> np.ndarray:
        return self._theta

    @theta.setter
    def theta(self, values: npt.ArrayLike) -> None:
        self._theta[...] = _of_shape("theta", values, self._theta.shape)

    @property
    def dtheta(self) -> np.ndarray:
        return self._dtheta

    @dtheta.setter
    def dtheta(self, values: npt.ArrayLike) -> None:
        self._dtheta[...] = _of_shape("dtheta", values, self._dtheta.shape)

    @property
    def training(self) -> bool:
        """Whether layers such as Dropout behave as in training; setting it sets every layer's."""
        return any(layer.training for layer in self.layers)

    @training.setter
    def training(self, active: bool) -> None:
        for layer in self.layers:
            layer.training = active

    def forward(self, x: npt.ArrayLike) -> np.ndarray:
        """Return y (n, n_out) for x (n, n_in), in the dtype of the network."""
        y = np.asarray(x, dtype=self.dtype)
        if y.ndim != 2 or y.shape[1] != (self.n_in or y.shape[1]):
            raise ValueError(f"x has shape {y.shape}, expected (n, {self.n_in or 'd'})")
        for layer in self.layers:
            y = layer.forward(y)
        self._last_shape = y.shape
        return y

    def backward(self, dy: npt.ArrayLike) -> np.ndarray:
        """Return dx (n, n_in) for dy (n, n_out) of the most recent forward; overwrite ``dtheta``."""
        dx = self._checked(dy)
        for layer in reversed(self.layers):
            dx = layer.backward(dx)
        return dx

    def backward_to_input(self, dy: npt.ArrayLike) -> np.ndarray:
        """Return dx as :meth:`backward` does, but leave ``dtheta`` alone: for a loss that only passes through."""
        dx = self._checked(dy)
        for layer in reversed(self.layers):
            dx = layer.backward_to_input(dx)
        return dx

    def backward_to_theta(self, dy: npt.ArrayLike) -> None:
        """Overwrite ``dtheta`` as :meth:`backward` does, but do not make dx: for a loss whose x is given."""
        dx = self._checked(dy)
        first = next((i for i, layer in enumerate(self.layers) if layer.params), len(self.layers) - 1)
        for layer in reversed(self.layers[first + 1 :]):
            dx = layer.backward(dx)
        self.layers[first].backward_to_params(dx)

    def __init_subclass__(cls) -> None:
        # The halves of backward that were inherited belong to another backward.
        if "backward" in vars(cls):
            for half in ("backward_to_input", "backward_to_theta"):
                if half not in vars(cls):
                    setattr(cls, half, vars(cls)["backward"])

    def _checked(self, dy: npt.ArrayLike) -> np.ndarray:
        gradient = np.asarray(dy, dtype=self.dtype)
        if gradient.shape != self._last_shape:
            came = f"got {gradient.shape}, expected {self._last_shape}" if self._last_shape else "there was none yet"
            raise ValueError(f"dy must have the shape of the most recent forward's result: {came}")
        return gradient

    def kinks(self, low: float, high: float) -> np.ndarray | None:
        """Points (k,) of (low, high) where a network of one input has a kink; None if some layer is curved.

        Going through the layers, every function whose sign decides a kink is linear between the
        kinks found so far, so that each of its zeros is found by one division.
        """
        if self.n_in != 1:
            raise ValueError(f"kinks are points of the line: expected a network with 1 input, got {self.n_in}")
        if not -np.inf < low < high < np.inf:
            raise ValueError(f"expected a finite interval with low < high, got low = {low!r} and high = {high!r}")
        layers = self.layer_copies()  # what this network remembers of its last forward stays
        # A zero is found to a few eps of the segment it lies in, so that segments should not be much
        # longer than their distance from 0. (The factor keeps these points off any kink.)
        scaffold = [side * 10.0**k * np.pi / 3 for side in (-1, 1) for k in range(-3, 17)]
        z = np.unique([low, high, *(point for point in scaffold if low < point < high)])
        for depth, layer in enumerate(layers):
            x = z[:, None]
            for before in layers[:depth]:
                x = before.forward(x.astype(float))
            switches = layer.switches(x)
            if switches is None:
                return None
            left, right = switches[:-1], switches[1:]
            change = np.sign(left) * np.sign(right) < 0
            segment, _ = np.nonzero(change)
            share = left[change] / (left[change] - right[change])
            z = np.unique(np.concatenate([z, z[segment] + share * (z[segment + 1] - z[segment])]))
            apart = 1e-13 * np.maximum(np.abs(z[1:]), 1e-3)  # closer together it is the same kink, rounded
            z = z[np.concatenate([[True], np.diff(z) > apart])]
        return z[(z > low) & (z < high) & ~np.isin(z, scaffold)]

    def astype(self, dtype: npt.DTypeLike) -> "Network":
        """A copy that computes in ``dtype``; the same function up to its rounding."""
        twin = copy.deepcopy(self)
        twin.dtype = _float_dtype(dtype)
        twin._bind()
        return twin

    def layer_copies(self) -> list[Layer]:
        """Copies of the layers that belong to no network yet: to build another one around them."""
        layers = copy.deepcopy(self.layers)
        for layer in layers:
            layer.in_a_network = False
        return layers

    def __setstate__(self, state: dict[str, Any]) -> None:
        # A pickled or copied network arrives with parameters that are no longer views of its theta.
        self.__dict__.update(state)
        self._bind()

    def __repr__(self) -> str:
        return f"Network({', '.join(map(repr, self.layers))})"


def _of_shape(name: str, values: npt.ArrayLike, shape: tuple[int, ...]) -> np.ndarray:
    array = np.asarray(values)
    if array.shape != shape:
        raise ValueError(f"{name} has shape {array.shape}, expected {shape}")
    return array


def _float_dtype(dtype: npt.DTypeLike) -> np.dtype:
    found = np.dtype(dtype)
    if found not in (np.float32, np.float64):
        raise ValueError(f"dtype must be float32 or float64, got {found}")
    return found


def _columns(layers: Sequence[Layer]) -> tuple[int | None, int | None]:
    """How many columns go into and come out of ``layers``, which must fit together."""
    n_in = n_out = None
    for i, layer in enumerate(layers):
        if isinstance(layer, (Linear, FourierFeatures)):
            if n_out not in (None, layer.n_in):
                raise ValueError(f"layer {i}, {layer!r}, takes {layer.n_in} columns, the layers before it make {n_out}")
            n_in, n_out = n_in or layer.n_in, layer.n_out
        elif n_out is not None:
            n_out //= layer.pieces
    return n_in, n_out


def mlp(
    widths: Sequence[int],
    activation: Callable[[], Layer] = LeakyReLU,
    *,
    rng: np.random.Generator,
    bias_std: float = 0.0,
    dtype: npt.DTypeLike = np.float64,
) -> Network:
    """A multilayer perceptron: the network of :func:`mlp_layers`.

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
    """Linear layers of the given widths with an activation between each two.

    Parameters
    ----------
    widths : sequence of int
        ``[2, 64, 64, 1]`` is 2 inputs, two hidden layers of 64 and 1 output. There is no activation
        at the end: a discriminator ends in a logit, a generator in a point.
    activation : function of no arguments that returns a layer
        A class (``Tanh``) or, to set its parameters, ``lambda: LeakyReLU(0.1)``.
    rng : numpy.random.Generator
    bias_std : float
        Of the first hidden biases. With 0 (default) all kinks of a ReLU network of one input start
        at 0; a discriminator whose data lie elsewhere does better with 1, which spreads them.
    """
    if len(widths) < 2:
        raise ValueError(f"widths must name at least the input and the output, got {list(widths)!r}")
    if not callable(activation):
        raise TypeError(f"activation must be a class or a function that makes a layer, got {activation!r}")
    arguments.not_negative("bias_std", bias_std)
    layers: list[Layer] = []
    for n_in, n_out in itertools.pairwise(widths[:-1]):
        active = activation()
        columns = arguments.positive_int("a width", n_out) * active.pieces
        linear = Linear(n_in, columns, rng=rng, initialization=active.initialization)
        if bias_std > 0:
            _, b = linear.params
            b[...] = rng.normal(0, bias_std, size=columns)
        layers += [linear, active]
    return [*layers, Linear(widths[-2], widths[-1], rng=rng, initialization=glorot)]

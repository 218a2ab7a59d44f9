"""A network: a sequence of layers whose parameters are one vector, ``theta``.

Every parameter of every layer is a view of ``theta``, and every gradient a view of ``dtheta``. So an optimizer step, a
snapshot, an average and a gradient check take one line each.
"""

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from numpygan.nets.layers import Layer


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
    >>> from numpygan.nets import LeakyReLU, Linear
    >>> rng = np.random.default_rng(0)
    >>> network = Network(Linear(2, 3, rng=rng), LeakyReLU(), Linear(3, 1, rng=rng))
    >>> network.theta.size, network.forward(np.ones((5, 2))).shape
    (13, (5, 1))
    """

    def __init__(self, *layers: Layer, dtype: npt.DTypeLike = np.float64) -> None:
        _check_layers(layers)
        self.layers, self.dtype = list(layers), _float_dtype(dtype)
        self.n_in, self._columns_made = _columns(layers)
        self.n_out = self._columns_made
        self._last_shape: tuple[int, ...] = ()
        self._bind()

    def forward(self, x: npt.ArrayLike) -> np.ndarray:
        """Return y (n, n_out) for x (n, n_in), in the dtype of the network."""
        y = np.asarray(x, dtype=self.dtype)
        if y.ndim != 2 or y.shape[1] != (self.n_in or y.shape[1]):
            raise ValueError(f"x has shape {y.shape}, expected (n, {self.n_in or 'd'})")
        for layer in self.layers:
            y = layer.forward(y)
        if self._columns_made not in (None, y.shape[1]):
            promised = f"their method columns() says {self._columns_made}"
            raise ValueError(f"the layers made {y.shape[1]} columns, but {promised}")
        self._last_shape = y.shape
        return y

    def backward(self, dy: npt.ArrayLike) -> np.ndarray:
        """Return dx (n, n_in) for dy (n, n_out) of the most recent forward; overwrite ``dtheta``."""
        dx = np.asarray(dy, dtype=self.dtype)
        if dx.shape != self._last_shape:
            came = f"got {dx.shape}, expected {self._last_shape}" if self._last_shape else "there was none yet"
            raise ValueError(f"dy must have the shape of the most recent forward's result: {came}")
        for layer in reversed(self.layers):
            dx = layer.backward(dx)
        return dx

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

    def breakpoints(self, low: float, high: float) -> np.ndarray | None:
        """Points (k,) of (low, high) where a network of one input changes its slope; None if some layer is curved.

        See :func:`numpygan.nets.extras.breakpoints.breakpoints_of`.
        """
        from numpygan.nets.extras.breakpoints import breakpoints_of  # imported late: most networks never need it

        return breakpoints_of(self, low, high)

    def switches(self, depth: int, x: np.ndarray) -> np.ndarray | None:
        """Return functions (n, m) of the input x (n, n_in) whose signs decide the breakpoints of layer ``depth``.

        None if the layer is curved; see :func:`numpygan.nets.extras.breakpoints.switches`.
        """
        from numpygan.nets.extras.breakpoints import switches

        for before in self.layers[:depth]:
            x = before.forward(x)
        return switches(self.layers[depth], x)

    def astype(self, dtype: npt.DTypeLike) -> "Network":
        """Return a copy that computes in ``dtype``: the same function up to its rounding."""
        twin = copy.deepcopy(self)
        twin.dtype = _float_dtype(dtype)
        twin._bind()
        return twin

    def layer_copies(self) -> list[Layer]:
        """Return copies of the layers that belong to no network yet, to build another network from them."""
        layers = copy.deepcopy(self.layers)
        for layer in layers:
            layer.in_a_network = False
        return layers

    def __setstate__(self, state: dict[str, Any]) -> None:
        # The parameters of a pickled or copied network are no longer views of its theta.
        self.__dict__.update(state)
        self._bind()

    def __repr__(self) -> str:
        return f"Network({', '.join(map(repr, self.layers))})"


def _check_layers(layers: Sequence[Layer]) -> None:
    if not layers:
        raise ValueError("a network needs at least one layer, got none")
    for i, layer in enumerate(layers):
        if not isinstance(layer, Layer):
            raise TypeError(f"layer {i} must be a Layer, got {layer!r}")
        if not hasattr(layer, "params"):
            raise TypeError(f"layer {i}, {layer!r}, has no params: its __init__ must call super().__init__(*params)")
        if layer in layers[:i] or layer.in_a_network:
            raise ValueError(f"layer {i}, {layer!r}, already belongs to a network; build another one")


def _columns(layers: Sequence[Layer]) -> tuple[int | None, int | None]:
    """Return how many columns go into and come out of ``layers``, which must fit together; None if no layer says."""
    n_in: int | None = None
    n_out: int | None = None
    for i, layer in enumerate(layers):
        if n_out is None and layer.n_in is not None:
            n_out = layer.n_in
            if all(before.columns(n_out) == n_out for before in layers[:i]):  # they pass on what comes in
                n_in = n_out
        if layer.n_in not in (None, n_out):
            raise ValueError(f"layer {i}, {layer!r}, takes {layer.n_in} columns, the layers before it make {n_out}")
        if n_out is not None:
            n_out = layer.columns(n_out)
    return n_in, n_out


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

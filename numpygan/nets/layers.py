"""The base class of all layers, and Linear, the layer with parameters. Start reading here.

A layer maps rows to rows; each row is one example. ``forward(x)`` returns y and stores what ``backward`` needs.
``backward(dy)`` takes the gradient of the loss with respect to y, *overwrites* the gradients of the layer's own
parameters, and returns the gradient with respect to x. Both refer to the most recent forward, and neither changes a
parameter; the optimizer does. Between a forward and its backward, the arrays that forward took and returned
must not be changed.
"""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from numpygan import arguments
from numpygan.nets.initialization import Initialization, glorot


class Layer(ABC):
    """A function of rows, with its gradient.

    A layer of your own needs ``forward`` and ``backward``, and ``columns`` if it changes the number of columns.

    Attributes
    ----------
    params, grads : list of ndarray
        The parameters, passed to ``super().__init__``, and the gradients that ``backward`` writes, in the same order.
    n_in : int or None
        How many columns forward takes; None (default) if it takes any number.
    training : bool
        True in training, False in evaluation: Dropout, for example, changes nothing in evaluation.
    """

    n_in: int | None = None
    training: bool = True
    in_a_network: bool = False  # whether a network owns the parameters

    def __init__(self, *params: np.ndarray) -> None:
        self.params = list(params)
        self.grads = [np.zeros_like(p) for p in params]

    @abstractmethod
    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return y (n, n_out) for x (n, n_in)."""

    @abstractmethod
    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return dx (n, n_in) for dy (n, n_out), and overwrite ``grads``."""

    def columns(self, n_in: int) -> int:
        """Return how many columns forward makes of ``n_in`` columns; by default ``n_in``."""
        return n_in

    if not TYPE_CHECKING:  # so that mypy still finds misspelled attributes

        def __getattr__(self, name: str) -> object:
            # Only called if there is no such attribute, mostly because forward has not stored it yet.
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}; call forward before backward")

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Linear(Layer):
    """y = x W + b, with W (n_in, n_out) and b (n_out,).

    Parameters
    ----------
    n_in, n_out : int
    rng : numpy.random.Generator
        Draws the first W; the first b is 0.
    initialization : function
        ``glorot`` (default) or ``he``, or any function of the same form.
    """

    def __init__(
        self, n_in: int, n_out: int, *, rng: np.random.Generator, initialization: Initialization = glorot
    ) -> None:
        self.n_in = arguments.positive_int("n_in", n_in)
        self.n_out = arguments.positive_int("n_out", n_out)
        super().__init__(initialization(self.n_in, self.n_out, rng=rng), np.zeros(self.n_out))

    def columns(self, n_in: int) -> int:
        return self.n_out

    def forward(self, x: np.ndarray) -> np.ndarray:
        if x.ndim != 2 or x.shape[1] != self.n_in:
            raise ValueError(f"x has shape {x.shape}, expected (n, {self.n_in})")
        W, b = self.params
        self.x = x
        y = np.dot(x, W)  # the same as x @ W, and a little faster where W has one column
        y += b
        return y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        W, _ = self.params
        dW, db = self.grads
        np.dot(self.x.T, dy, out=dW)
        np.dot(np.ones(len(dy), dy.dtype), dy, out=db)  # dy.sum(axis=0), faster where dy has many columns
        return np.dot(dy, W.T)

    def __repr__(self) -> str:
        return f"Linear({self.n_in}, {self.n_out})"

"""The layer contract, and the layers that are neither activations nor random: Linear, Affine, Maxout.

A layer turns rows into rows. ``forward(x)`` returns y and remembers what ``backward`` needs;
``backward(dy)`` takes the gradient of the loss with respect to y, *overwrites* the gradients of the
layer's own parameters and returns the gradient with respect to x. Both speak of the most recent
forward, and neither changes a parameter: learning is the optimizer's job. What forward remembers may be
the very arrays it took and returned: between a forward and its backward they must not be changed.
``double_backward`` differentiates backward itself; only a penalty on gradients needs it, see ``penalties``.
"""

from abc import ABC, abstractmethod

import numpy as np

from numpygan import arguments
from numpygan.nets.initialization import Initialization, glorot


class Layer(ABC):
    """Rows in, rows out.

    Attributes
    ----------
    params, grads : list of ndarray
        The parameters and, in the same order, the gradients that ``backward`` writes.
    initialization : function
        How a Linear layer in front of this one starts, see :mod:`numpygan.nets.initialization`.
    pieces : int
        How many columns this layer merges into one.
    in_a_network : bool
        Whether a network owns the parameters.
    training : bool
        Whether a layer that behaves differently in training (Dropout) does so.
    """

    initialization: Initialization = staticmethod(glorot)
    pieces: int = 1
    training: bool = True
    in_a_network: bool = False

    def __init__(self, *params: np.ndarray) -> None:
        self.params = list(params)
        self.grads = [np.zeros_like(p) for p in params]

    @abstractmethod
    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return y (n, n_out) for x (n, n_in)."""

    @abstractmethod
    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return dx (n, n_in) for dy (n, n_out), and overwrite ``grads``."""

    def backward_to_input(self, dy: np.ndarray) -> np.ndarray:
        """Return dx as ``backward`` does, but leave ``grads`` alone: for a loss that only passes through."""
        return self.backward(dy)

    def backward_to_params(self, dy: np.ndarray) -> None:
        """Overwrite ``grads`` as ``backward`` does, but do not make dx: for the first layer, whose dx nobody needs."""
        if self.params:
            self.backward(dy)

    def __init_subclass__(cls) -> None:
        # The halves of backward that were inherited belong to another backward.
        if "backward" in vars(cls):
            for half in ("backward_to_input", "backward_to_params"):
                if half not in vars(cls):
                    setattr(cls, half, vars(Layer)[half])

    def double_backward(self, ddx: np.ndarray, dy: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """Back-propagate through ``dx = backward(dy)``, a function of dy, of the parameters and of x.

        For ddx (n, n_in), the gradient of some loss with respect to dx, return those with respect to dy
        (n, n_out) and to x (n, n_in), the latter None where backward does not depend on x but for
        kinks; overwrite ``grads``. A layer of your own needs it only for a penalty on a gradient, such as ``r1``.

        Raises
        ------
        NotImplementedError
            If the layer has none; every layer of this package has.
        """
        raise NotImplementedError(f"{self!r} has no double_backward, which a penalty on D's gradient needs")

    def switches(self, x: np.ndarray) -> np.ndarray | None:
        """Functions (n, m) of x whose sign changes are the kinks of a piecewise-linear layer; None if it is curved."""
        return None

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Linear(Layer):
    """y = x W + b.

    Parameters
    ----------
    n_in, n_out : int
    rng : numpy.random.Generator
    initialization : function
        ``glorot`` (default) or ``he``, or any function of the same form.
    """

    def __init__(
        self, n_in: int, n_out: int, *, rng: np.random.Generator, initialization: Initialization = glorot
    ) -> None:
        self.n_in = arguments.positive_int("n_in", n_in)
        self.n_out = arguments.positive_int("n_out", n_out)
        super().__init__(initialization(self.n_in, self.n_out, rng=rng), np.zeros(self.n_out))

    def forward(self, x: np.ndarray) -> np.ndarray:
        if x.ndim != 2 or x.shape[1] != self.n_in:
            raise ValueError(f"x has shape {x.shape}, expected (n, {self.n_in})")
        W, b = self.params
        self.x = x
        y = np.dot(x, W)  # x @ W: the same, but slow where there is one column, as in front of a logit
        y += b
        return y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        Linear.backward_to_params(self, dy)  # its own halves, whatever a subclass makes of them
        return Linear.backward_to_input(self, dy)

    def backward_to_params(self, dy: np.ndarray) -> None:
        dW, db = self.grads
        np.dot(self.x.T, dy, out=dW)
        np.dot(np.ones(len(dy), dy.dtype), dy, out=db)  # dy.sum(axis=0), in half the time

    def backward_to_input(self, dy: np.ndarray) -> np.ndarray:
        W, _ = self.params
        return np.dot(dy, W.T)

    def double_backward(self, ddx: np.ndarray, dy: np.ndarray) -> tuple[np.ndarray, None]:
        W, _ = self.params  # dx = dy W^T
        dW, db = self.grads
        dW[...] = ddx.T @ dy
        db[...] = 0
        return ddx @ W, None

    def switches(self, x: np.ndarray) -> np.ndarray | None:
        return x[:, :0]

    def __repr__(self) -> str:
        return f"Linear({self.n_in}, {self.n_out})"

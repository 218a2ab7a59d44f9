"""Activations: functions y = f(x) of each entry, each with its derivative right below: backward is dx = dy f'(x).

The derivatives use what forward has computed, mostly the output y. ``initialization`` is the rule for the first weights
of the Linear layer before the activation.
"""

from functools import partial

import numpy as np
from scipy import special

from numpygan import arguments
from numpygan.nets.initialization import he
from numpygan.nets.layers import Layer


class LeakyReLU(Layer):
    """y = x for x > 0, slope x otherwise; dy/dx = 1 or slope (at 0: slope)."""

    def __init__(self, slope: float = 0.2) -> None:
        super().__init__()
        self.slope = arguments.in_unit_interval("slope", slope)
        self.initialization = partial(he, slope=self.slope)

    def forward(self, x: np.ndarray) -> np.ndarray:
        # dy/dx, which is 1 or slope. (np.where(x > 0, 1, slope) gives the same and takes five times as long.)
        self.slopes = (x > 0) * x.dtype.type(1 - self.slope)
        self.slopes += self.slope
        return x * self.slopes

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * self.slopes

    def __repr__(self) -> str:
        return f"LeakyReLU({self.slope:g})"


class ReLU(Layer):
    """y = max(x, 0); dy/dx = 1 for x > 0, else 0."""

    initialization = staticmethod(he)

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.positive = x > 0
        return x * self.positive

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * self.positive


class Tanh(Layer):
    """y = tanh x; dy/dx = 1 - y^2."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.y = np.tanh(x)
        return self.y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * (1 - self.y * self.y)


class Sigmoid(Layer):
    """y = 1 / (1 + exp(-x)); dy/dx = y (1 - y).

    A discriminator must not end with it, because the losses of this package take logits.
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.y = special.expit(x)
        return self.y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * self.y * (1 - self.y)


class Softplus(Layer):
    """y = log(1 + exp x); dy/dx = sigmoid(x)."""

    initialization = staticmethod(he)

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        return np.logaddexp(x.dtype.type(0), x)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * special.expit(self.x)

"""A fixed change of units: scale and shift each column."""

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.nets.layers import Layer


class Affine(Layer):
    """y = scale x + shift with fixed numbers: a change of units without parameters.

    Parameters
    ----------
    scale, shift : array_like of shape (n_in,), or a number
    """

    def __init__(self, scale: npt.ArrayLike, shift: npt.ArrayLike = 0.0) -> None:
        super().__init__()
        self.scale = arguments.all_finite("scale", np.asarray(scale, dtype=float))
        self.shift = arguments.all_finite("shift", np.asarray(shift, dtype=float))

    def forward(self, x: np.ndarray) -> np.ndarray:
        return x * self.scale.astype(x.dtype) + self.shift.astype(x.dtype)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * self.scale.astype(dy.dtype)

    def __repr__(self) -> str:
        return f"Affine(scale={self.scale.tolist()}, shift={self.shift.tolist()})"

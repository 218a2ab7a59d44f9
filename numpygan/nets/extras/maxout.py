"""Maxout: the maximum of groups of columns, the activation of the discriminators of the 2014 paper."""

import numpy as np

from numpygan import arguments
from numpygan.nets.layers import Layer


class Maxout(Layer):
    """y_i = max of the columns i k, ..., i k + k - 1 of x, where k is the number of pieces.

    After a Linear layer with k times as many columns, this is the maxout unit of Goodfellow et al. (2013). The
    discriminators of the 2014 paper consist of such units.
    """

    def __init__(self, pieces: int = 2) -> None:
        super().__init__()
        self.pieces = arguments.int_at_least("pieces", pieces, 2)

    def columns(self, n_in: int) -> int:
        if n_in % self.pieces:
            raise ValueError(f"{self!r} takes a multiple of {self.pieces} columns, the layers before it make {n_in}")
        return n_in // self.pieces

    def forward(self, x: np.ndarray) -> np.ndarray:
        if x.shape[1] % self.pieces:
            raise ValueError(f"x has {x.shape[1]} columns, expected a multiple of pieces = {self.pieces}")
        self.winner = self.groups(x).argmax(axis=2)[..., None]  # (n, units, 1)
        return np.take_along_axis(self.groups(x), self.winner, axis=2)[..., 0]

    def backward(self, dy: np.ndarray) -> np.ndarray:
        dx = np.zeros((*dy.shape, self.pieces), dtype=dy.dtype)  # (n, units, k)
        np.put_along_axis(dx, self.winner, dy[..., None], axis=2)
        return dx.reshape(dy.shape[0], dy.shape[1] * self.pieces)

    def groups(self, x: np.ndarray) -> np.ndarray:
        """Return the groups of columns of x (n, units k), an array of shape (n, units, k)."""
        return x.reshape(x.shape[0], x.shape[1] // self.pieces, self.pieces)  # (n, units, k)

    def __repr__(self) -> str:
        return f"Maxout({self.pieces})"

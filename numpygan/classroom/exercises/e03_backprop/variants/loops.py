"""A number at a time."""

import functools

import numpy as np


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return [
            [
                sum(a * w for a, w in zip(row, column, strict=True)) + b
                for column, b in zip(self.W.T, self.b, strict=True)
            ]
            for row in x
        ]

    def backward(self, dy):
        self.dW, self.db = np.zeros(self.W.shape), np.zeros(self.b.shape)
        dx = np.zeros(self.x.shape)
        for n in range(len(dy)):
            self.dW += np.outer(self.x[n], dy[n])
            self.db += dy[n]
            dx[n] = self.W.dot(dy[n])
        return dx


class LeakyReLU:
    def __init__(self, slope):
        self.slope = slope

    def forward(self, x):
        self.mask = np.vectorize(lambda v: 1.0 if v > 0 else self.slope)(x)
        return x * self.mask

    def backward(self, dy):
        return dy * self.mask


class Chain:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        return functools.reduce(lambda x, layer: layer.forward(x), self.layers, x)

    def backward(self, dy):
        return functools.reduce(lambda dy, layer: layer.backward(dy), self.layers[::-1], dy)

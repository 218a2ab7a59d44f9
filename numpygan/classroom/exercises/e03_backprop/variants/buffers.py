"""Gradients have arrays of their own, which each backward writes into; sums by hand, factors of 1 - y^2."""

import numpy as np


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = np.zeros_like(W), np.zeros_like(b)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dy):
        self.dW[...] = 0
        self.db[...] = 0
        for row, slope in zip(self.x, dy, strict=True):
            self.dW += np.outer(row, slope)
            self.db += slope
        return np.stack([self.W @ slope for slope in dy])


class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y.copy()

    def backward(self, dy):
        return (1 - self.y) * (1 + self.y) * dy

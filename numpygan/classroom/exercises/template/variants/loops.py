"""A column at a time."""

import numpy as np


def standardize(x):
    y = np.empty(x.shape)
    for j in range(x.shape[1]):
        column = x[:, j] - sum(x[:, j]) / len(x)
        y[:, j] = column / (sum(column**2) / len(x)) ** 0.5
    return y

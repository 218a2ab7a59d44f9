"""A point at a time."""

import math

import numpy as np


def value(d_real, d_fake):
    total = sum(math.log(d) for d in d_real) / len(d_real)
    return total + sum(math.log(1 - d) for d in d_fake) / len(d_fake)


def value_gradient(d_real, d_fake):
    return [1 / (len(d_real) * d) for d in d_real], [1 / (len(d_fake) * (d - 1)) for d in d_fake]


def parameter_gradient(w, b, x, x_fake):
    dw, db = np.zeros(len(w)), 0.0
    for row in x:
        share = 1 / (1 + math.exp(row @ w + b)) / len(x)
        dw, db = dw + share * row, db + share
    for row in x_fake:
        share = 1 / (1 + math.exp(-(row @ w + b))) / len(x_fake)
        dw, db = dw - share * row, db - share
    return dw, db

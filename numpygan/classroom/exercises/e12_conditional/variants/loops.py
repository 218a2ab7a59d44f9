"""A row at a time."""

import math

import numpy as np


def one_hot(labels, classes):
    return [[1.0 if j == label else 0.0 for j in range(classes)] for label in labels]


def D(w, x, c):
    return 1 / (1 + math.exp(-sum(a * b for a, b in zip(w, [*x, *c], strict=True))))


def d_gradient(w, x, c, x_fake, c_fake):
    g = np.zeros(len(w))
    for a, b in zip(x, c, strict=True):
        g += (D(w, a, b) - 1) * np.append(a, b) / len(x)
    for a, b in zip(x_fake, c_fake, strict=True):
        g += D(w, a, b) * np.append(a, b) / len(x_fake)
    return g


def g_gradient(A, w, z, c):
    out = np.zeros(A.shape)
    for a, b in zip(z, c, strict=True):
        given = np.append(a, b)
        out += (D(w, given @ A, b) - 1) / len(z) * np.outer(given, w[: A.shape[1]])
    return out


def shuffle(x, c, rng):
    order = np.argsort(rng.random(len(x)))
    return x.take(order, axis=0), c.take(order, axis=0)

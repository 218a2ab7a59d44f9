"""In single precision; columns."""

import numpy as np


def criterion_gradient(p, q):
    return np.float32(np.log1p(-p / (p + q)))[:, None]


def step(q, g, lr):
    out = np.float32(q) * np.exp(np.float32(-lr * g))
    out /= out.sum()
    return out

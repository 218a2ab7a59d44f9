"""A point at a time, centered gradients."""

import math

import numpy as np


def criterion_gradient(p, q):
    return np.array([math.log(b) - math.log(a + b) for a, b in zip(p, q, strict=True)])


def step(q, g, lr):
    center = sum(g) / len(g)
    moved = [a * math.exp(-lr * (b - center)) for a, b in zip(q, g, strict=True)]
    return [a / sum(moved) for a in moved]


def descend(p, q, lr, steps):
    out = np.empty(steps + 1)
    for t in range(steps + 1):
        out[t] = sum(a * math.log(a / (a + b)) + b * math.log(b / (a + b)) for a, b in zip(p, q, strict=True))
        q = np.array(step(q, criterion_gradient(p, q), lr))
    return out

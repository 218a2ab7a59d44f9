"""e10, solved."""

import numpy as np


def criterion_gradient(p, q):
    return np.log(q / (p + q))


def step(q, g, lr):
    moved = q * np.exp(-lr * g)
    return moved / moved.sum()


def criterion(p, q):
    return (p * np.log(p / (p + q)) + q * np.log(q / (p + q))).sum()


def descend(p, q, lr, steps):
    values = [criterion(p, q)]
    for _ in range(steps):
        g = np.log(q) - np.log(p + q)
        q = q * np.exp(-lr * g)
        q = q / q.sum()
        values.append(criterion(p, q))
    return np.array(values)

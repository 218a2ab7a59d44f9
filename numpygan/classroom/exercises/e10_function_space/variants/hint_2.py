"""The formulas of the second hints."""

import numpy as np


def criterion_gradient(p, q):
    D = p / (p + q)
    return np.log(1 - D)


def step(q, g, lr):
    return q * np.exp(-lr * g) / np.sum(q * np.exp(-lr * g))


def C(p, q):
    return np.sum(p * np.log(p / (p + q)) + q * np.log(q / (p + q)))


def descend(p, q, lr, steps):
    values = [C(p, q)]
    for _ in range(steps):
        g = np.log(q / (p + q))
        q = q * np.exp(-lr * g) / np.sum(q * np.exp(-lr * g))
        values.append(C(p, q))
    return np.array(values)

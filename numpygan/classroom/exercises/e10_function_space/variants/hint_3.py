"""The third hints; part c by parts a and b."""

import numpy as np


def criterion_gradient(p, q):
    return np.log(q / (p + q))


def step(q, g, lr):
    moved = q * np.exp(-lr * g)
    return moved / moved.sum()


def C(p, q):
    D = p / (p + q)
    return (p * np.log(D) + q * np.log(1 - D)).sum()


def descend(p, q, lr, steps):
    values = [C(p, q)]
    for _ in range(steps):
        q = step(q, criterion_gradient(p, q), lr)
        values.append(C(p, q))
    return np.array(values)

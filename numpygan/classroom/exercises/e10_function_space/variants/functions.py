"""Part c by parts a and b; logaddexp; softmax of logarithms."""

import numpy as np


def criterion_gradient(p, q):
    return -np.logaddexp(0, np.log(p) - np.log(q))


def step(q, g, lr):
    a = np.log(q) - lr * g
    a = np.exp(a - a.max())
    return a / a.sum()


def value(p, q):
    m = (p + q) / 2
    return p @ np.log(p / m) + q @ np.log(q / m) - np.log(4)


def descend(p, q, lr, steps):
    path = [q]
    for _ in range(steps):
        path.append(step(path[-1], criterion_gradient(p, path[-1]), lr))
    return [value(p, each) for each in path]

"""A point at a time."""

import math

import numpy as np


def optimal_discriminator(p, q):
    return [a / (a + b) if a + b > 0 else 0.5 for a, b in zip(p, q, strict=True)]


def optimal_logit(log_p, log_q):
    return np.array([a - b for a, b in zip(log_p, log_q, strict=True)])


def value_on_grid(D, p, q, dx):
    total = 0.0
    for i in range(len(D)):
        if p[i] > 0:
            total += dx * p[i] * (math.log(D[i]) if D[i] > 0 else -math.inf)
        if q[i] > 0:
            total += dx * q[i] * (math.log(1 - D[i]) if D[i] < 1 else -math.inf)
    return total


def loss_of_moving(d, p, q, dx):
    best = optimal_discriminator(p, q)
    return value_on_grid(best, p, q, dx) - value_on_grid([a + b for a, b in zip(best, d, strict=True)], p, q, dx)

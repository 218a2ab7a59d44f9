"""The third hints; part c by part a."""

import numpy as np


def criterion_by_value(p, q, dx):
    D = p / (p + q)
    return (p * np.log(D) + q * np.log(1 - D)).sum() * dx


def density(x, mean, std):
    return np.exp(-((x - mean) ** 2) / (2 * std**2)) / (std * np.sqrt(2 * np.pi))


def criterion_curve(means, stds, x):
    p = density(x, 0, 1)
    dx = x[1] - x[0]
    values = []
    for mean, std in zip(means, stds, strict=True):
        q = density(x, mean, std)
        values.append(criterion_by_value(p, q, dx))
    return np.array(values)

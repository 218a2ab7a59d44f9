"""An element at a time."""

import math

import numpy as np


def ring_centers(modes, radius):
    return [
        (radius * math.cos(2 * math.pi * j / modes), radius * math.sin(2 * math.pi * j / modes)) for j in range(modes)
    ]


def history(theta, gradient, lr, steps):
    out = np.empty((steps + 1, len(theta)))
    out[0] = theta
    for n in range(steps):
        out[n + 1] = out[n] - lr * gradient(out[n])
    return out


def cross_entropy(logits, labels):
    return sum(math.log1p(math.exp(a)) - b * a for a, b in zip(logits.ravel(), labels, strict=True)) / len(labels)


def running_mean(thetas, decay):
    weights = [decay ** (len(thetas) - 1)] + [(1 - decay) * decay**k for k in range(len(thetas) - 2, -1, -1)]
    return np.dot(weights, thetas)


def between(x, x_fake, alpha):
    return [a * b + (1 - a) * c for a, b, c in zip(alpha, x, x_fake, strict=True)]

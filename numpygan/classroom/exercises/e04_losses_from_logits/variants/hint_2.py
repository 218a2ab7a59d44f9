"""The formulas of the second hints."""

import numpy as np


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def softplus(x):
    return np.logaddexp(0, x)


def discriminator_loss(real, fake):
    n, m = len(real), len(fake)
    return np.mean(softplus(-real)) + np.mean(softplus(fake)), -sigmoid(-real) / n, sigmoid(fake) / m


def cross_entropy(logits, y):
    return np.mean(softplus(logits) - y * logits), (sigmoid(logits) - y) / len(logits)

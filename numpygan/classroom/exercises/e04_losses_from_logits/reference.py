"""e04, solved."""

import numpy as np


def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))


def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def discriminator_loss(real_logits, fake_logits):
    value = softplus(-real_logits).mean() + softplus(fake_logits).mean()
    d_real = -sigmoid(-real_logits) / len(real_logits)
    d_fake = sigmoid(fake_logits) / len(fake_logits)
    return value, d_real, d_fake


def cross_entropy(logits, labels):
    total = (softplus(logits) - labels * logits).mean()
    return total, (sigmoid(logits) - labels) / len(logits)

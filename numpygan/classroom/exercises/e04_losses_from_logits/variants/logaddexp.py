"""logaddexp."""

import numpy as np


def sigmoid(x):
    return np.exp(x - np.logaddexp(0, x))


def softplus(x):
    return np.logaddexp(0, x)


def discriminator_loss(real_logits, fake_logits):
    n, m = real_logits.size, fake_logits.size
    logits = np.concatenate([real_logits, fake_logits])
    labels = np.concatenate([np.ones(n), np.zeros(m)])
    weights = np.concatenate([np.full(n, 1 / n), np.full(m, 1 / m)])
    value = weights @ (np.logaddexp(0, logits) - labels * logits)
    d = weights * (np.exp(-np.logaddexp(0, -logits)) - labels)
    return value, d[:n], d[n:]


def cross_entropy(logits, labels):
    value = np.mean(labels * np.logaddexp(0, -logits) + (1 - labels) * np.logaddexp(0, logits))
    return value, ((1 - labels) * sigmoid(logits) - labels * sigmoid(-logits)) / labels.size

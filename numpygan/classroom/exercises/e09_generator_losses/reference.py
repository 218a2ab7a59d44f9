"""e09, solved."""

import numpy as np


def softplus(x):
    return np.logaddexp(0, x)


def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


def saturating(logits):
    value = -softplus(logits).mean()
    return value, -sigmoid(logits) / len(logits)


def non_saturating(logits):
    loss = softplus(-logits).mean()
    return loss, -sigmoid(-logits) / len(logits)


def gradient_ratio(logits):
    return np.exp(-logits)

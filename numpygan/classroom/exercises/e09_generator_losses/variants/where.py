"""np.where and log1p."""

import numpy as np


def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x < 0, e, 1) / (1 + e)


def saturating(logits):
    return np.mean(-softplus(logits)), (sigmoid(-logits) - 1) / logits.size


def non_saturating(logits):
    return np.mean(softplus(logits) - logits), (sigmoid(logits) - 1) / np.size(logits)


def gradient_ratio(logits):
    return sigmoid(-logits) / sigmoid(logits)

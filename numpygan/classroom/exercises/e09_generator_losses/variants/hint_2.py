"""The formulas of the second hints."""

import numpy as np


def softplus(t):
    return np.maximum(t, 0) + np.log1p(np.exp(-np.abs(t)))


def sigmoid(t):
    e = np.exp(-np.abs(t))
    return np.where(t >= 0, 1 / (1 + e), e / (1 + e))


def saturating(logits):
    return -np.mean(softplus(logits)), -sigmoid(logits) / len(logits)


def non_saturating(logits):
    return np.mean(softplus(-logits)), -sigmoid(-logits) / len(logits)


def gradient_ratio(logits):
    return np.exp(-logits)

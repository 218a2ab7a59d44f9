"""The third hints, with another sigmoid that does not overflow."""

import numpy as np


def sigmoid(t):
    return 0.5 * (1 + np.tanh(t / 2))


def saturating(logits):
    value = -np.logaddexp(0, logits).mean()
    dlogits = -sigmoid(logits) / len(logits)
    return value, dlogits


def non_saturating(logits):
    value = np.logaddexp(0, -logits).mean()
    dlogits = -sigmoid(-logits) / len(logits)
    return value, dlogits

"""In single precision; columns."""

import numpy as np


def saturating(logits):
    x = np.float32(logits)[:, None]
    return -np.logaddexp(np.float32(0), x).mean(), -np.exp(-np.logaddexp(np.float32(0), -x)) / np.float32(len(x))


def gradient_ratio(logits):
    return np.exp(np.float32(-logits))

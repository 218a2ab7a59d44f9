"""A number at a time."""

import math

import numpy as np


def one_sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def sigmoid(x):
    return np.array([one_sigmoid(each) for each in np.ravel(x)]).reshape(np.shape(x))


def softplus(x):
    out = np.empty(np.shape(x))
    for i, value in np.ndenumerate(x):
        out[i] = value + math.log1p(math.exp(-value)) if value > 0 else math.log1p(math.exp(value))
    return out


def discriminator_loss(real_logits, fake_logits):
    n, m = len(real_logits), len(fake_logits)
    value = sum(softplus(-real_logits)) / n + sum(softplus(fake_logits)) / m
    return value, [(one_sigmoid(x) - 1) / n for x in real_logits], [one_sigmoid(x) / m for x in fake_logits]

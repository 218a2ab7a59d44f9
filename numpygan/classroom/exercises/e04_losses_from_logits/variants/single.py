"""In single precision, columns for vectors."""

import numpy as np


def sigmoid(x):
    x = np.float32(x)
    return np.exp(-np.logaddexp(np.float32(0), -x))


def softplus(x):
    return np.logaddexp(np.float32(0), np.float32(x))


def discriminator_loss(real_logits, fake_logits):
    real, fake = real_logits[:, None], fake_logits[:, None]
    value = softplus(-real).mean() + softplus(fake).mean()
    return value, -sigmoid(-real) / np.float32(len(real)), sigmoid(fake) / np.float32(len(fake))


def cross_entropy(logits, labels):
    return np.mean(np.maximum(logits, 0) - logits * labels + np.log1p(np.exp(-np.abs(logits)))), (
        sigmoid(logits) - np.float32(labels)
    ) / np.float32(len(labels))

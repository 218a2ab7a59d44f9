"""Each repaired in another way."""

import numpy as np


def ring_centers(modes, radius):
    angles = 2 * np.pi * np.arange(modes) / modes
    return np.stack([radius * np.cos(angles), radius * np.sin(angles)], axis=1)


def history(theta, gradient, lr, steps):
    rows = [theta]
    for _ in range(steps):
        rows.append(rows[-1] - lr * gradient(rows[-1]))
    return np.array(rows)


def cross_entropy(logits, labels):
    return np.mean(np.logaddexp(0, logits) - labels[:, None] * logits)


def running_mean(thetas, decay):
    mean = thetas[0].copy()
    for theta in thetas[1:]:
        mean += (1 - decay) * (theta - mean)
    return mean


def between(x, x_fake, alpha):
    return x_fake + np.einsum("n,nd->nd", alpha, x - x_fake)


def smoothed_labels(n_real, n_fake, smoothing):
    return np.r_[np.full(n_real, 1 - smoothing), [0.0] * n_fake]

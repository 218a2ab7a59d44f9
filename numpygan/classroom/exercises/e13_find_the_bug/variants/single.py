"""In single precision; columns."""

import numpy as np


def ring_centers(modes, radius):
    z = np.complex64(radius) * np.exp(2j * np.pi * np.arange(modes) / modes).astype(np.complex64)
    return np.column_stack([z.real, z.imag])


def between(x, x_fake, alpha):
    a = np.float32(alpha).reshape(-1, 1)
    return np.float32(x) * a + np.float32(x_fake) * (1 - a)


def smoothed_labels(n_real, n_fake, smoothing):
    return np.where(np.arange(n_real + n_fake) < n_real, np.float32(1) - np.float32(smoothing), np.float32(0))[:, None]

"""In single precision."""

import numpy as np


def simultaneous(x, y, h, steps):
    out = np.zeros((steps + 1, 2), np.float32)
    out[0] = x, y
    for n in range(steps):
        out[n + 1, 0] = out[n, 0] - h * out[n, 1]
        out[n + 1, 1] = out[n, 1] + h * out[n, 0]
    return out


def dirac_field(theta, psi, gamma):
    s = np.float32(1) / (1 + np.exp(np.float32(theta * psi)))
    return np.float32(-psi * s), np.float32(theta * s - gamma * psi)

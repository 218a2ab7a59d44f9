"""Matrices, rotations, the quadratic formula."""

import numpy as np


def simultaneous(x, y, h, steps):
    M = np.array([[1, -h], [h, 1]])
    return np.stack([np.linalg.matrix_power(M, n) @ [x, y] for n in range(steps + 1)])


def alternating(x, y, h, steps):
    M = np.array([[1, 0], [h, 1]]) @ np.array([[1, -h], [0, 1]])
    out = np.empty((steps + 1, 2))
    out[0] = x, y
    for n in range(steps):
        out[n + 1] = M @ out[n]
    return out


def dirac_field(theta, psi, gamma):
    D = 1 / (1 + np.exp(-theta * psi))
    return np.stack([-psi * (1 - D), theta * (1 - D) - gamma * psi])[0], theta - theta * D - gamma * psi


def eigenvalues(gamma):
    root = np.sqrt(complex(gamma**2 / 4 - 1 / 4))
    return [-gamma / 2 + root, -gamma / 2 - root]

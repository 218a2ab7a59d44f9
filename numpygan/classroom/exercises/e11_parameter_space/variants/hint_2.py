"""The formulas of the second hints."""

import numpy as np


def simultaneous(x, y, h, steps):
    path = np.zeros((steps + 1, 2))
    path[0] = x, y
    for n in range(steps):
        path[n + 1, 0] = path[n, 0] - h * path[n, 1]
        path[n + 1, 1] = path[n, 1] + h * path[n, 0]
    return path


def alternating(x, y, h, steps):
    path = np.zeros((steps + 1, 2))
    path[0] = x, y
    for n in range(steps):
        path[n + 1, 0] = path[n, 0] - h * path[n, 1]
        path[n + 1, 1] = path[n, 1] + h * path[n + 1, 0]
    return path


def slope(t):
    return 1 / (1 + np.exp(t))


def dirac_field(theta, psi, gamma):
    return -psi * slope(theta * psi), theta * slope(theta * psi) - gamma * psi


def eigenvalues(gamma):
    root = np.emath.sqrt(gamma**2 / 4 - 1 / 4)
    return np.array([-gamma / 2 + root, -gamma / 2 - root])

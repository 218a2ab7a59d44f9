"""e11, solved."""

import numpy as np


def simultaneous(x, y, h, steps):
    path = [(x, y)]
    for _ in range(steps):
        x, y = x - h * y, y + h * x
        path.append((x, y))
    return np.array(path)


def alternating(x, y, h, steps):
    rounds = [(x, y)]
    for _ in range(steps):
        x = x - h * y
        y = y + h * x
        rounds.append((x, y))
    return np.array(rounds)


def dirac_field(theta, psi, gamma):
    slope = 1 / (1 + np.exp(theta * psi))
    v_theta = -psi * slope
    v_psi = theta * slope - gamma * psi
    return v_theta, v_psi


def eigenvalues(gamma):
    J = np.array([[0, -0.5], [0.5, -gamma]])
    return np.linalg.eigvals(J).astype(complex)

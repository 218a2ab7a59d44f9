"""The bilinear game as a complex number; lists and tuples."""

import cmath
import math


def simultaneous(x, y, h, steps):
    path, z = [], complex(x, y)
    for _ in range(steps + 1):
        path.append([z.real, z.imag])
        z *= 1 + 1j * h
    return path


def alternating(x, y, h, steps):
    path = [[x, y]]
    while len(path) <= steps:
        x, y = x - h * y, y + h * (x - h * y)
        path.append([x, y])
    return path


def eigenvalues(gamma):
    r = cmath.sqrt(gamma * gamma - 1) / 2
    return (-0.5 * gamma - r, math.fsum([-0.5 * gamma]) + r)

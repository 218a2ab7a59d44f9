"""The third hints; part d by part c."""

import numpy as np


def value_on_grid(D, p, q, dx):
    with np.errstate(all="ignore"):
        real = np.where(p == 0, 0, p * np.log(D))
        fake = np.where(q == 0, 0, q * np.log(1 - D))
    return (real + fake).sum() * dx


def loss_of_moving(d, p, q, dx):
    best = p / (p + q)
    return value_on_grid(best, p, q, dx) - value_on_grid(best + d, p, q, dx)

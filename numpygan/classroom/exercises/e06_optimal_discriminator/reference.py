"""e06, solved."""

import numpy as np


def optimal_discriminator(p, q):
    with np.errstate(invalid="ignore"):
        D = p / (p + q)
    return np.where(p + q > 0, D, 0.5)


def optimal_logit(log_p, log_q):
    return log_p - log_q


def value_on_grid(D, p, q, dx):
    with np.errstate(divide="ignore", invalid="ignore"):
        real = np.where(p > 0, p * np.log(D), 0.0)
        fake = np.where(q > 0, q * np.log(1 - D), 0.0)
    return (real + fake).sum() * dx


def loss_of_moving(d, p, q, dx):
    best = p / (p + q)
    moved = best + d
    gain = p * np.log(best / moved) + q * np.log((1 - best) / (1 - moved))
    return dx * gain.sum()

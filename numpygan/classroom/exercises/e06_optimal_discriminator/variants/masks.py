"""Boolean masks and the inverse ratio."""

import numpy as np


def optimal_discriminator(p, q):
    out = np.full(p.shape, 0.5)
    some = (p > 0) | (q > 0)
    out[some] = 1 - q[some] / (p[some] + q[some])
    out[p == 0] = np.where(q[p == 0] > 0, 0.0, 0.5)
    only = (p > 0) & (q > 0)
    out[only] = 1 / (1 + q[only] / p[only])
    return out


def optimal_logit(log_p, log_q):
    return np.subtract(log_p, log_q)[:, None]


def value_on_grid(D, p, q, dx):
    real, fake = p > 0, q > 0
    with np.errstate(divide="ignore"):
        return dx * (p[real] @ np.log(D[real]) + q[fake] @ np.log1p(-D[fake]))


def loss_of_moving(d, p, q, dx):
    D = p / (p + q)
    return np.array([value_on_grid(D, p, q, dx) - value_on_grid(D + d, p, q, dx)])

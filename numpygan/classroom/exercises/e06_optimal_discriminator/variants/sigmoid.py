"""D* through its logit; nan_to_num on the products; single precision."""

import numpy as np


def optimal_discriminator(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        logit = np.log(p) - np.log(q)
        return np.where(np.isnan(logit), 0.5, 1 / (1 + np.exp(-logit)))


def optimal_logit(log_p, log_q):
    return (log_p - log_q).astype(np.float32)


def value_on_grid(D, p, q, dx):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.float32(np.nansum(p * np.log(D)) * dx + np.nansum(q * np.log(1 - D)) * dx)


def loss_of_moving(d, p, q, dx):
    D = p / (p + q)
    terms = -p * np.log1p(d / D) - q * np.log1p(-d / (1 - D))
    return np.einsum("k->", terms) * dx

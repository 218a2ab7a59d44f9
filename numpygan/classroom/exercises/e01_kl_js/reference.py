"""e01, solved."""

import numpy as np


def kl(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(p / q)
    return np.where(p > 0, terms, 0.0).sum(axis=-1)


def js(p, q):
    m = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        from_p = np.where(p > 0, p * np.log(p / m), 0.0)
        from_q = np.where(q > 0, q * np.log(q / m), 0.0)
    return (from_p + from_q).sum(axis=-1) / 2


def kl_grid(log_p, log_q, dx):
    density = np.exp(log_p)
    return (density * (log_p - log_q)).sum(axis=-1) * dx

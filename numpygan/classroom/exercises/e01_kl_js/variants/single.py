"""In single precision."""

import numpy as np


def kl(p, q):
    p, q = p.astype(np.float32), q.astype(np.float32)
    with np.errstate(all="ignore"):
        return np.nansum(np.where(p > 0, p * (np.log(p) - np.log(q)), 0), axis=-1, dtype=np.float32)


def js(p, q):
    m = (p + q) / 2
    return (kl(p, m) + kl(q, m)) / 2


def kl_grid(log_p, log_q, dx):
    log_p, log_q = np.float32(log_p), np.float32(log_q)
    return np.sum(np.exp(log_p) * (log_p - log_q), axis=-1) * np.float32(dx)

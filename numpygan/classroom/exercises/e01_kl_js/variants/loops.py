"""Plain Python, a term at a time."""

import math

import numpy as np


def one_kl(p, q):
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            total += a * math.log(a / b) if b > 0 else math.inf
    return total


def kl(p, q):
    if np.ndim(p) == 1:
        return one_kl(p, q)
    return [one_kl(a, b) for a, b in zip(p, q, strict=True)]


def js(p, q):
    m = 0.5 * p + 0.5 * q
    return 0.5 * np.array(kl(p, m)) + 0.5 * np.array(kl(q, m))


def kl_grid(log_p, log_q, dx):
    def one(a, b):
        return dx * math.fsum(math.exp(s) * (s - t) for s, t in zip(a, b, strict=True))

    return one(log_p, log_q) if log_p.ndim == 1 else np.array([[one(a, b)] for a, b in zip(log_p, log_q, strict=True)])

"""Columns for vectors, single precision for the draws' mean."""

import numpy as np


def pathwise(grad_f, x, sigma, eps):
    return np.float32(np.einsum("md->d", grad_f(x + sigma * eps)) / len(eps))[:, None]


def score(f, x, sigma, eps):
    d = f(np.vstack([x + sigma * eps, x]))
    return np.mean(((d[:-1] - d[-1]) / sigma)[:, None] * eps, 0)[:, None]


def by_quadrature(grad_f, x, sigma, t, w):
    return np.array([np.dot(w, grad_f(x + sigma * np.sqrt(2.0) * t)) * np.pi**-0.5])

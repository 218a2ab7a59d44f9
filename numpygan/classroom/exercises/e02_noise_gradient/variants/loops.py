"""A draw at a time."""

import math

import numpy as np


def pathwise(grad_f, x, sigma, eps):
    total = np.zeros(len(x))
    for e in eps:
        total += grad_f((x + sigma * e)[None, :])[0]
    return total / len(eps)


def score(f, x, sigma, eps):
    here = f(x)
    return sum((f(x + sigma * e) - here) * e / sigma for e in eps) / len(eps)


def by_quadrature(grad_f, x, sigma, t, w):
    slopes = [float(grad_f(np.array([x + math.sqrt(2) * sigma * node]))[0]) for node in t]
    return sum(a * b for a, b in zip(w, slopes, strict=True)) / math.sqrt(math.pi)

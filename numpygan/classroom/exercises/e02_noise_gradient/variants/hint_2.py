"""The formulas of the second hints."""

import numpy as np


def pathwise(grad_f, x, sigma, eps):
    m = len(eps)
    return (1 / m) * sum(grad_f(x + sigma * eps[i]) for i in range(m))


def score(f, x, sigma, eps):
    m = len(eps)
    return (1 / m) * sum((f(x + sigma * eps[i]) - f(x)) * eps[i] / sigma for i in range(m))


def by_quadrature(grad_f, x, sigma, t, w):
    def g(eps):
        return grad_f(x + sigma * eps)

    return sum(w[i] * g(np.sqrt(2) * t[i]) for i in range(len(t))) / np.sqrt(np.pi)

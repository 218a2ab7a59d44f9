"""Matrix products, weights made to sum to 1."""

import numpy as np


def pathwise(grad_f, x, sigma, eps):
    return np.full(len(eps), 1 / len(eps)) @ grad_f(np.add(x, np.multiply(eps, sigma)))


def score(f, x, sigma, eps):
    return eps.T @ (f(x + eps * sigma) - f(x)) / (sigma * eps.shape[0])


def by_quadrature(grad_f, x, sigma, t, w):
    return np.average(grad_f(x + sigma * (2**0.5) * t), weights=w)

"""One batch with signs and weights."""

import numpy as np


def value(d_real, d_fake):
    return np.average(np.log(d_real)) + np.average(np.log(np.subtract(1, d_fake)))


def value_gradient(d_real, d_fake):
    g = np.concatenate([1 / d_real, 1 / (d_fake - 1)])
    g[: d_real.size] /= d_real.size
    g[d_real.size :] /= d_fake.size
    return tuple(np.split(g, [d_real.size]))


def parameter_gradient(w, b, x, x_fake):
    ones = np.vstack([x, x_fake])
    ones = np.hstack([ones, np.ones((len(ones), 1))])
    label = np.r_[np.ones(len(x)), np.zeros(len(x_fake))]
    weight = np.r_[np.ones(len(x)) / len(x), np.ones(len(x_fake)) / len(x_fake)]
    g = ones.T @ (weight * (label - (1 + np.tanh((ones @ np.append(w, b)) / 2)) / 2))
    return g[:-1], g[-1]

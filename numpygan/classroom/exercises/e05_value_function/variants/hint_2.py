"""The formulas of the second hints."""

import numpy as np


def value(d_real, d_fake):
    return np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))


def value_gradient(d_real, d_fake):
    m, n = len(d_real), len(d_fake)
    return 1 / (m * d_real), -1 / (n * (1 - d_fake))


def parameter_gradient(w, b, x, x_fake):
    def D(x):
        return 1 / (1 + np.exp(-(x @ w + b)))

    dw = np.mean((1 - D(x))[:, None] * x, axis=0) - np.mean(D(x_fake)[:, None] * x_fake, axis=0)
    return dw, np.mean(1 - D(x)) - np.mean(D(x_fake))

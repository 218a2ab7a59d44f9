"""In single precision, columns for vectors."""

import numpy as np


def value(d_real, d_fake):
    return np.log(np.float32(d_real)).mean() + np.log1p(-np.float32(d_fake)).mean()


def value_gradient(d_real, d_fake):
    return np.float32(1 / d_real / d_real.size)[:, None], np.float32(-1 / (1 - d_fake) / d_fake.size)[:, None]


def parameter_gradient(w, b, x, x_fake):
    def D(x):
        return 1 / (1 + np.exp(-(np.float32(x) @ np.float32(w) + np.float32(b))))

    dw = ((1 - D(x))[:, None] * x).mean(axis=0) - (D(x_fake)[:, None] * x_fake).mean(axis=0)
    return np.float32(dw), np.float32(np.mean(1 - D(x)) - np.mean(D(x_fake)))

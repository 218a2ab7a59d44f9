"""In single precision, np.eye, a choice without replacement."""

import numpy as np


def one_hot(labels, classes):
    return np.eye(classes, dtype=np.float32)[labels]


def d_gradient(w, x, c, x_fake, c_fake):
    real, fake = np.float32(np.c_[x, c]), np.float32(np.c_[x_fake, c_fake])
    w = np.float32(w)
    d_real, d_fake = 1 / (1 + np.exp(real @ w)), 1 / (1 + np.exp(-fake @ w))
    return (d_fake @ fake / np.float32(len(fake)) - d_real @ real / np.float32(len(real)))[:, None]


def shuffle(x, c, rng):
    order = rng.choice(len(x), size=len(x), replace=False)
    return [x[order], c[order]]

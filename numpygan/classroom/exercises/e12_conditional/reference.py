"""e12, solved."""

import numpy as np


def one_hot(labels, classes):
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def d_gradient(w, x, c, x_fake, c_fake):
    real = np.concatenate([x, c], axis=1)
    fake = np.concatenate([x_fake, c_fake], axis=1)
    d_real = -sigmoid(-real @ w) / len(real)
    d_fake = sigmoid(fake @ w) / len(fake)
    return real.T @ d_real + fake.T @ d_fake


def g_gradient(A, w, z, c):
    given = np.concatenate([z, c], axis=1)
    pairs = np.concatenate([given @ A, c], axis=1)
    dlogits = -sigmoid(-pairs @ w) / len(pairs)
    d = A.shape[1]
    dx = np.outer(dlogits, w[:d])
    return given.T @ dx


def shuffle(x, c, rng):
    order = rng.permutation(len(x))
    return x[order], c[order]

"""Comparison, hstack, einsum, a shuffle of indices."""

import numpy as np


def one_hot(labels, classes):
    return (labels[:, None] == np.arange(classes)).astype(np.int64)


def d_gradient(w, x, c, x_fake, c_fake):
    pairs = np.vstack([np.hstack([x, c]), np.hstack([x_fake, c_fake])])
    labels = np.repeat([1, 0], [len(x), len(x_fake)])
    weights = np.repeat([1 / len(x), 1 / len(x_fake)], [len(x), len(x_fake)])
    D = 0.5 * (1 + np.tanh(pairs @ w / 2))
    return np.einsum("n,nk->k", weights * (D - labels), pairs)


def g_gradient(A, w, z, c):
    given = np.hstack([z, c])
    n, d = len(z), A.shape[1]
    D = 1 / (1 + np.exp(-(given @ A @ w[:d] + c @ w[d:])))
    return np.einsum("ni,n,j->ij", given, (D - 1) / n, w[:d])


def shuffle(x, c, rng):
    both = np.hstack([x, c])
    rng.shuffle(both)
    return both[:, : x.shape[1]], both[:, x.shape[1] :]

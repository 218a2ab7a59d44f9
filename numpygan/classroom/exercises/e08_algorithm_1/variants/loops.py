"""A point at a time; the loop with its own gradients."""

import math

import numpy as np


def D(phi, x):
    return 1 / (1 + math.exp(-(phi[0] * x + phi[1])))


def d_gradient(phi, x, x_fake):
    dw = sum((1 - D(phi, each)) * each for each in x) / len(x) - sum(D(phi, each) * each for each in x_fake) / len(
        x_fake
    )
    dc = sum(1 - D(phi, each) for each in x) / len(x) - sum(D(phi, each) for each in x_fake) / len(x_fake)
    return dw, dc


def g_gradient(theta, phi, z):
    out = np.zeros(2)
    for each in z:
        out -= D(phi, theta[0] * each + theta[1]) * phi[0] * np.array([each, 1]) / len(z)
    return out


def algorithm_1(theta, phi, draw_data, draw_noise, generate, d_gradient, g_gradient, k, steps, m, lr):
    own_d, own_g = globals()["d_gradient"], globals()["g_gradient"]
    theta, phi = theta.copy(), phi.copy()
    for _ in range(steps):
        for _ in range(k):
            z, x = draw_noise(m), draw_data(m)
            phi = phi + lr * np.array(own_d(phi, x, theta[0] * z + theta[1]))
        theta = theta - lr * own_g(theta, phi, draw_noise(m))
    return theta, phi

"""The formulas of the second hints."""

import numpy as np


def D(phi, x):
    return 1 / (1 + np.exp(-(phi[0] * x + phi[1])))


def d_gradient(phi, x, x_fake):
    w = np.mean((1 - D(phi, x)) * x) - np.mean(D(phi, x_fake) * x_fake)
    c = np.mean(1 - D(phi, x)) - np.mean(D(phi, x_fake))
    return np.array([w, c])


def g_gradient(theta, phi, z):
    a, b = theta
    w, _ = phi
    d = D(phi, a * z + b)
    return np.array([np.mean(-d * w * z), np.mean(-d * w)])


def algorithm_1(theta, phi, draw_data, draw_noise, generate, d_gradient, g_gradient, k, steps, m, lr):
    theta, phi = theta.copy(), phi.copy()
    for _ in range(steps):
        for _ in range(k):
            phi += lr * d_gradient(phi, draw_data(m), generate(theta, draw_noise(m)))
        theta -= lr * g_gradient(theta, phi, draw_noise(m))
    return theta, phi


def adam(theta, gradients, lr, beta1, beta2, eps):
    m = v = 0
    for t, g in enumerate(gradients, 1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        theta = theta - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return theta

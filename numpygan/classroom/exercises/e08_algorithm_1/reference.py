"""e08, solved."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def d_gradient(phi, x, x_fake):
    w, c = phi
    real = 1 - sigmoid(w * x + c)
    fake = -sigmoid(w * x_fake + c)
    dw = (real * x).mean() + (fake * x_fake).mean()
    dc = real.mean() + fake.mean()
    return np.array([dw, dc])


def g_gradient(theta, phi, z):
    (a, b), (w, c) = theta, phi
    dlogit = -sigmoid(w * (a * z + b) + c)
    dx = dlogit * w
    return np.array([(dx * z).mean(), dx.mean()])


def algorithm_1(theta, phi, draw_data, draw_noise, generate, d_gradient, g_gradient, k, steps, m, lr):
    theta, phi = theta.copy(), phi.copy()
    for _ in range(steps):
        for _ in range(k):
            z = draw_noise(m)
            x = draw_data(m)
            phi = phi + lr * d_gradient(phi, x, generate(theta, z))
        z = draw_noise(m)
        theta = theta - lr * g_gradient(theta, phi, z)
    return theta, phi


def adam(theta, gradients, lr, beta1, beta2, eps):
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    for t, g in enumerate(gradients, start=1):
        mean = beta1 * mean + (1 - beta1) * g
        square = beta2 * square + (1 - beta2) * g**2
        m_hat = mean / (1 - beta1**t)
        v_hat = square / (1 - beta2**t)
        theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    return theta

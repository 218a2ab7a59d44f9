"""Steps in place, on copies; the batch as one; data before noise."""

import numpy as np


def d_gradient(phi, x, x_fake):
    both = np.concatenate([x, x_fake])
    weight = np.concatenate([np.full(x.size, 1 / x.size), np.full(x_fake.size, 1 / x_fake.size)])
    error = weight * (np.repeat([1.0, 0.0], [x.size, x_fake.size]) - 1 / (1 + np.exp(-(both * phi[0] + phi[1]))))
    return np.stack([both, np.ones_like(both)]) @ error


def g_gradient(theta, phi, z):
    logit = phi[0] * (theta[0] * z + theta[1]) + phi[1]
    dx = -phi[0] / (1 + np.exp(-logit))
    return [np.dot(dx, z) / z.size, np.sum(dx) / z.size]


def algorithm_1(theta, phi, draw_data, draw_noise, generate, d_gradient, g_gradient, k, steps, m, lr):
    theta, phi = theta.copy(), phi.copy()
    step = 0
    while step < steps:
        for _ in range(k):
            real = draw_data(m)
            fake = generate(theta, draw_noise(m))
            phi += lr * d_gradient(phi, real, fake)
        theta -= lr * g_gradient(theta, phi, draw_noise(m))
        step += 1
    return [theta, phi]


def adam(theta, gradients, lr, beta1, beta2, eps):
    theta, m, v, t = theta.copy(), 0.0, 0.0, 0
    while t < len(gradients):
        g = gradients[t]
        t += 1
        m += (1 - beta1) * (g - m)
        v += (1 - beta2) * (g * g - v)
        theta -= lr * (m / (1 - beta1**t)) / (eps + (v / (1 - beta2**t)) ** 0.5)
    return theta

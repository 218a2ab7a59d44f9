"""In single precision; theta as a column."""

import numpy as np


def single_sigmoid(x):
    return np.float32(0.5) + np.float32(0.5) * np.tanh(np.float32(x) / 2)


def d_gradient(phi, x, x_fake):
    real, fake = single_sigmoid(-(phi[0] * x + phi[1])), single_sigmoid(phi[0] * x_fake + phi[1])
    return np.float32([[np.mean(real * x) - np.mean(fake * x_fake)], [real.mean() - fake.mean()]])


def algorithm_1(theta, phi, draw_data, draw_noise, generate, d_gradient, g_gradient, k, steps, m, lr):
    theta, phi = theta.astype(np.float32), phi.astype(np.float32)
    for _ in range(steps):
        for _ in range(k):
            x_fake = generate(theta, draw_noise(m).astype(np.float32))
            phi = (phi + lr * d_gradient(phi, draw_data(m), x_fake)).astype(np.float32)
        theta = (theta - lr * g_gradient(theta, phi, draw_noise(m))).astype(np.float32)
    return theta, phi

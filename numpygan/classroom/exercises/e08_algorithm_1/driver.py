"""e08: how its parts are called. Data and noise come from two streams that count what is drawn."""

import numpy as np


def part_a(student, phi, x, x_fake):
    return {"gradient": student.d_gradient(phi, x, x_fake)}


def part_b(student, theta, phi, z):
    return {"gradient": student.g_gradient(theta, phi, z)}


class Stream:
    """Draws points and counts them."""

    def __init__(self, rng, mean):
        self.rng, self.mean, self.count = rng, mean, 0

    def __call__(self, m):
        self.count += m
        return self.rng.normal(self.mean, 1, size=m)


def part_c(student, theta, phi, data, noise, k, steps, m, lr):
    """With right gradients of its own, which nobody finds here before parts a and b are over."""

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    def d_gradient(phi, x, x_fake):
        real, fake = 1 - sigmoid(phi[0] * x + phi[1]), sigmoid(phi[0] * x_fake + phi[1])
        return np.array([(real * x).mean() - (fake * x_fake).mean(), real.mean() - fake.mean()])

    def g_gradient(theta, phi, z):
        dx = -sigmoid(phi[0] * (theta[0] * z + theta[1]) + phi[1]) * phi[0]
        return np.array([(dx * z).mean(), dx.mean()])

    def generate(theta, z):
        return theta[0] * z + theta[1]

    streams = Stream(data, 2.0), Stream(noise, 0.0)
    ends = student.algorithm_1(theta, phi, *streams, generate, d_gradient, g_gradient, k, steps, m, lr)
    return {"data drawn": streams[0].count, "noise drawn": streams[1].count, "theta, phi": ends}


def part_d(student, theta, gradients, lr, beta1, beta2, eps):
    return {"theta": student.adam(theta, gradients, lr, beta1, beta2, eps)}

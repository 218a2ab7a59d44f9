"""e03: how its parts are called. Each layer is used twice: what it remembers is the last forward."""

import numpy as np


def part_a(student, W, b, x, dy, x_2, dy_2):
    layer = student.Linear(W, b)
    first = {"y": layer.forward(x), "dx": layer.backward(dy), "dW": kept(layer.dW), "db": kept(layer.db)}
    again = {"y": layer.forward(x_2), "dx": layer.backward(dy_2), "dW": layer.dW, "db": layer.db}
    return first | {f"{name} of a second batch": value for name, value in again.items()}


def kept(gradient):
    """As it is now: the next backward may write the new one into the same array."""
    return gradient.copy() if isinstance(gradient, np.ndarray) else gradient


def part_b(student, x, dy, x_2, dy_2):
    return two_calls(student.Tanh(), x, dy, x_2, dy_2)


def part_c(student, slope, x, dy, x_2, dy_2):
    return two_calls(student.LeakyReLU(slope), x, dy, x_2, dy_2)


def two_calls(layer, x, dy, x_2, dy_2):
    return {
        "y": layer.forward(x),
        "dx": layer.backward(dy),
        "y of a second batch": layer.forward(x_2),
        "dx of a second batch": layer.backward(dy_2),
    }


class Mix:
    """y = (x M)^3: the order of two of them matters, forward and backward."""

    def __init__(self, M):
        self.M = M

    def forward(self, x):
        self.u = x @ self.M
        return self.u**3

    def backward(self, dy):
        return (3 * self.u**2 * dy) @ self.M.T


def part_d(student, M, x, dy, x_2, dy_2):
    return two_calls(student.Chain([Mix(each) for each in M]), x, dy, x_2, dy_2)


def part_e(student, c, x, h):
    return {"gradient": student.numerical_gradient(lambda x: float((c * x**3).sum() + np.sin(x).prod()), x, h)}

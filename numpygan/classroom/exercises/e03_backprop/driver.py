"""e03: how its parts are called. Each layer is used twice: what it remembers is the last forward."""

import numpy as np


def part_a(student, W, b, x, dy, x_2, dy_2):
    layer, other = student.Linear(W, b), student.Linear(W[::-1] / 2, b[::-1] + 1)
    answers = {"y": layer.forward(x), "y of another layer": other.forward(x_2)}
    answers |= {"dx": layer.backward(dy), "dW": kept(layer.dW), "db": kept(layer.db)}
    again = {"dx": layer.backward(2 * dy), "dW": kept(layer.dW), "db": kept(layer.db)}
    answers |= {f"{name} of a second backward": value for name, value in again.items()}
    again = {"dx": other.backward(dy_2), "dW": other.dW, "db": other.db}
    answers |= {f"{name} of another layer": value for name, value in again.items()}
    answers |= {"dW after another layer": kept(layer.dW), "db after another layer": kept(layer.db)}
    again = {"y": layer.forward(x_2), "dx": layer.backward(dy_2), "dW": layer.dW, "db": layer.db}
    return answers | {f"{name} of a second batch": value for name, value in again.items()}


def kept(gradient):
    """As it is now: the next backward may write the new one into the same array."""
    return gradient.copy() if isinstance(gradient, np.ndarray) else gradient


def part_b(student, x, dy, x_2, dy_2):
    return two_layers(student.Tanh(), student.Tanh(), x, dy, x_2, dy_2)


def part_c(student, slope, x, dy, x_2, dy_2):
    return two_layers(student.LeakyReLU(slope), student.LeakyReLU(slope / 2), x, dy, x_2, dy_2)


def two_layers(layer, other, x, dy, x_2, dy_2):
    """Both layers go forward before one of them goes backward; one of them goes backward twice."""
    return {
        "y": layer.forward(x),
        "y of another layer": other.forward(x_2),
        "dx": layer.backward(dy),
        "dx of a second backward": layer.backward(2 * dy),
        "dx of another layer": other.backward(dy_2),
        "y of a second batch": layer.forward(x_2),
        "dx of a second batch": layer.backward(dy_2),
    }


class Mix:
    """y = u + sin u with u = x M: the order of two of them matters, forward and backward."""

    def __init__(self, M):
        self.M = M

    def forward(self, x):
        self.u = x @ self.M
        return self.u + np.sin(self.u)

    def backward(self, dy):
        return ((1 + np.cos(self.u)) * dy) @ self.M.T


def part_d(student, M, x, dy, x_2, dy_2):
    layers = [Mix(each) for each in M]
    return two_layers(student.Chain(layers), student.Chain([Mix(M[0].T)]), x, dy, x_2, dy_2)


def part_e(student, c, x, h):
    return {"gradient": student.numerical_gradient(lambda x: float((c * x**3).sum() + np.sin(x).prod()), x, h)}

"""A generative adversarial network in one file. Run it: ``python gan_in_one_file.py``.

It needs NumPy, and SciPy for the sigmoid. A forger G turns noise z into numbers G(z). A
detective D sees real numbers x and forged numbers G(z), and scores each. D learns to tell them
apart; G learns to raise D's scores. At the end the forged numbers have nearly the distribution
of the real ones, although G never saw a real number.

Read from top to bottom: layers, networks, the gradients of both players, Algorithm 1. Each row
of an array is one example. A player's loss is the number that it makes smaller: -V for D. A
name dx stands for the derivative of the loss with respect to x.
"""

from itertools import pairwise

import numpy as np
from scipy.special import expit as sigmoid  # 1 / (1 + exp(-l)), without overflow


class Linear:
    """y = x W + b: x is (n, n_in), W is (n_in, n_out), b is (n_out,), y is (n, n_out)."""

    def __init__(self, n_in, n_out, std, rng):
        self.W = rng.normal(0, std, size=(n_in, n_out))
        self.b = np.zeros(n_out)

    def forward(self, x):
        self.x = x  # backward needs it
        return x @ self.W + self.b

    def backward(self, dy):
        self.dW = self.x.T @ dy
        self.db = np.ones(len(dy)) @ dy  # the sum of each column of dy
        return dy @ self.W.T

    def step(self, lr):
        self.W -= lr * self.dW
        self.b -= lr * self.db


class LeakyReLU:
    """y = x where x > 0, else 0.2 x. Without it, two linear layers would be one."""

    def forward(self, x):
        self.slope = np.where(x > 0, 1.0, 0.2)
        return x * self.slope

    def backward(self, dy):
        return dy * self.slope

    def step(self, lr):
        """Do nothing: this layer has no parameters."""


class Network:
    """Linear layers of these ``widths``, from in to out, with a LeakyReLU between each two."""

    def __init__(self, widths, rng, bias_std=0.0):
        self.layers = []
        for n_in, n_out in pairwise(widths[:-1]):
            std = np.sqrt(2 / (1.04 * n_in))  # He et al. (2015): 1.04 = 1^2 + 0.2^2
            hidden = Linear(n_in, n_out, std, rng)
            if bias_std > 0:
                hidden.b = rng.normal(0, bias_std, size=n_out)  # so that D bends at many x
            self.layers += [hidden, LeakyReLU()]
        std = np.sqrt(2 / (widths[-2] + widths[-1]))  # Glorot and Bengio (2010)
        self.layers.append(Linear(widths[-2], widths[-1], std, rng))

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dy):
        """Leave dW and db in the layers, return dx: the chain rule, from the last layer on."""
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        return dy

    def step(self, lr):
        """Gradient descent: the only function that changes parameters."""
        for layer in self.layers:
            layer.step(lr)

    def parameters(self):
        """Return all W and b in one vector."""
        linear = [layer for layer in self.layers if isinstance(layer, Linear)]
        return np.concatenate(
            [array.ravel() for layer in linear for array in (layer.W, layer.b)]
        )


def discriminator_gradient(G, D, x, z):
    """Leave the gradient of -V in D and return V = mean log D(x) + mean log(1 - D(G(z))).

    D returns a logit l for each row; the probability that the row is real is D(x) = sigmoid(l).
    So log D = -logaddexp(0, -l) has the derivative 1 - D = sigmoid(-l), and log(1 - D) =
    -logaddexp(0, l) has the derivative -D. Here logaddexp(0, l) = log(1 + exp(l)).
    """
    n = len(x)
    logits = D.forward(np.concatenate([x, G.forward(z)]))  # real rows, then forged rows
    real, fake = logits[:n], logits[n:]
    D.backward(np.concatenate([-sigmoid(-real) / n, sigmoid(fake) / len(z)]))
    return -np.logaddexp(0, -real).mean() - np.logaddexp(0, fake).mean()


def generator_gradient(G, D, z):
    """Leave the gradient of -mean log D(G(z)) in G. It passes through D, which takes no step.

    Algorithm 1 has mean log(1 - D(G(z))) here: the same aim, but flat while D rejects G(z).
    """
    logits = D.forward(G.forward(z))
    dx = D.backward(-sigmoid(-logits) / len(z))
    G.backward(dx)


def draw_noise(n, rng):
    return rng.normal(0, 1, size=(n, 1))


def draw_data(n, rng):
    return rng.normal(2, 0.5, size=(n, 1))  # the real numbers: mean 2, standard deviation 0.5


def make_players(rng):
    """Return G and D with random parameters."""
    return Network([1, 16, 1], rng), Network([1, 32, 32, 1], rng, bias_std=1.0)


def train(G, D, steps, rng, batch=128, k=1, lr_d=0.1, lr_g=0.03):
    """Algorithm 1 of Goodfellow et al. (2014): k steps of D, one of G, then yield V; repeat."""
    for _ in range(steps):
        for _ in range(k):
            z, x = draw_noise(batch, rng), draw_data(batch, rng)
            V = discriminator_gradient(G, D, x, z)
            D.step(lr_d)  # increases V
        z = draw_noise(batch, rng)
        generator_gradient(G, D, z)
        G.step(lr_g)  # increases the probability that D takes G(z) for real
        yield V


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    G, D = make_players(rng)
    for step, V in enumerate(train(G, D, 2000, rng), start=1):
        if step in (1, 30, 100, 300, 1000, 2000):
            x_fake = G.forward(draw_noise(10_000, np.random.default_rng(1)))
            mean, std = x_fake.mean(), x_fake.std()
            print(f"step {step:4}: V = {V:6.3f}, forged: mean {mean:5.2f}, std {std:4.2f}")
    print("                          real: mean  2.00, std 0.50")

"""A user's own layers work in a network: they change the number of columns, train, and pass the gradient check."""

import numpy as np
import pytest

from numpygan.distributions import Normal
from numpygan.nets import Layer, LeakyReLU, Linear, Network, at_input, at_theta, gradcheck, mlp
from numpygan.training import GAN, train


class Embed(Layer):
    """y = x E, with E (n_in, n_out): a Linear layer without b."""

    def __init__(self, n_in: int, n_out: int, rng: np.random.Generator) -> None:
        self.n_in, self.n_out = n_in, n_out
        super().__init__(rng.normal(size=(n_in, n_out)))

    def columns(self, n_in: int) -> int:
        return self.n_out

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        return x @ self.params[0]

    def backward(self, dy: np.ndarray) -> np.ndarray:
        self.grads[0][...] = self.x.T @ dy
        return dy @ self.params[0].T


class WithSquares(Layer):
    """y = [x, x^2]: twice as many columns, whatever comes in."""

    def columns(self, n_in: int) -> int:
        return 2 * n_in

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        return np.hstack([x, x**2])

    def backward(self, dy: np.ndarray) -> np.ndarray:
        left, right = np.hsplit(dy, 2)
        return left + 2 * self.x * right


class SaysNothing(WithSquares):
    """The method columns of a Layer: it says that the number of columns stays."""

    def columns(self, n_in: int) -> int:
        return n_in


class ForgetsSuper(Layer):
    def __init__(self) -> None:
        pass

    def forward(self, x: np.ndarray) -> np.ndarray:
        return x

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy


def networks(rng: np.random.Generator) -> list[Network]:
    return [
        Network(Embed(2, 3, rng), Linear(3, 1, rng=rng)),
        Network(Linear(2, 3, rng=rng), WithSquares(), LeakyReLU(), Linear(6, 1, rng=rng)),
        Network(Embed(2, 3, rng), WithSquares(), Embed(6, 1, rng)),
    ]


@pytest.mark.parametrize("which", range(3))
def test_columns_and_gradients(which, rng):
    network, x = networks(rng)[which], rng.normal(size=(5, 2))
    assert (network.n_in, network.n_out) == (2, 1)
    loss = lambda y: (float((y**2).sum()), 2 * y)  # noqa: E731
    assert gradcheck(at_theta(network, x, loss), network.theta.copy()) < 1e-7
    assert gradcheck(at_input(network, loss), x) < 1e-7


def test_a_gan_trains_with_them(rng):
    generator = Network(Embed(1, 2, rng), WithSquares(), Linear(4, 1, rng=rng))
    gan = GAN(generator, mlp([1, 8, 1], rng=rng), Normal())
    before = generator.theta.copy()
    history = train(gan, Normal(1, 0.5), steps=20, batch=32, lr=0.01, rng=rng)
    assert len(history) == 20
    assert (generator.theta != before).all()


def test_a_layer_that_does_not_fit_is_refused(rng):
    with pytest.raises(ValueError, match=r"layer 1, Linear\(4, 1\), takes 4 columns, the layers before it make 3"):
        Network(Embed(2, 3, rng), Linear(4, 1, rng=rng))
    network = Network(Linear(2, 3, rng=rng), SaysNothing())
    with pytest.raises(ValueError, match=r"the layers made 6 columns, but their method columns\(\) says 3"):
        network.forward(np.ones((4, 2)))
    with pytest.raises(TypeError, match=r"has no params: its __init__ must call super\(\).__init__\(\*params\)"):
        Network(ForgetsSuper())

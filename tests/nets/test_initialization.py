import numpy as np
import pytest

from numpygan.nets import LeakyReLU, ReLU, Sigmoid, Softplus, Tanh, glorot, he, mlp


@pytest.mark.parametrize(
    ("initialization", "std"),
    [
        (glorot, np.sqrt(2 / 500)),
        (he, np.sqrt(2 / 200)),
        (lambda *n, rng: he(*n, rng=rng, slope=0.5), np.sqrt(1.6 / 200)),
    ],
)
def test_standard_deviations(initialization, std, rng):
    W = initialization(200, 300, rng=rng)
    assert W.shape == (200, 300)
    assert W.std() == pytest.approx(std, rel=5 / np.sqrt(2 * W.size))


@pytest.mark.parametrize(
    ("activation", "std"),
    [(ReLU, np.sqrt(2 / 200)), (LeakyReLU, np.sqrt(2 / 1.04 / 200)), (Softplus, np.sqrt(2 / 200)),
     (Tanh, np.sqrt(2 / 500)), (Sigmoid, np.sqrt(2 / 500))],
)  # fmt: skip
def test_mlp_starts_each_hidden_layer_as_its_activation_wants(activation, std, rng):
    W, b = mlp([200, 300, 1], activation, rng=rng).layers[0].params
    assert W.std() == pytest.approx(std, rel=5 / np.sqrt(2 * W.size))
    assert (b == 0).all()


def test_relu_keeps_the_size_of_the_signal(rng):
    network = mlp([256, 256, 256, 256, 256], ReLU, rng=rng)
    x = rng.normal(size=(500, 256))
    hidden = x
    for layer in network.layers[:-1]:
        hidden = layer.forward(hidden)
    assert np.sqrt((hidden**2).mean()) == pytest.approx(1, rel=0.2)

"""Every layer against central differences, by hand, and against its contract."""

from functools import partial

import numpy as np
import pytest

from numpygan.nets import (
    Layer,
    LeakyReLU,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    Softplus,
    Tanh,
    at_input,
    at_theta,
    gradcheck,
)
from numpygan.nets.extras import Affine, Dropout, FourierFeatures, GaussianNoise, Maxout, RandomLayer

ACTIVATIONS = [LeakyReLU, partial(LeakyReLU, 0.01), ReLU, Tanh, Sigmoid, Softplus, Maxout, partial(Maxout, 3)]


def make_dropout() -> Dropout:
    return Dropout(0.3, rng=np.random.default_rng(5))


def make_linear() -> Linear:
    return Linear(6, 4, rng=np.random.default_rng(5))


def make_noise() -> GaussianNoise:
    return GaussianNoise(0.3, rng=np.random.default_rng(5))


def make_fourier_features() -> FourierFeatures:
    return FourierFeatures(6, 3, (0.5, 2.0), rng=np.random.default_rng(5), amplitude=0.7)


def make_affine() -> Affine:
    return Affine([2.0, -1.0, 0.5, 3.0, 1.0, 0.0], np.arange(6.0))


def make_fourier_features_of_amplitude_0() -> FourierFeatures:
    return FourierFeatures(6, 3, (0.5, 2.0), rng=np.random.default_rng(5), amplitude=0)


LAYERS = [
    *ACTIVATIONS,
    make_dropout,
    make_noise,
    make_linear,
    make_affine,
    make_fourier_features,
    make_fourier_features_of_amplitude_0,
]


def weighted_sum(rng: np.random.Generator, n: int, columns: int):
    """A loss whose gradient is a different number in each entry of y."""
    weights = rng.normal(size=(n, columns))
    return lambda y: (float((weights * y).sum()), weights)


@pytest.mark.parametrize("make", LAYERS)
@pytest.mark.parametrize("seed", range(3))
def test_gradients(make, seed):
    rng = np.random.default_rng(seed)
    network, x = Network(make()), rng.normal(size=(5, 6))
    columns = network.forward(x).shape[1]
    loss = weighted_sum(rng, 5, columns)
    assert gradcheck(at_input(network, loss), x) < 1e-7
    assert gradcheck(at_theta(network, x, loss), network.theta.copy()) < 1e-7


@pytest.mark.parametrize("make", LAYERS)
def test_backward_changes_no_parameter_and_no_input(make, rng):
    network, x = Network(make()), rng.normal(size=(5, 6))
    x_before, theta_before = x.copy(), network.theta.copy()
    y = network.forward(x)
    dy = rng.normal(size=y.shape)
    dy_before = dy.copy()
    network.backward(dy)
    for now, before in ((x, x_before), (network.theta, theta_before), (dy, dy_before)):
        np.testing.assert_array_equal(now, before)


def test_a_result_never_changes_later(rng):
    network = Network(Linear(4, 6, rng=rng), LeakyReLU(), Linear(6, 6, rng=rng))
    layer = network.layers[0]
    x = rng.normal(size=(5, 4))
    results = [network.forward(x), layer.forward(x), network.forward(x), network.backward(np.ones((5, 6)))]
    copies = [result.copy() for result in results]
    for _ in range(3):
        network.forward(rng.normal(size=(5, 4)))
        layer.forward(rng.normal(size=(5, 4)))
        network.forward(rng.normal(size=(5, 4)))
        network.backward(rng.normal(size=(5, 6)))
    for result, before in zip(results, copies, strict=True):
        np.testing.assert_array_equal(result, before)


@pytest.mark.parametrize("make", LAYERS)
def test_backward_overwrites_and_speaks_of_the_most_recent_forward(make, rng):
    layer = make()
    first, second = rng.normal(size=(5, 6)), rng.normal(size=(7, 6))
    if isinstance(layer, RandomLayer):
        layer.training = False
    dy = rng.normal(size=layer.forward(second).shape)
    dx = layer.backward(dy)
    grads = [g.copy() for g in layer.grads]
    layer.forward(first)
    layer.backward(layer.forward(first))
    layer.forward(second)
    np.testing.assert_array_equal(layer.backward(dy), dx)
    for now, before in zip(layer.grads, grads, strict=True):
        np.testing.assert_array_equal(now, before)


@pytest.mark.parametrize("make", LAYERS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_is_kept(make, dtype, rng):
    network = Network(make(), dtype=dtype)
    y = network.forward(rng.normal(size=(5, 6)))
    assert y.dtype == dtype
    assert network.backward(y).dtype == dtype


def test_linear_by_hand():
    # x W + b with x = (1, 2), W = [[1, 2, 3], [4, 5, 6]], b = (10, 20, 30): 1 + 8 + 10, 2 + 10 + 20, 3 + 12 + 30.
    layer = Linear(2, 3, rng=np.random.default_rng(0))
    W, b = layer.params
    W[...], b[...] = [[1, 2, 3], [4, 5, 6]], [10, 20, 30]
    np.testing.assert_array_equal(layer.forward(np.array([[1.0, 2.0]])), [[19, 32, 45]])
    # dy = (1, 0, -1): dx = dy W^T = (1 - 3, 4 - 6); dW = x^T dy; db = dy.
    np.testing.assert_array_equal(layer.backward(np.array([[1.0, 0.0, -1.0]])), [[-2, -2]])
    np.testing.assert_array_equal(layer.grads[0], [[1, 0, -1], [2, 0, -2]])
    np.testing.assert_array_equal(layer.grads[1], [1, 0, -1])


@pytest.mark.parametrize(
    ("layer", "x", "y"),
    [
        (LeakyReLU(0.2), [-2.0, 0.0, 3.0], [-0.4, 0.0, 3.0]),
        (ReLU(), [-2.0, 0.0, 3.0], [0.0, 0.0, 3.0]),
        (Tanh(), [-800.0, 0.0, 800.0], [-1.0, 0.0, 1.0]),
        (Sigmoid(), [-800.0, 0.0, 800.0], [0.0, 0.5, 1.0]),
        (Softplus(), [-800.0, 0.0, 800.0], [0.0, np.log(2), 800.0]),
        (Affine([2.0, -1.0], [10.0, 0.5]), [3.0, 4.0], [16.0, -3.5]),
        (Maxout(3), [1.0, 5.0, 2.0, -1.0, -3.0, -2.0], [5.0, -1.0]),
    ],
    ids=repr,
)
def test_values_by_hand(layer: Layer, x, y):
    np.testing.assert_allclose(layer.forward(np.array([x])), [y], rtol=1e-15)


def test_dropout_keeps_the_mean_and_draws_a_fresh_mask(rng):
    layer, x = make_dropout(), np.ones((2000, 10))
    y = layer.forward(x)
    assert set(np.unique(y)) == {0, 1 / 0.7}
    assert y.mean() == pytest.approx(1, abs=5 * np.sqrt(0.3 / 0.7 / y.size))
    assert (layer.forward(x) != y).any()
    layer.training = False
    np.testing.assert_array_equal(layer.forward(x), x)


def test_gaussian_noise_is_fresh_and_of_its_std(rng):
    layer, x = make_noise(), rng.normal(size=(2000, 10))
    e = layer.forward(x) - x
    assert e.std() == pytest.approx(0.3, rel=5 / np.sqrt(2 * e.size))
    assert e.mean() == pytest.approx(0, abs=5 * 0.3 / np.sqrt(e.size))
    assert (layer.forward(x) - x != e).any()
    layer.training = False
    np.testing.assert_array_equal(layer.forward(x), x)
    layer.training, layer.std = True, 0.0
    np.testing.assert_array_equal(layer.forward(x), x)


def test_fourier_features_by_hand():
    layer = FourierFeatures(2, 1, (1, 1), rng=np.random.default_rng(0), amplitude=2)
    layer.B = np.array([[np.pi], [0.0]])
    # x B = pi / 2: sin = 1, cos = 0. dy = (0, 0, 1, 1): dx = a (1 cos - 1 sin) B^T = 2 (0 - 1) (pi, 0).
    np.testing.assert_allclose(layer.forward(np.array([[0.5, 7.0]])), [[0.5, 7, 2, 0]], atol=1e-15)
    np.testing.assert_allclose(layer.backward(np.array([[0.0, 0, 1, 1]])), [[-2 * np.pi, 0]], atol=1e-15)


def test_fourier_features_have_the_frequencies_asked_for(rng):
    layer = FourierFeatures(2, 4000, (0.1, 10), rng=rng)
    size = np.linalg.norm(layer.B, axis=0)
    assert size.min() >= 0.1
    assert size.max() <= 10
    assert (size < 1).mean() == pytest.approx(0.5, abs=0.04)  # log-uniform: 1 is in the middle
    assert (layer.B[0] > 0).mean() == pytest.approx(0.5, abs=0.04)
    assert not FourierFeatures(3, 5, (1, 2), rng=rng, of=2).B[2].any()
    assert FourierFeatures(3, 5, (1, 2), rng=rng, of=2).B[:2].all()
    with pytest.raises(ValueError, match="of must be at most n_in = 3, got 4"):
        FourierFeatures(3, 5, (1, 2), rng=rng, of=4)
    network = Network(layer, Linear(8002, 1, rng=rng))
    assert (network.n_in, network.n_out) == (2, 1)
    with pytest.raises(ValueError, match="takes 5 columns, the layers before it make 8"):
        Network(FourierFeatures(2, 3, (1, 2), rng=rng), Linear(5, 1, rng=rng))
    with pytest.raises(ValueError, match="low <= high"):
        FourierFeatures(2, 3, (2, 1), rng=rng)


def test_active_noise_has_no_breakpoints(rng):
    network = Network(Linear(1, 3, rng=rng), LeakyReLU(), GaussianNoise(0.1, rng=rng), Linear(3, 1, rng=rng))
    with pytest.raises(ValueError, match="active GaussianNoise is random: it has no fixed breakpoints"):
        network.breakpoints(-1, 1)
    network.training = False
    assert network.breakpoints(-1, 1) is not None


def test_errors(rng):
    with pytest.raises(ValueError, match="std must be >= 0, got -1"):
        GaussianNoise(-1, rng=rng)
    with pytest.raises(TypeError, match=r"rng must be a numpy\.random\.Generator"):
        GaussianNoise(1, rng=0)
    with pytest.raises(ValueError, match="scale holds 1 nan or infinite entries among 2"):
        Affine([1.0, np.nan])
    with pytest.raises(ValueError, match=r"x has shape \(5, 3\), expected \(n, 6\)"):
        make_linear().forward(np.zeros((5, 3)))
    with pytest.raises(ValueError, match="x has 5 columns, expected a multiple of pieces = 2"):
        Maxout(2).forward(np.zeros((1, 5)))
    with pytest.raises(ValueError, match="n_out must be an integer >= 1, got 0"):
        Linear(3, 0, rng=rng)
    with pytest.raises(ValueError, match=r"rate must be in \[0, 1\), got 1"):
        Dropout(1, rng=rng)
    with pytest.raises(ValueError, match="pieces must be an integer >= 2, got 1"):
        Maxout(1)


def test_silent_waves_are_loud_ones_of_amplitude_zero(rng):
    silent, faint = make_fourier_features_of_amplitude_0(), make_fourier_features()
    faint.amplitude = 1e-300
    x = rng.normal(size=(5, 6))
    y = silent.forward(x)
    np.testing.assert_allclose(y, faint.forward(x), atol=1e-299)
    dy = rng.normal(size=y.shape)
    np.testing.assert_allclose(silent.backward(dy), faint.backward(dy), atol=1e-299)


@pytest.mark.parametrize("layer", [Linear(2, 1, rng=np.random.default_rng(0)), LeakyReLU(), Tanh()], ids=repr)
def test_backward_before_forward_says_what_to_do(layer):
    with pytest.raises(AttributeError, match="call forward before backward"):
        layer.backward(np.ones((3, 1)))

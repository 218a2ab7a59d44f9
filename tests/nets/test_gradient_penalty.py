"""R1 by hand, and its value and gradient against differences, for every layer there is."""

from contextlib import contextmanager
from functools import partial

import numpy as np
import pytest

from numpygan.nets import (
    SGD,
    Layer,
    LeakyReLU,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    Softplus,
    Tanh,
    WrongGradientError,
    discriminator_loss,
    gradcheck,
    mlp,
    mlp_layers,
)
from numpygan.nets.extras import Affine, Dropout, FourierFeatures, GaussianNoise, Maxout, RandomLayer, r1
from numpygan.nets.extras.gradient_penalty import double_backward
from numpygan.theory import parameter_space
from numpygan.training.conditional import ConditionalGenerator

CURVED = [Tanh, Sigmoid, Softplus]
ACTIVATIONS = [LeakyReLU, partial(LeakyReLU, 0.01), ReLU, *CURVED, Maxout, partial(Maxout, 3)]
GAMMA = 0.7


@contextmanager
def rule_of(kind, rule):
    """Inside, ``rule`` is the rule of double_backward for this type of layer."""
    right = double_backward.dispatch(kind)
    double_backward.register(kind, rule)
    try:
        yield
    finally:
        double_backward.register(kind, right)


def line(psi: float) -> Network:
    """D(x) = psi x, with theta = (psi, 0)."""
    network = Network(Linear(1, 1, rng=np.random.default_rng(0)))
    network.theta = [psi, 0.0]
    return network


def discriminator(activation, widths, rng: np.random.Generator) -> Network:
    return mlp([*widths, 1], activation, rng=rng, bias_std=0.5)


def at_theta(network: Network, x: np.ndarray):
    """theta -> (R, its gradient in theta), with the same Dropout masks at each call."""
    states = [(layer.rng, layer.rng.bit_generator.state) for layer in network.layers if isinstance(layer, RandomLayer)]

    def f(theta: np.ndarray) -> tuple[float, np.ndarray]:
        for rng, state in states:
            rng.bit_generator.state = state
        network.theta = theta
        return r1(network, x, GAMMA), network.dtheta

    return f


def test_a_line_by_hand():
    # l = 3 x: v = 3 at each point, R = 0.5 / 2 times 9 = 2.25; dR/dpsi = 0.5 times 3, and b does not matter.
    network = line(3.0)
    assert r1(network, [[1.0], [-2.0]], gamma=0.5) == 2.25
    np.testing.assert_array_equal(network.dtheta, [1.5, 0])


def test_a_curve_by_hand():
    # l = w softplus(a x) with a = 2, w = 3 at x = 0, where s = sigmoid(0) = 1/2 and s' = 1/4:
    # v = w a s = 3, and with gamma = 2, R = v^2 = 9 and dR = 2 v dv = 6 dv:
    #   a: w (s + a x s') = 3/2 -> 9;  its bias: w a s' = 3/2 -> 9;  w: a s = 1 -> 6;  the last bias: 0.
    rng = np.random.default_rng(0)
    network = Network(Linear(1, 1, rng=rng), Softplus(), Linear(1, 1, rng=rng))
    network.theta = [2.0, 0.0, 3.0, 0.0]
    assert r1(network, [[0.0]], gamma=2) == pytest.approx(9, rel=1e-15)
    np.testing.assert_allclose(network.dtheta, [9, 9, 6, 0], rtol=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("widths", [[1, 6], [2, 6], [1, 5, 4], [2, 5, 4], [1, 5, 4, 3], [2, 5, 4, 3]], ids=str)
def test_gradient(activation, widths, rng):
    network, x = discriminator(activation, widths, rng), 2 * rng.normal(size=(7, widths[0]))
    assert gradcheck(at_theta(network, x), network.theta.copy()) < 1e-7


@pytest.mark.parametrize("activation", [LeakyReLU, Tanh, Maxout])
@pytest.mark.parametrize("d", [1, 2])
@pytest.mark.parametrize("training", [True, False])
def test_gradient_with_dropout(activation, d, training, rng):
    first, active, *rest = mlp_layers([d, 6, 6, 1], activation, rng=rng, bias_std=0.5)
    dropouts = [Dropout(0.3, rng=np.random.default_rng(seed)) for seed in (1, 2)]
    network = Network(first, dropouts[0], active, dropouts[1], *rest)
    network.training = training
    assert gradcheck(at_theta(network, rng.normal(size=(7, d))), network.theta.copy()) < 1e-7


@pytest.mark.parametrize("activation", [LeakyReLU, Tanh])
def test_gradient_behind_noise_and_a_change_of_units(activation, rng):
    noise, units = GaussianNoise(0.5, rng=np.random.default_rng(1)), Affine([2.0, -3.0], [1.0, 0.0])
    network = Network(units, noise, *mlp_layers([2, 6, 6, 1], activation, rng=rng, bias_std=0.5))
    assert gradcheck(at_theta(network, rng.normal(size=(7, 2))), network.theta.copy()) < 1e-7


@pytest.mark.parametrize("amplitude", [0, 0.7])
@pytest.mark.parametrize("activation", [LeakyReLU, Tanh])
def test_gradient_behind_fourier_features(activation, amplitude, rng):
    features = FourierFeatures(4, 3, (0.5, 2.0), rng=rng, amplitude=amplitude)
    network = Network(Linear(2, 4, rng=rng), features, *mlp_layers([10, 6, 1], activation, rng=rng, bias_std=0.5))
    assert gradcheck(at_theta(network, rng.normal(size=(7, 2))), network.theta.copy()) < 1e-7


@pytest.mark.parametrize("activation", CURVED)
def test_gradient_of_curved_first_and_last_layers(activation, rng):
    network = Network(activation(), Linear(2, 4, rng=rng), LeakyReLU(), Linear(4, 1, rng=rng), activation())
    assert gradcheck(at_theta(network, rng.normal(size=(7, 2))), network.theta.copy()) < 1e-7


@pytest.mark.parametrize("activation", [LeakyReLU, Tanh])
def test_gradient_of_a_large_network(activation, rng):
    network, x = discriminator(activation, [2, 64, 64], rng), rng.normal(size=(50, 2))
    assert gradcheck(at_theta(network, x), network.theta.copy(), directions=5, rng=rng) < 1e-7


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("d", [1, 2])
def test_value_is_the_slope_of_the_logit(activation, d, rng):
    network, x, h = discriminator(activation, [d, 6, 5], rng), rng.normal(size=(9, d)), 1e-6
    slopes = [(network.forward(x + h * e) - network.forward(x - h * e))[:, 0] / (2 * h) for e in np.eye(d)]
    assert r1(network, x, GAMMA) == pytest.approx(GAMMA / 2 * np.mean(np.square(slopes).sum(axis=0)), rel=1e-7)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_double_backward_is_the_adjoint_of_backward(activation, rng):
    # backward is linear in dy, so that <ddx, backward(dy)> = <ddy, dy> for any ddx and dy.
    layer, x = activation(), rng.normal(size=(5, 6))
    dy, ddx = rng.normal(size=layer.forward(x).shape), rng.normal(size=x.shape)
    ddy, _ = double_backward(layer, ddx, dy)
    assert (ddx * layer.backward(dy)).sum() == pytest.approx((ddy * dy).sum(), rel=1e-13)


@pytest.mark.parametrize("curved", CURVED)
def test_without_the_second_derivative_the_check_fails(curved, rng):
    network, x = discriminator(curved, [2, 5, 4], rng), rng.normal(size=(7, 2))
    right = double_backward.dispatch(curved)
    with rule_of(curved, lambda layer, ddx, dy: (right(layer, ddx, dy)[0], None)), pytest.raises(WrongGradientError):
        gradcheck(at_theta(network, x), network.theta.copy())


RIGHT = double_backward.dispatch(Linear)


def bias_kept(linear, ddx, dy):
    ddy, share = RIGHT(linear, ddx, dy)
    linear.grads[1][...] = dy.sum(axis=0)
    return ddy, share


def no_share(linear, ddx, dy):
    ddy, share = RIGHT(linear, ddx, dy)
    linear.grads[0][...] = 0
    return ddy, share


def share_of_backward(linear, ddx, dy):
    ddy, share = RIGHT(linear, ddx, dy)
    linear.grads[0][...] = linear.x.T @ dy
    return ddy, share


@pytest.mark.parametrize("activation", [LeakyReLU, Tanh])
@pytest.mark.parametrize("mutant", [bias_kept, no_share, share_of_backward])
def test_a_wrong_linear_layer_is_seen(mutant, activation, rng):
    network, x = discriminator(activation, [2, 5, 4], rng), rng.normal(size=(7, 2))
    with rule_of(Linear, mutant), pytest.raises(WrongGradientError):
        gradcheck(at_theta(network, x), network.theta.copy())


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_theta_and_x_stay_and_dtheta_is_overwritten(activation, rng):
    network, x = discriminator(activation, [2, 5, 4], rng), rng.normal(size=(7, 2))
    theta, x_before = network.theta.copy(), x.copy()
    value, dtheta = r1(network, x, GAMMA), network.dtheta.copy()
    network.dtheta[...] = 1e9
    assert r1(network, x, GAMMA) == value
    np.testing.assert_array_equal(network.dtheta, dtheta)
    np.testing.assert_array_equal(network.theta, theta)
    np.testing.assert_array_equal(x, x_before)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_next_forward_and_backward_are_as_before(activation, rng):
    network, x, dy = discriminator(activation, [2, 5, 4], rng), rng.normal(size=(7, 2)), rng.normal(size=(9, 1))
    other = rng.normal(size=(9, 2))
    y, dx, dtheta = network.forward(other), network.backward(dy), network.dtheta.copy()
    r1(network, x, GAMMA)
    np.testing.assert_array_equal(network.forward(other), y)
    np.testing.assert_array_equal(network.backward(dy), dx)
    np.testing.assert_array_equal(network.dtheta, dtheta)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_float32_is_float64_rounded(activation, rng):
    network, x = discriminator(activation, [2, 16, 16], rng), rng.normal(size=(64, 2)).astype(np.float32)
    value, dtypes = r1(network, x, GAMMA), set()

    def watched(layer, ddx, dy):
        dtypes.update([ddx.dtype, dy.dtype])
        return RIGHT(layer, ddx, dy)

    single = network.astype(np.float32)
    with rule_of(Linear, watched):
        assert r1(single, x, np.float64(GAMMA)) == pytest.approx(value, rel=1e-5)  # of a schedule: must not widen
    assert dtypes == {np.dtype(np.float32)}
    np.testing.assert_allclose(single.dtheta, network.dtheta, atol=1e-5 * np.abs(network.dtheta).max())


@pytest.mark.parametrize("gamma", [0.0, 1e-3, 5.0])
def test_it_is_proportional_to_gamma(gamma, rng):
    network, x = discriminator(Tanh, [2, 5], rng), rng.normal(size=(7, 2))
    one, dtheta = r1(network, x, 1.0), network.dtheta.copy()
    assert r1(network, x, gamma) == pytest.approx(gamma * one, rel=1e-14)
    np.testing.assert_allclose(network.dtheta, gamma * dtheta, rtol=1e-13, atol=1e-16)


def test_it_does_not_depend_on_the_size_of_the_batch(rng):
    network, x = discriminator(Tanh, [2, 5], rng), rng.normal(size=(7, 2))
    value, dtheta = r1(network, x, GAMMA), network.dtheta.copy()
    assert r1(network, np.concatenate([x, x, x]), GAMMA) == pytest.approx(value, rel=1e-14)
    np.testing.assert_allclose(network.dtheta, dtheta, rtol=1e-12, atol=1e-15)


def test_going_down_flattens_the_logit(rng):
    network, x = discriminator(Softplus, [2, 8], rng), rng.normal(size=(30, 2))
    optimizer, before = SGD(network, 0.1), r1(network, x, 1.0)
    for _ in range(300):
        r1(network, x, 1.0)
        optimizer.step()
    assert r1(network, x, 1.0) < 1e-3 * before


@pytest.mark.parametrize("gamma", [0.3, 1.0, 2.5])
def test_the_dirac_gan_of_the_theory(gamma, rng):
    # psi' of the game with R1 is that of the original game less dR/dpsi, wherever the players are;
    # the discriminator's own loss gives the rest.
    for theta, psi in rng.normal(size=(20, 2)):
        network = line(psi)
        r1(network, [[0.0]], gamma)
        d_psi = parameter_space.original(theta, psi)[1] - network.dtheta[0]
        assert d_psi == pytest.approx(parameter_space.r1(gamma)(theta, psi)[1], rel=1e-14, abs=1e-15)
        dpenalty = network.dtheta.copy()
        logits = network.forward([[0.0], [theta]])
        network.backward(discriminator_loss(logits[:1], logits[1:])[1])
        network.dtheta += dpenalty
        assert -network.dtheta[0] == pytest.approx(parameter_space.r1(gamma)(theta, psi)[1], rel=1e-13, abs=1e-15)


class Square(Layer):
    """A user's layer: y = x^2."""

    def forward(self, x):
        self.x = x
        return x * x

    def backward(self, dy):
        return dy * 2 * self.x


class SquareTwice(Square):
    """... that can be differentiated twice."""


@double_backward.register
def square_twice(layer: SquareTwice, ddx, dy):
    return ddx * 2 * layer.x, ddx * dy * 2


class Shifted(Tanh):
    """Another function than Tanh, with the rule of Tanh."""

    def forward(self, x):
        return super().forward(x + 1)


def test_a_layer_of_your_own(rng):
    x = rng.normal(size=(5, 2))
    network = discriminator(Square, [2, 3], rng)
    network.backward(network.forward(x))  # nothing is missing until r1 is asked
    with pytest.raises(
        TypeError, match=r"layer 1, Square\(\), overrides forward or backward without a rule of double_backward"
    ):
        r1(network, x, GAMMA)
    with pytest.raises(TypeError, match=r"layer 1, Shifted\(\)"):
        r1(discriminator(Shifted, [2, 3], rng), x, GAMMA)
    with pytest.raises(NotImplementedError, match=r"Square\(\) has no rule of double_backward"):
        double_backward(Square(), x, x)
    network = discriminator(SquareTwice, [2, 3, 3], rng)
    assert gradcheck(at_theta(network, x), network.theta.copy()) < 1e-7


def test_errors(rng):
    network = mlp([2, 3, 1], rng=rng)
    with pytest.raises(TypeError, match="discriminator must be a Network, got 'D'"):
        r1("D", np.ones((4, 2)), 1.0)
    with pytest.raises(ValueError, match=r"gamma must be >= 0, got -1"):
        r1(network, np.ones((4, 2)), -1)
    with pytest.raises(ValueError, match="gamma must be finite, got nan"):
        r1(network, np.ones((4, 2)), np.nan)
    with pytest.raises(ValueError, match=r"x has shape \(4, 3\), expected \(n, 2\)"):
        r1(network, np.ones((4, 3)), 1.0)
    with pytest.raises(ValueError, match=r"the logits have shape \(0, 1\), expected \(n, 1\) with n >= 1"):
        r1(network, np.ones((0, 2)), 1.0)
    with pytest.raises(ValueError, match=r"the logits have shape \(4, 2\), expected \(n, 1\)"):
        r1(mlp([2, 3, 2], rng=rng), np.ones((4, 2)), 1.0)
    with pytest.raises(TypeError, match="ConditionalGenerator overrides forward"):
        r1(ConditionalGenerator(Linear(2, 1, rng=rng), c_dim=1), np.ones((4, 2)), 1.0)
    with pytest.raises(ValueError, match=r"dtheta has shape \(2,\), expected \(13,\)"):
        network.dtheta = np.ones(2)

import copy
import pickle

import numpy as np
import pytest

from numpygan.nets import LeakyReLU, Linear, Network, Tanh, at_input, at_theta, gradcheck, mlp
from numpygan.nets.extras import Dropout, Maxout


def test_theta_holds_every_parameter_in_order(rng):
    network = mlp([2, 3, 1], rng=rng)
    W, b = network.layers[0].params
    assert network.theta.size == 2 * 3 + 3 + 3 + 1
    np.testing.assert_array_equal(network.theta[:6].reshape(2, 3), W)
    network.theta[0] = 42
    assert W[0, 0] == 42
    b[0] = 7
    assert network.theta[6] == 7


def test_assigning_theta_copies_into_place(rng):
    network = mlp([2, 3, 1], rng=rng)
    new = np.arange(network.theta.size, dtype=float)
    network.theta = new
    new[0] = 99
    assert network.layers[0].params[0][0, 0] == 0
    network.theta -= 1
    assert network.layers[0].params[0][0, 0] == -1


@pytest.mark.parametrize("activation", [LeakyReLU, Tanh, Maxout])
def test_gradients_of_a_whole_network(activation, rng):
    network, x = mlp([3, 7, 5, 2], activation, rng=rng), rng.normal(size=(6, 3))
    weights = rng.normal(size=(6, 2))
    loss = lambda y: (float((weights * y).sum()), weights)  # noqa: E731
    assert gradcheck(at_theta(network, x, loss), network.theta.copy()) < 1e-7
    assert gradcheck(at_input(network, loss), x) < 1e-7
    assert gradcheck(at_theta(network, x, loss), network.theta.copy(), directions=5, rng=rng) < 1e-7


@pytest.mark.parametrize(
    "duplicate", [copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))], ids=["deepcopy", "pickle"]
)
def test_a_copy_is_whole_and_apart(duplicate, rng):
    network, x = mlp([2, 3, 1], rng=rng), rng.normal(size=(4, 2))
    twin = duplicate(network)
    np.testing.assert_array_equal(twin.forward(x), network.forward(x))
    twin.theta *= 2
    assert np.shares_memory(twin.layers[0].params[0], twin.theta)
    assert (twin.forward(x) != network.forward(x)).any()


def test_float32_end_to_end(rng):
    network = mlp([2, 8, 1], rng=rng, dtype=np.float32)
    y = network.forward(rng.normal(size=(4, 2)))
    assert y.dtype == network.backward(y).dtype == network.dtheta.dtype == np.float32


def test_astype_is_the_same_function(rng):
    network, x = mlp([2, 8, 1], rng=rng, dtype=np.float32), rng.normal(size=(4, 2)).astype(np.float32)
    twin = network.astype(np.float64)
    assert twin.forward(x).dtype == np.float64
    np.testing.assert_array_equal(twin.theta, network.theta)
    np.testing.assert_allclose(twin.forward(x), network.forward(x), rtol=1e-4, atol=1e-5)
    assert not np.shares_memory(twin.theta, network.theta)
    twin.theta *= 2
    np.testing.assert_array_equal(twin.layers[0].params[0], 2 * network.layers[0].params[0])


def test_breakpoints_are_where_the_slope_jumps(rng):
    network = mlp([1, 6, 6, 1], rng=rng, bias_std=1.0)
    breakpoints = network.breakpoints(-5, 5)
    ends = np.concatenate([[-5], breakpoints, [5]])
    assert len(breakpoints) >= 6
    # Between two breakpoints the network is a line: its value in the middle is the mean of those a quarter away.
    quarter, middle, three_quarters = (ends[:-1] + share * np.diff(ends) for share in (0.25, 0.5, 0.75))
    values = [network.forward(z[:, None]) for z in (quarter, middle, three_quarters)]
    np.testing.assert_allclose(values[1], (values[0] + values[2]) / 2, atol=1e-12)
    # And the slope differs on the two sides of each breakpoint.
    network.forward(middle[:, None])
    slopes = network.backward(np.ones((middle.size, 1)))[:, 0]
    assert (np.abs(np.diff(slopes)) > 1e-9).all()


def test_breakpoints_of_maxout_are_all_found(rng):
    network = mlp([1, 5, 1], lambda: Maxout(3), rng=rng, bias_std=1.0)
    z = np.linspace(-4, 4, 200_001)
    network.forward(z[:, None])
    slopes = network.backward(np.ones((z.size, 1)))[:, 0]
    seen = z[1:][np.abs(np.diff(slopes)) > 1e-9]
    breakpoints = network.breakpoints(-4, 4)
    assert len(seen) > 2
    assert all(np.abs(breakpoints - place).min() < 1e-4 for place in seen)


def test_dropout_inside_a_network_can_be_checked(rng):
    layers = Linear(3, 8, rng=rng), Dropout(0.5, rng=np.random.default_rng(1)), Linear(8, 1, rng=rng)
    network, x = Network(*layers), rng.normal(size=(4, 3))
    loss = lambda y: (float((y**2).sum()), 2 * y)  # noqa: E731
    assert gradcheck(at_theta(network, x, loss), network.theta.copy()) < 1e-7


def test_breakpoints_leave_the_last_forward_alone(rng):
    network, x = mlp([1, 4, 1], rng=rng), rng.normal(size=(3, 1))
    dx = network.forward(x) * 0 + network.backward(network.forward(x))
    network.forward(x)
    dy = network.forward(x)
    network.breakpoints(-3, 3)
    np.testing.assert_array_equal(network.backward(dy), dx)


def test_a_curved_network_has_no_list_of_breakpoints(rng):
    assert mlp([1, 4, 1], Tanh, rng=rng).breakpoints(-1, 1) is None
    assert mlp([1, 4, 1], Maxout, rng=rng).breakpoints(-1, 1) is not None


def test_errors(rng):
    network = mlp([2, 3, 1], rng=rng)
    with pytest.raises(ValueError, match=r"dy must have the shape of the most recent .*: there was none yet"):
        network.backward(np.ones((4, 1)))
    network.forward(np.ones((4, 2)))
    with pytest.raises(ValueError, match=r"got \(1, 4\), expected \(4, 1\)"):
        network.backward(np.ones((1, 4)))
    with pytest.raises(ValueError, match=r"theta has shape \(\), expected \(13,\)"):
        network.theta = 1.0
    with pytest.raises(ValueError, match="dtype must be float32 or float64, got int64"):
        network.astype(int)
    with pytest.raises(ValueError, match=r"layer 1, Linear\(2, 1\), takes 2 columns, the layers before it make 3"):
        Network(Linear(1, 3, rng=rng), Linear(2, 1, rng=rng))
    with pytest.raises(TypeError, match="activation must be a class or a function that makes a layer"):
        mlp([1, 2, 1], LeakyReLU(0.1), rng=rng)
    with pytest.raises(ValueError, match="low < high, got low = 3 and high = -3"):
        mlp([1, 1], rng=rng).breakpoints(3, -3)
    with pytest.raises(ValueError, match="at least one layer"):
        Network()
    with pytest.raises(TypeError, match="layer 0 must be a Layer"):
        Network(LeakyReLU)
    layer = Linear(2, 2, rng=rng)
    with pytest.raises(ValueError, match=r"layer 1, Linear\(2, 2\), already belongs to a network"):
        Network(layer, layer)
    Network(layer)
    with pytest.raises(ValueError, match=r"layer 0, Linear\(2, 2\), already belongs to a network"):
        Network(layer)
    with pytest.raises(ValueError, match=r"x has shape \(3,\), expected \(n, 2\)"):
        mlp([2, 1], rng=rng).forward(np.zeros(3))
    with pytest.raises(ValueError, match="dtype must be float32 or float64, got int64"):
        Network(Linear(2, 2, rng=rng), dtype=int)
    with pytest.raises(ValueError, match="widths must name at least the input and the output"):
        mlp([2], rng=rng)
    with pytest.raises(ValueError, match="a network with 1 input, got one with 2"):
        mlp([2, 1], rng=rng).breakpoints(0, 1)
    with pytest.raises(ValueError, match="active Dropout is random"):
        Network(Linear(1, 1, rng=rng), Dropout(0.5, rng=rng)).breakpoints(0, 1)

import numpy as np
import pytest

from numpygan.nets import SGD, Adam, mlp


@pytest.fixture
def network(rng):
    network = mlp([1, 1], rng=rng)
    network.theta = [1.0, -2.0]
    return network


def test_sgd_by_hand(network):
    network.dtheta[...] = [0.5, -1.0]
    SGD(network, 0.1).step()
    np.testing.assert_allclose(network.theta, [0.95, -1.9], rtol=1e-15)


def test_momentum_by_hand(network):
    optimizer = SGD(network, 0.1, momentum=0.5)
    network.dtheta[...] = [1.0, 0.0]
    optimizer.step()  # v = 1
    optimizer.step()  # v = 0.5 + 1
    np.testing.assert_allclose(network.theta, [1 - 0.1 - 0.15, -2], rtol=1e-15)


def test_adam_by_hand(network):
    # The first step is lr sign(g), whatever the size of g: both hats undo their 1 - beta exactly.
    optimizer = Adam(network, 0.1, betas=(0.9, 0.99))
    network.dtheta[...] = [1e-3, -50.0]
    optimizer.step()
    np.testing.assert_allclose(network.theta, [0.9, -1.9], rtol=1e-5)
    # The second, g = (2e-3, 0): m = .9 .1 1e-3 + .1 2e-3 = 2.9e-4, m^ = m / (1 - .81);
    # v = .99 .01 1e-6 + .01 4e-6 = 4.99e-8, v^ = v / (1 - .9801).
    before = network.theta[0]
    network.dtheta[...] = [2e-3, 0.0]
    optimizer.step()
    m_hat, v_hat = 2.9e-4 / 0.19, 4.99e-8 / 0.0199
    assert network.theta[0] == pytest.approx(before - 0.1 * m_hat / (np.sqrt(v_hat) + 1e-8), rel=1e-12)


@pytest.mark.parametrize("make", [lambda n: SGD(n, 0.1), lambda n: SGD(n, 0.02, 0.9), lambda n: Adam(n, 0.05)])
def test_each_goes_downhill(make, network):
    optimizer = make(network)
    for _ in range(500):
        network.dtheta[...] = 2 * (network.theta - [3.0, 4.0])
        optimizer.step()
    np.testing.assert_allclose(network.theta, [3, 4], atol=1e-2)


def test_errors(network):
    with pytest.raises(ValueError, match="lr must be > 0, got 0"):
        SGD(network, 0)
    with pytest.raises(ValueError, match=r"momentum must be in \[0, 1\), got 1"):
        SGD(network, 0.1, momentum=1)
    with pytest.raises(ValueError, match=r"betas\[1\] must be in \[0, 1\)"):
        Adam(network, 0.1, betas=(0.9, 1.0))

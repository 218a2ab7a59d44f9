import numpy as np
import pytest

from numpygan.nets import mlp
from numpygan.nets.extras import AveragedNetwork


def test_by_hand(rng):
    # From 1, with decay 0.9: 1 + 0.1 (2 - 1) = 1.1, then 1.1 + 0.1 (4 - 1.1) = 1.39.
    network = mlp([1, 1], rng=rng)
    network.theta[...] = 1
    average = AveragedNetwork(network, 0.9)
    for value in (2, 4):
        network.theta[...] = value
        average.update()
    np.testing.assert_allclose(average.network.theta, 1.39, rtol=1e-15)


def test_the_source_is_only_read_and_decay_0_follows_it(rng):
    network = mlp([2, 4, 1], rng=rng)
    average = AveragedNetwork(network, 0)
    network.theta[...] = theta = rng.normal(size=network.theta.size)
    average.update()
    np.testing.assert_allclose(average.network.theta, theta, rtol=1e-15)
    np.testing.assert_array_equal(network.theta, theta)
    assert not np.shares_memory(average.network.theta, network.theta)


def test_the_circling_cancels(rng):
    # A theta that circles around 0 with radius 1: its mean over many turns is near the center.
    network = mlp([1, 1], rng=rng)
    average = AveragedNetwork(network, 0.999)
    for step in range(20_000):
        network.theta = [np.cos(step / 10), np.sin(step / 10)]
        average.update()
    assert np.linalg.norm(average.network.theta) < 0.02


def test_dtype_and_errors(rng):
    average = AveragedNetwork(mlp([1, 4, 1], rng=rng, dtype=np.float32), 0.9)
    average.update()
    assert average.network.theta.dtype == np.float32
    with pytest.raises(ValueError, match=r"decay must be in \[0, 1\), got 1"):
        AveragedNetwork(mlp([1, 1], rng=rng), 1)

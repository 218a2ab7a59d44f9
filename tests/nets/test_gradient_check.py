"""The checker is checked on wrong answers: it must refuse them."""

import numpy as np
import pytest
from scipy import special

from numpygan.nets import (
    LeakyReLU,
    Linear,
    Network,
    ReLU,
    WrongGradientError,
    at_input,
    at_theta,
    gradcheck,
    non_saturating,
)


class NoMask(ReLU):
    """Forgets where x was negative."""

    def backward(self, dy):
        return dy


class StaleCache(LeakyReLU):
    """Remembers its first forward for ever."""

    def forward(self, x):
        y = super().forward(x)
        self.slopes = self.first = getattr(self, "first", self.slopes)
        return y


class SummedBias(Linear):
    """Divides db by the batch size once more."""

    def backward(self, dy):
        dx = super().backward(dy)
        self.grads[1] /= len(dy)
        return dx


def total(y):
    return float((y**2).sum()), 2 * y


def network_with(layer, rng):
    return Network(Linear(3, 4, rng=rng), layer, Linear(4, 1, rng=rng))


def test_a_right_gradient_passes(rng):
    network = network_with(ReLU(), rng)
    assert gradcheck(at_theta(network, rng.normal(size=(5, 3)), total), network.theta.copy()) < 1e-7


def test_a_missing_mask_is_refused(rng):
    with pytest.raises(WrongGradientError, match="relative error"):
        gradcheck(at_input(network_with(NoMask(), rng), total), rng.normal(size=(5, 3)))


def test_a_stale_cache_is_refused(rng):
    network = network_with(StaleCache(), rng)
    network.forward(rng.normal(size=(5, 3)))
    with pytest.raises(WrongGradientError):
        gradcheck(at_input(network, total), rng.normal(size=(5, 3)))


def test_a_wrong_bias_is_refused_and_located(rng):
    network = Network(SummedBias(3, 2, rng=rng))
    with pytest.raises(WrongGradientError, match=r"at \((6|7),\)"):
        gradcheck(at_theta(network, rng.normal(size=(5, 3)), total), network.theta.copy())


def test_a_missing_1_over_n_is_refused_and_named(rng):
    def no_mean(logits):
        return non_saturating(logits)[0], -special.expit(-logits)

    with pytest.raises(WrongGradientError, match="every entry is 8 times what it should be"):
        gradcheck(no_mean, rng.normal(size=(8, 1)))


@pytest.mark.parametrize(
    "wrong", [lambda g: -g, lambda g: 2 * g, lambda g: g[::-1].copy(), lambda g: g * np.nan, lambda g: 0 * g]
)
def test_wrong_gradients_are_refused(wrong, rng):
    x = rng.normal(size=(4, 1))
    with np.errstate(invalid="ignore"), pytest.raises(WrongGradientError):
        gradcheck(lambda x: (float(np.sin(x).sum()), wrong(np.cos(x))), x)


def test_along_directions_a_single_wrong_entry_is_seen(rng):
    def f(x):
        gradient = np.cos(x)
        gradient[17] *= 1.001
        return float(np.sin(x).sum()), gradient

    with pytest.raises(WrongGradientError, match="direction"):
        gradcheck(f, rng.normal(size=100), directions=5, rng=rng)


def test_a_small_entry_must_be_right_too():
    with pytest.raises(WrongGradientError):
        gradcheck(lambda x: (1e4 * x[0] ** 2 + 1e-2 * x[1] ** 2, np.array([2e4 * x[0], 0.0])), np.array([1.0, 1.0]))


def test_a_kink_within_reach_of_a_difference_is_no_false_alarm():
    x = np.array([1e-6, -2e-7, 1.0])  # closer to the kink of |x| than the longest step
    assert gradcheck(lambda x: (float(np.abs(x).sum()), np.sign(x)), x) < 1e-7


def test_errors(rng):
    with pytest.raises(TypeError, match=r"f must return a pair, \(value, gradient\)"):
        gradcheck(lambda x: float(x.sum()), np.zeros(3))
    with pytest.raises(TypeError, match="x must be an array of float64, got float32"):
        gradcheck(total, np.zeros(3, dtype=np.float32))
    with pytest.raises(ValueError, match=r"the gradient has shape \(4,\), expected that of x, \(2, 2\)"):
        gradcheck(lambda x: (0.0, np.zeros(4)), np.zeros((2, 2)))
    with pytest.raises(TypeError, match="Generator"):
        gradcheck(total, np.zeros(3), directions=2)

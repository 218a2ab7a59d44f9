"""The Gauss-Hermite rule of E f(x + eps): right where it says nothing, and a warning where it is not."""

import warnings

import numpy as np
import pytest
from scipy import stats

from numpygan.theory.smoothing import smoothed_gradient


@pytest.mark.parametrize("sigma", [1e-3, 0.1, 1.0])
def test_sine(sigma):
    exact = np.cos(0.4) * np.exp(-(sigma**2) / 2)
    assert smoothed_gradient(lambda x: 1e3 + np.sin(x[:, 0]), [0.4], sigma) == pytest.approx(exact, rel=1e-9)


def test_a_gradient_of_0():
    assert np.abs(smoothed_gradient(lambda x: 1e3 + x[:, 0] ** 2, [0.0], 0.5)) < 1e-10


def test_a_breakpoint_within_the_noise_gives_a_warning():
    at, sigma = 0.3, 0.5
    with pytest.warns(UserWarning, match="rules of 40 and of 32 nodes differ by .* score_gradient"):
        gradient = smoothed_gradient(lambda x: np.maximum(x[:, 0], 0), [at], sigma)
    assert gradient == pytest.approx(stats.norm.cdf(at / sigma), abs=0.02)
    with warnings.catch_warnings():  # 20 standard deviations away there is no breakpoint
        warnings.simplefilter("error")
        assert smoothed_gradient(lambda x: np.maximum(x[:, 0], 0), [10.0], sigma) == pytest.approx(1)


def test_too_many_dimensions():
    with pytest.raises(
        ValueError, match=r"x has 5 entries, and the rule would need 40\^5 points; use pathwise_gradient"
    ):
        smoothed_gradient(lambda x: x.sum(axis=1), np.zeros(5), 0.1)

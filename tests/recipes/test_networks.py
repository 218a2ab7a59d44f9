"""How often the first generator is folded, and that ``g_unfolded`` draws it again."""

import numpy as np
import pytest

from numpygan.distributions import EmpiricalConditional, Labeled, Mixture, Normal, SecondGivenFirst, ring
from numpygan.distributions.catalog import CORRELATED
from numpygan.nets import LeakyReLU
from numpygan.recipes import Networks, build_gan

ENDS_AND_CENTER = np.array([[-3.0], [0.0], [3.0]])


def generator(seed: int, distribution=None, **values):
    return build_gan(distribution or Normal(), Networks(**values), rng=np.random.default_rng(seed)).generator


def folded(seed: int, **values) -> bool:
    low, center, high = generator(seed, **values).forward(ENDS_AND_CENTER).ravel()
    return not (low < center < high or low > center > high)


@pytest.mark.parametrize("slope", [0.2, 0.7])
def test_how_many_first_generators_are_folded(slope):
    """The slopes of the two ends are normal, with correlation 2 s / (1 + s^2) for the slope s of LeakyReLU.

    Their signs differ with probability arccos(2 s / (1 + s^2)) / pi: 0.374 for s = 0.2, 0.111 for s = 0.7.
    """
    n, p = 600, np.arccos(2 * slope / (1 + slope**2)) / np.pi
    count = sum(folded(seed, g_slope=slope, g_bias_std=0.0) for seed in range(n))
    assert abs(count - n * p) < 4 * np.sqrt(n * p * (1 - p))


@pytest.mark.parametrize("hidden", [(5,), (32,), (16, 16)])
def test_no_generator_is_folded_if_that_is_asked_for(hidden):
    assert any(folded(seed, g_hidden=hidden) for seed in range(40))
    assert not any(folded(seed, g_hidden=hidden, g_unfolded=True) for seed in range(40))


def test_both_ends_are_about_as_far_from_the_center():
    for seed in range(40):
        low, center, high = generator(seed, g_unfolded=True).forward(ENDS_AND_CENTER).ravel()
        assert 0.5 <= (high - center) / (center - low) <= 2


def test_weights_are_drawn_again_only_if_they_have_to_be():
    kept = 0
    for seed in range(40):
        low, center, high = generator(seed).forward(ENDS_AND_CENTER).ravel()
        fine = 0.5 <= (high - center) / (center - low) <= 2
        kept += fine
        assert fine == np.array_equal(generator(seed).theta, generator(seed, g_unfolded=True).theta)
    assert 5 <= kept <= 25


@pytest.mark.parametrize(
    "distribution",
    [
        SecondGivenFirst(CORRELATED),
        Labeled(Mixture([0.3, 0.7], [Normal(-2), Normal(2)])),
        EmpiricalConditional(np.arange(40.0), given=np.arange(40.0) ** 2),  # whose G standardizes the condition
    ],
)
def test_a_conditional_generator_is_unfolded_for_each_condition(distribution):
    """Checked at other conditions than those that the first weights were chosen with; a few of these may be folded."""
    c = distribution.sample_conditions(25, rng=np.random.default_rng(1))
    shares = []
    for asked in (False, True):
        count = 0
        for seed in range(20):
            G = generator(seed, distribution, g_unfolded=asked, g_hidden=(16, 16), g_slope=0.5)
            low, center, high = (G.forward(np.insert(c, 0, z, axis=1))[:, 0] for z in (-3.0, 0.0, 3.0))
            count += ((low < center) == (center < high)).sum()
        shares.append(count / (20 * len(c)))
    assert shares[0] < 0.95
    assert shares[1] > 0.99


def test_a_generator_that_cannot_be_unfolded_is_drawn_all_the_same():
    assert folded(0, g_hidden=(1,), g_slope=0.0, g_bias_std=0.0, g_unfolded=True)


@pytest.mark.parametrize("distribution", [ring(), Labeled(ring())])
def test_only_1d_noise_and_1d_points_can_be_folded(distribution):
    for seed in range(8):
        theta = generator(seed, distribution, g_unfolded=True).theta
        np.testing.assert_array_equal(theta, generator(seed, distribution).theta)
    two_noises = generator(0, g_unfolded=True, noise_dim=2)
    np.testing.assert_array_equal(two_noises.theta, generator(0, noise_dim=2).theta)


def test_slope_and_dtype_hold_for_a_generator_that_is_drawn_again():
    seed = next(seed for seed in range(40) if folded(seed, g_slope=0.3))
    drawn_again = generator(seed, g_slope=0.3, g_unfolded=True, dtype="float32")
    assert drawn_again.dtype == np.float32
    assert [layer.slope for layer in drawn_again.layers if isinstance(layer, LeakyReLU)] == [0.3]

"""Mode scores by hand, of a perfect sampler, and of the ways in which a generator fails."""

import numpy as np
import pytest
from scipy import integrate, stats

from numpygan.distributions import Mixture, MultivariateNormal, Normal, Uniform, checkerboard, grid, ring
from numpygan.evaluation import mode_scores, modes_of

TWO = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])
SKEWED = Mixture(
    [0.2, 0.3, 0.5],
    [
        MultivariateNormal([0, 0], [[4, 1.9], [1.9, 1]]),
        MultivariateNormal([20, 0], [[0.01, 0], [0, 1]]),
        MultivariateNormal([0, 20], 1),
    ],
)
SOLID = Mixture([0.6, 0.4], [MultivariateNormal([0, 0, 0], 1), MultivariateNormal([9, 0, 0], 0.04)])
DISTRIBUTIONS = [TWO, ring(), grid(), SKEWED, SOLID]


def test_by_hand():
    # Ten points one sigma right of the left mode, two on the right mode, four 4 sigma from it: 12 of 16 are good.
    x = np.concatenate([np.full(10, -1.5), np.full(2, 2.0), np.full(4, 4.0)])[:, None]
    scores = mode_scores(TWO, x)
    assert (scores.modes, scores.total, scores.share) == (2, 2, 0.75)
    assert scores.perfect_share == pytest.approx(0.997300, abs=1e-6)  # of a normal distribution within 3 sigma
    # q = (10/12, 2/12) against (1/2, 1/2).
    assert scores.reverse_kl == pytest.approx(5 / 6 * np.log(5 / 3) + 1 / 6 * np.log(1 / 3))
    assert scores.reverse_kl_floor == pytest.approx(1 / (2 * 16 * 0.997300), rel=1e-6)
    # Only the left mode has 10 good points: distance 1, over the root mean square of a normal distribution cut at 3.
    z = np.linspace(-3, 3, 100_001)
    perfect = np.sqrt(integrate.trapezoid(z**2 * stats.norm.pdf(z), z) / integrate.trapezoid(stats.norm.pdf(z), z))
    assert scores.spread_low == scores.spread_median == scores.spread_high == pytest.approx(1 / perfect, rel=1e-6)


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=str)
def test_a_perfect_sampler_is_at_its_marks(distribution, rng):
    runs = [mode_scores(distribution, distribution.sample(2500, rng=rng)) for _ in range(60)]
    scores = runs[0]
    assert {run.modes for run in runs} == {scores.total} == {len(distribution.components)}
    share = scores.perfect_share
    assert np.mean([run.share for run in runs]) == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / 150_000))
    degrees = scores.total - 1  # 2 n reverse_kl is chi-squared: its mean over 60 runs is known to 4 sqrt(2 / (60 k))
    excess = np.mean([run.reverse_kl for run in runs]) / scores.reverse_kl_floor
    assert excess == pytest.approx(1, abs=4 * np.sqrt(2 / (60 * degrees)))
    assert np.mean([run.spread_median for run in runs]) == pytest.approx(1, abs=0.02)
    assert 0.8 < min(run.spread_low for run in runs) < max(run.spread_high for run in runs) < 1.2


def test_in_the_plane_it_is_the_known_number():
    assert mode_scores(ring(), [[0.0, 0.0]]).perfect_share == pytest.approx(0.98889, abs=1e-5)
    assert mode_scores(ring(), [[0.0, 0.0]]).perfect_share == pytest.approx(1 - np.exp(-4.5))


def test_too_concentrated_is_not_better(rng):
    scores = mode_scores(grid(), grid(std=0.025).sample(10_000, rng=rng))
    assert scores.share > scores.perfect_share
    # Half as wide and hardly cut: sqrt(2) / 2 over sqrt(2 F(9; 4) / F(9; 2)).
    perfect = np.sqrt(2 * stats.chi2.cdf(9, 4) / stats.chi2.cdf(9, 2))
    assert scores.spread_median == pytest.approx(np.sqrt(0.5) / perfect, rel=0.01)


def test_a_mode_that_is_one_point_has_no_spread():
    centers = np.array([mode.mean for _, mode in modes_of(ring())])
    scores = mode_scores(ring(), np.repeat(centers, 20, axis=0))
    assert (scores.modes, scores.share, scores.spread_low, scores.spread_high) == (8, 1, 0, 0)
    assert scores.reverse_kl == pytest.approx(0, abs=1e-15)


def test_the_largest_spread(rng):
    angles = rng.uniform(0, 2 * np.pi, 50)
    x = [2, 0] + 0.0599999 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    assert mode_scores(ring(), x).spread_high == pytest.approx(2.18, abs=0.005)


def test_lost_modes(rng):
    three = Mixture([0.25, 0.25, 0.5], ring().components[:3])
    scores = mode_scores(ring(), three.sample(4000, rng=rng))
    assert (scores.modes, scores.total) == (3, 8)
    assert scores.reverse_kl == pytest.approx(0.5 * np.log(0.25 * 8) + 0.5 * np.log(0.5 * 8), abs=0.05)
    assert 0.9 < scores.spread_low < scores.spread_high < 1.1  # of the modes that are there


def test_nothing_good_has_no_fractions_and_no_spread():
    scores = mode_scores(ring(), np.zeros((100, 2)))
    assert (scores.modes, scores.share) == (0, 0)
    assert np.isnan([scores.reverse_kl, scores.spread_low, scores.spread_median, scores.spread_high]).all()


def test_the_weights_of_the_distribution_count(rng):
    skewed = Mixture([0.9, 0.1], [Normal(-2, 0.5), Normal(2, 0.5)])
    assert mode_scores(skewed, skewed.sample(4000, rng=rng)).reverse_kl < 0.002
    assert mode_scores(skewed, TWO.sample(4000, rng=rng)).reverse_kl == pytest.approx(0.51, abs=0.05)


def test_where_modes_overlap_the_nearest_in_sigmas_has_the_point():
    distribution = Mixture([0.5, 0.5], [MultivariateNormal([0, 0], 100), MultivariateNormal([5, 0], 0.01)])
    # (3, 0) is 2 away from the narrow mode, but that is 20 of its sigmas.
    scores = mode_scores(distribution, np.tile([[3.0, 0.0]], (20, 1)))
    assert (scores.modes, scores.share) == (1, 1)
    assert scores.spread_low == pytest.approx(0.3 / 1.378, rel=1e-3)


def test_correlation_is_whitened():
    distribution = Mixture(
        [0.5, 0.5], [MultivariateNormal([0, 0], [[1, 0.99], [0.99, 1]]), MultivariateNormal([50, 0], 1)]
    )
    assert mode_scores(distribution, [[2.0, 2.0]]).modes == 1  # 2 standard deviations along
    assert mode_scores(distribution, [[1.0, -1.0]]).modes == 0  # 14 across


def test_points_at_the_end_of_the_numbers_are_far():
    assert mode_scores(SKEWED, np.full((5, 2), 1e308)).share == 0


def test_modes_of():
    assert modes_of(Normal(4, 0.5))[0][1].mean == 4
    assert [weight for weight, _ in modes_of(Mixture([0.5, 0.5], [TWO, Normal(9, 1)]))] == [0.25, 0.25, 0.5]
    assert len(modes_of(grid())) == 25
    for distribution in (Uniform(0, 1), checkerboard(), Mixture([0.5, 0.5], [Normal(), Uniform(0, 1)])):
        assert modes_of(distribution) == []


def test_errors():
    with pytest.raises(TypeError, match=r"expected a mixture of normal distributions, got Uniform"):
        mode_scores(Uniform(0, 1), [[0.5]])
    with pytest.raises(ValueError, match=r"x has shape \(3,\), expected \(n, 2\)"):
        mode_scores(ring(), [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="x has no rows, expected at least 1"):
        mode_scores(ring(), np.zeros((0, 2)))
    with pytest.raises(ValueError, match="x holds 1 nan or infinite entries among 2"):
        mode_scores(ring(), [[np.nan, 1]])

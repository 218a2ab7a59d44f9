import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import checkerboard, grid, ring


def test_a_ring_has_as_many_modes_as_it_says():
    centers = np.array([distribution.mean for distribution in ring(8, 2.0, 0.02).components])
    apart = np.linalg.norm(centers[:, None] - centers, axis=2)[~np.eye(8, dtype=bool)]
    # The neighbors of eight points on a circle of radius 2 are 4 sin(pi / 8) apart; a repeated mode would be 0.
    assert apart.min() == pytest.approx(4 * np.sin(np.pi / 8))
    np.testing.assert_allclose(np.linalg.norm(centers, axis=1), 2)


def test_a_grid_is_centered_and_evenly_spaced():
    centers = np.array([distribution.mean for distribution in grid(5, 2.0, 0.05).components])
    np.testing.assert_allclose(centers.mean(axis=0), 0, atol=1e-15)
    assert set(centers[:, 0]) == set(centers[:, 1]) == {-4, -2, 0, 2, 4}


@pytest.mark.parametrize("distribution", [ring(), grid()], ids=["ring", "grid"])
def test_a_perfect_sampler_scores_98_889_percent_within_3_sigma(distribution, rng):
    x = distribution.sample(100_000, rng=rng)
    distance = np.min(
        [np.linalg.norm(x - mode.mean, axis=1) / np.sqrt(mode.cov[0, 0]) for mode in distribution.components], axis=0
    )
    share = 1 - np.exp(-9 / 2)
    assert (distance <= 3).mean() == pytest.approx(share, abs=5 * np.sqrt(share * (1 - share) / 100_000))


@pytest.mark.parametrize("side", [2, 3, 4])
def test_a_checkerboard_holds_equal_shares_of_its_dark_squares(side, rng):
    n, spacing = 50_000, 0.5
    x = checkerboard(side, spacing).sample(n, rng=rng)
    counts, _, _ = np.histogram2d(*x.T, bins=np.linspace(-side / 4, side / 4, side + 1))
    dark = np.array([[(column + row) % 2 == 0 for row in range(side)] for column in range(side)])
    assert counts.sum() == n
    assert (counts[~dark] == 0).all()
    assert stats.chisquare(counts[dark]).pvalue > 1e-4
    within = (x / spacing + side / 2) % 1
    assert min(stats.kstest(within[:, i], stats.uniform.cdf).pvalue for i in (0, 1)) > 1e-4


@pytest.mark.parametrize(("side", "spacing"), [(2, 1.0), (3, 2.0), (4, 1.0)])
def test_the_density_of_a_checkerboard_is_flat_and_integrates_to_1(side, spacing, rng):
    distribution, step = checkerboard(side, spacing), 0.02
    ticks = np.arange(-4, 4, step) + step / 2
    density = distribution.pdf(np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2))
    assert density.sum() * step**2 == pytest.approx(1, rel=1e-12)
    flat = 1 / ((side**2 + 1) // 2 * spacing**2)
    np.testing.assert_allclose(density[density > 0], flat, rtol=1e-15)
    np.testing.assert_allclose(distribution.pdf(distribution.sample(1000, rng=rng)), flat, rtol=1e-15)


@pytest.mark.parametrize(
    ("make", "bad"),
    [
        (ring, {"modes": 0}),
        (ring, {"radius": 0}),
        (grid, {"std": -1}),
        (checkerboard, {"side": 1}),
        (checkerboard, {"spacing": 0}),
    ],
)
def test_errors(make, bad):
    with pytest.raises(ValueError, match=f"{next(iter(bad))} must be"):
        make(**bad)

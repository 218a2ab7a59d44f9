import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import annulus, checkerboard, grid, ring


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


def test_samples_of_an_annulus_are_uniform_in_area(rng):
    x = annulus(1, 2).sample(20_000, rng=rng)
    assert x.shape == (20_000, 2)
    # The area between the radii 1 and r is pi (r^2 - 1): r^2 is uniform on [1, 4]. So is the angle, on a circle.
    assert stats.kstest((x**2).sum(axis=1), stats.uniform(1, 3).cdf).pvalue > 1e-4
    assert stats.kstest(np.arctan2(x[:, 1], x[:, 0]), stats.uniform(-np.pi, 2 * np.pi).cdf).pvalue > 1e-4


def test_equal_areas_of_an_annulus_have_equal_probability(rng):
    # Half of the points have x > 0; of the square [-1, 1]^2 the corners outside the inner circle have area 4 - pi.
    n = 100_000
    x = annulus(1, 2).sample(n, rng=rng)
    for share, chance in (((x[:, 0] > 0).mean(), 0.5), ((np.abs(x).max(axis=1) < 1).mean(), (4 - np.pi) / (3 * np.pi))):
        assert share == pytest.approx(chance, abs=5 * np.sqrt(chance * (1 - chance) / n))


@pytest.mark.parametrize("distribution", [annulus(), annulus(0, 1.5), annulus(2.5, 2.75)], ids=repr)
def test_the_density_of_an_annulus_integrates_to_1_and_is_constant_at_the_samples(distribution, rng):
    step = 0.004
    ticks = np.arange(-3, 3, step) + step / 2
    cells = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    assert distribution.pdf(cells).sum() * step**2 == pytest.approx(1, abs=2e-3)
    middle = [[0, (distribution.inner + distribution.outer) / 2]]
    assert set(distribution.log_pdf(distribution.sample(1000, rng=rng))) == set(distribution.log_pdf(middle))


def test_the_log_density_outside_an_annulus_is_minus_infinity():
    outside = [[0, 0], [0.7, 0.7], [1.5, 1.5], [1e200, 1e200], [1.7e308, 1.7e308]]
    assert (annulus(1, 2).log_pdf(outside) == -np.inf).all()


def test_the_repr_of_an_annulus_is_its_constructor_call():
    assert repr(annulus(0.5, 3)) == "annulus(0.5, 3)"


@pytest.mark.parametrize(
    ("inner", "outer", "message"),
    [
        (2, 1, "radii must have 0 <= inner < outer, got inner = 2 and outer = 1"),
        (-1, 1, "radii must have 0 <= inner"),
        (1, 1, "radii must have 0 <= inner"),
        (0, np.inf, "outer must be finite, got inf"),
    ],
)
def test_errors_of_annulus(inner, outer, message):
    with pytest.raises(ValueError, match=message):
        annulus(inner, outer)

import numpy as np
import pytest

from numpygan.distributions import grid, ring


def test_a_ring_has_as_many_modes_as_it_says():
    centers = np.array([law.mean for law in ring(8, 2.0, 0.02).components])
    apart = np.linalg.norm(centers[:, None] - centers, axis=2)[~np.eye(8, dtype=bool)]
    # The neighbors of eight points on a circle of radius 2 are 4 sin(pi / 8) apart; a repeated mode would be 0.
    assert apart.min() == pytest.approx(4 * np.sin(np.pi / 8))
    np.testing.assert_allclose(np.linalg.norm(centers, axis=1), 2)


def test_a_grid_is_centered_and_evenly_spaced():
    centers = np.array([law.mean for law in grid(5, 2.0, 0.05).components])
    np.testing.assert_allclose(centers.mean(axis=0), 0, atol=1e-15)
    assert set(centers[:, 0]) == set(centers[:, 1]) == {-4, -2, 0, 2, 4}


@pytest.mark.parametrize("law", [ring(), grid()], ids=["ring", "grid"])
def test_a_perfect_sampler_scores_98_889_percent_within_3_sigma(law, rng):
    x = law.sample(100_000, rng=rng)
    distance = np.min(
        [np.linalg.norm(x - mode.mean, axis=1) / np.sqrt(mode.cov[0, 0]) for mode in law.components], axis=0
    )
    share = 1 - np.exp(-9 / 2)
    assert (distance <= 3).mean() == pytest.approx(share, abs=5 * np.sqrt(share * (1 - share) / 100_000))


@pytest.mark.parametrize(("make", "bad"), [(ring, {"modes": 0}), (ring, {"radius": 0}), (grid, {"std": -1})])
def test_errors(make, bad):
    with pytest.raises(ValueError, match=f"{next(iter(bad))} must be"):
        make(**bad)

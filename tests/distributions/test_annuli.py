import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import annulus


def test_samples_are_uniform_in_area(rng):
    x = annulus(1, 2).sample(20_000, rng=rng)
    assert x.shape == (20_000, 2)
    # The area between the radii 1 and r is pi (r^2 - 1): r^2 is uniform on [1, 4]. So is the angle, on a circle.
    assert stats.kstest((x**2).sum(axis=1), stats.uniform(1, 3).cdf).pvalue > 1e-4
    assert stats.kstest(np.arctan2(x[:, 1], x[:, 0]), stats.uniform(-np.pi, 2 * np.pi).cdf).pvalue > 1e-4


def test_equal_areas_hold_equal_shares(rng):
    # Half of the points have x > 0; of the square [-1, 1]^2 the corners outside the inner circle have area 4 - pi.
    n = 100_000
    x = annulus(1, 2).sample(n, rng=rng)
    for share, chance in (((x[:, 0] > 0).mean(), 0.5), ((np.abs(x).max(axis=1) < 1).mean(), (4 - np.pi) / (3 * np.pi))):
        assert share == pytest.approx(chance, abs=5 * np.sqrt(chance * (1 - chance) / n))


@pytest.mark.parametrize("distribution", [annulus(), annulus(0, 1.5), annulus(2.5, 2.75)], ids=repr)
def test_the_density_integrates_to_1_and_holds_the_samples(distribution, rng):
    step = 0.004
    ticks = np.arange(-3, 3, step) + step / 2
    cells = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    assert distribution.pdf(cells).sum() * step**2 == pytest.approx(1, abs=2e-3)
    middle = [[0, (distribution.inner + distribution.outer) / 2]]
    assert set(distribution.log_pdf(distribution.sample(1000, rng=rng))) == set(distribution.log_pdf(middle))


def test_outside_the_log_density_is_minus_infinity():
    outside = [[0, 0], [0.7, 0.7], [1.5, 1.5], [1e200, 1e200], [1.7e308, 1.7e308]]
    assert (annulus(1, 2).log_pdf(outside) == -np.inf).all()


def test_it_is_shown_as_it_is_made():
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
def test_errors(inner, outer, message):
    with pytest.raises(ValueError, match=message):
        annulus(inner, outer)

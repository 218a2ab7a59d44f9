"""Bare curves against their equations, in polar coordinates where the code is in Cartesian ones."""

import pickle

import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import NoDensityError, line, spiral, swiss_roll, two_moons

MAKERS = [two_moons, swiss_roll, spiral, line]
N = 20_000


def is_uniform(x: np.ndarray, low: float, high: float) -> bool:
    return stats.kstest(x, stats.uniform(low, high - low).cdf).pvalue > 1e-4


def polar(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Radius and angle in [0, 2 pi)."""
    return np.hypot(x[:, 0], x[:, 1]), np.arctan2(x[:, 1], x[:, 0]) % (2 * np.pi)


def turns_apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The largest difference of angles, whole turns apart."""
    return np.abs((a - b + np.pi) % (2 * np.pi) - np.pi).max()


@pytest.mark.parametrize("make", MAKERS)
def test_shapes_and_size(make, rng):
    distribution = make()
    assert distribution.dim == 2
    assert distribution.sample(0, rng=rng).shape == (0, 2)
    x = distribution.sample(1000, rng=rng)
    assert x.shape == (1000, 2)
    assert 1 < np.abs(x).max() < 4


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_added_to_the_curve_is_round_normal_noise(make):
    noisy, bare = (make(std=std).sample(N, rng=np.random.default_rng(1)) for std in (0.3, 0))
    noise = noisy - bare
    for direction in (noise[:, 0], noise[:, 1], (noise[:, 0] + noise[:, 1]) / np.sqrt(2)):
        assert stats.kstest(direction, stats.norm(0, 0.3).cdf).pvalue > 1e-4


def test_two_moons_are_halves_of_circles(rng):
    x = two_moons(radius=2, std=0).sample(N, rng=rng)
    to_upper, angle = polar(x - [-1, -0.5])
    upper = np.isclose(to_upper, 2, rtol=1e-12)
    assert upper.mean() == pytest.approx(0.5, abs=5 * 0.5 / np.sqrt(N))
    assert is_uniform(angle[upper], 0, np.pi)
    to_lower, angle = polar(x[~upper] - [1, 0.5])
    np.testing.assert_allclose(to_lower, 2, rtol=1e-12)
    assert is_uniform(angle, np.pi, 2 * np.pi)


def test_two_moons_interlock():
    # The ends of each moon lie on the axis of the other, a quarter of the radius inside its arc.
    upper, lower = two_moons(radius=1, std=0).curve(np.array([0.0, 0.5]))
    np.testing.assert_allclose(upper, [0.5, -0.25])
    np.testing.assert_allclose(lower, [-0.5, 0.25], atol=1e-15)


def test_a_swiss_roll_is_uniform_in_its_angle(rng):
    radius, angle = polar(swiss_roll(radius=3, std=0).sample(N, rng=rng))
    # 3 units at 9 pi / 2, of which the last 3 pi are there.
    assert turns_apart(angle, radius / 3 * 9 * np.pi / 2) < 1e-12
    assert is_uniform(radius, 1, 3)


@pytest.mark.parametrize(("arms", "turns"), [(1, 2.0), (2, 1.5), (3, 0.4)])
def test_a_spiral_has_as_many_arms_and_turns_as_it_says(arms, turns, rng):
    radius, angle = polar(spiral(arms=arms, turns=turns, radius=3, std=0).sample(N, rng=rng))
    assert is_uniform(radius**2, 0, 9)
    start = (angle - 2 * np.pi * turns * radius / 3) / (2 * np.pi) * arms  # of the arm, in arms
    np.testing.assert_allclose(start, start.round(), atol=1e-9)
    shares = np.bincount(start.round().astype(int) % arms, minlength=arms) / N
    np.testing.assert_allclose(shares, np.full(arms, 1 / arms), atol=5 * 0.5 / np.sqrt(N))


def test_half_a_turn_out_a_spiral_is_uniform_in_arc_length_to_5_percent():
    t = np.linspace(0, 1, 200_001)
    distribution = spiral(arms=1, turns=1.5, std=0)
    speed = np.linalg.norm(np.diff(distribution.curve(t), axis=0), axis=1)
    beyond = speed[np.sqrt(t[1:]) > 1 / 3]
    assert 0.04 < beyond[:-1].max() / beyond[:-1].min() - 1 < 0.05


def test_a_line_is_uniform_in_length(rng):
    x = line(start=(1, 1), end=(4, -3)).sample(N, rng=rng)
    along = (x - [1, 1]) @ [0.6, -0.8]
    np.testing.assert_allclose((x - [1, 1]) @ [0.8, 0.6], 0, atol=1e-14)
    assert is_uniform(along, 0, 5)


@pytest.mark.parametrize("make", MAKERS)
def test_the_middle_of_moons_spirals_and_line_is_0(make, rng):
    if make is not swiss_roll:
        x = make().sample(N, rng=rng)
        np.testing.assert_allclose(x.mean(axis=0), 0, atol=5 * x.std() / np.sqrt(N))


@pytest.mark.parametrize("make", MAKERS)
def test_no_density(make):
    for std, why in (
        (0.0, "does not exist, because a curve has no area"),
        (0.1, "is an integral along the curve, which is not computed"),
    ):
        with pytest.raises(NoDensityError, match=rf"the density of {make.__name__}\(.*{why}; train on it, and"):
            make(std=std).log_pdf([[0.0, 0.0]])


def test_they_are_shown_as_they_are_made():
    assert repr(two_moons()) == "two_moons(radius=2) with noise of std 0.1"
    assert repr(swiss_roll(4, 0)) == "swiss_roll(radius=4)"
    assert repr(spiral(std=0)) == "spiral(arms=2, turns=1.5, radius=3)"
    assert repr(line((0, 0), (1.5, -1))) == "line(start=(0, 0), end=(1.5, -1))"


@pytest.mark.parametrize("make", MAKERS)
def test_they_travel_to_other_processes(make):
    distribution = make()
    x, y = (a.sample(5, rng=np.random.default_rng(0)) for a in (distribution, pickle.loads(pickle.dumps(distribution))))
    np.testing.assert_array_equal(x, y)


@pytest.mark.parametrize(
    ("make", "bad", "message"),
    [
        *((make, {"std": -0.1}, "std must be >= 0, got -0.1") for make in MAKERS),
        (two_moons, {"radius": 0}, "radius must be > 0, got 0"),
        (swiss_roll, {"radius": np.inf}, "radius must be finite, got inf"),
        (spiral, {"arms": 0}, "arms must be an integer >= 1, got 0"),
        (spiral, {"turns": -1}, "turns must be > 0, got -1"),
        (spiral, {"radius": -1}, "radius must be > 0, got -1"),
        (line, {"start": (0, 0, 0)}, r"start has shape \(3,\), expected \(2,\)"),
        (line, {"end": (0, np.nan)}, "end holds 1 nan"),
        (line, {"start": (1, 1), "end": (1, 1)}, r"start and end must be distinct, got \[1. 1.\] for both"),
    ],
)
def test_errors(make, bad, message):
    with pytest.raises(ValueError, match=message):
        make(**bad)

"""JS over cells: against the exact JS, its floor against first-order theory, and distributions without a density."""

import pickle

import numpy as np
import pytest

from numpygan.distributions import (
    Empirical,
    Mixture,
    MultivariateNormal,
    MultivariateUniform,
    Normal,
    grid,
    line,
    ring,
    two_moons,
)
from numpygan.evaluation import CellHistogram
from numpygan.theory import js

PLANE = MultivariateNormal([0, 0], 1)
PAIRS = [
    (Normal(4, 0.5), Normal(3.5, 0.4)),
    (PLANE, MultivariateNormal([1, 0], 1)),
    (ring(), ring(std=0.03)),
    (ring(), Mixture([1 / 7] * 7, ring().components[:7])),
    (grid(), grid(std=0.1)),
]


@pytest.mark.parametrize(("p", "q"), PAIRS, ids=lambda distribution: repr(distribution)[:20])
def test_at_most_js_and_most_of_it(p, q, rng):
    cells, exact = CellHistogram(p, 4000, rng=rng), js(p, q)
    scores = [cells.js(q.sample(4000, rng=rng)) for _ in range(10)]
    above_floor = np.mean(scores) - cells.floor
    assert 0.6 * exact < above_floor < exact + 4 * scores[0].error / np.sqrt(10)


def test_the_error_is_how_much_scores_differ(rng):
    cells = CellHistogram(ring(), 1000, rng=rng)
    scores = [cells.js(ring(std=0.04).sample(1000, rng=rng)) for _ in range(60)]
    assert np.std(scores) == pytest.approx(np.mean([score.error for score in scores]), rel=0.3)


def test_more_points_see_more(rng):
    p, q = ring(), ring(std=0.03)
    seen = []
    for n in (250, 2500, 25_000):
        cells = CellHistogram(p, n, rng=rng)
        seen.append(np.mean([cells.js(q.sample(n, rng=rng)) - cells.floor for _ in range(5)]))
    assert seen[0] < seen[1] < seen[2] < js(p, q)


@pytest.mark.parametrize(
    "distribution", [Normal(), ring(), line(), two_moons()], ids=lambda distribution: repr(distribution)[:20]
)
@pytest.mark.parametrize("n", [1000, 10_000])
def test_the_floor_is_what_theory_says(distribution, n, rng):
    cells = CellHistogram(distribution, n, rng=rng)
    assert cells.mass.size == {1000: 101, 10_000: 501}[n]  # n / 10, or 5 sqrt(n) where that is less, and the rest
    first_order = (cells.mass.size - 1) / (8 * n)
    assert cells.floor == pytest.approx(1.1 * first_order, rel=0.15)  # a 20th more for the masses, and second order
    score = cells.js(distribution.sample(n, rng=rng))
    assert abs(score - cells.floor) < 5 * cells.floor.error
    assert cells.mass.sum() == pytest.approx(1)
    assert cells.mass[-1] < 0.01


def test_what_lies_between_the_modes_is_seen(rng):
    # A tenth of the points anywhere on a square: nearly all of them are in the rest of space.
    cells, box = CellHistogram(grid(), 2500, rng=rng), MultivariateUniform([-5, -5], [5, 5])
    x = np.concatenate([grid().sample(2250, rng=rng), box.sample(250, rng=rng)])
    assert 0.022 < cells.js(x) - cells.floor < 0.036  # exactly, JS is 0.034


def test_distributions_without_density(rng):
    cells = CellHistogram(line(), 2500, rng=rng)
    off = line().sample(2500, rng=rng) + rng.normal(scale=0.5, size=(2500, 2))
    assert cells.js(off) > 0.3
    few = CellHistogram(Empirical(rng.normal(size=(50, 2))), 500, rng=rng)
    assert few.mass.size == 6  # 50 different points: 5 cells and the rest
    point = CellHistogram(Empirical([[1.0, 2.0]]), 500, rng=rng)
    assert point.js(np.tile([[1.0, 2.0]], (500, 1))) == 0
    assert point.js(np.tile([[1.0, 2.1]], (500, 1))) == pytest.approx(np.log(2))


def test_units_do_not_matter():
    # Stretched by a power of two, so that not even the rounding differs.
    x = np.random.default_rng(0).normal(size=(3000, 2))
    stretch = np.array([2.0**40, 2.0**-40])
    one, other = (CellHistogram(Empirical(points), 1000, rng=np.random.default_rng(1)) for points in (x, x * stretch))
    fake = np.random.default_rng(2).normal(0.5, 1, size=(1000, 2))
    assert one.js(fake) == other.js(fake * stretch)


def test_far_points_are_in_the_rest_of_space(rng):
    cells = CellHistogram(ring(), 1000, rng=rng)
    assert 0.67 < cells.js(np.full((1000, 2), 1e3)) == cells.js(np.full((1000, 2), 1e300)) < np.log(2)


def test_afterwards_nothing_is_random(rng):
    cells, x = CellHistogram(ring(), 500, rng=np.random.default_rng(3)), ring(std=0.1).sample(500, rng=rng)
    twin = CellHistogram(ring(), 500, rng=np.random.default_rng(3))
    assert cells.js(x) == cells.js(x) == twin.js(x) == pickle.loads(pickle.dumps(cells)).js(x)


def test_errors(rng):
    with pytest.raises(TypeError, match="p_data must be a Distribution"):
        CellHistogram(np.zeros((5, 2)), 100, rng=rng)
    with pytest.raises(ValueError, match="n must be an integer >= 10, got 9"):
        CellHistogram(ring(), 9, rng=rng)
    with pytest.raises(TypeError, match="rng must be"):
        CellHistogram(ring(), 100, rng=0)
    cells = CellHistogram(ring(), 100, rng=rng)
    with pytest.raises(ValueError, match="got 99 generated points, expected n = 100: the floor depends on n"):
        cells.js(np.zeros((99, 2)))
    with pytest.raises(ValueError, match=r"generated has shape \(100,\), expected \(n, 2\)"):
        cells.js(np.zeros(100))

import numpy as np
import pytest

from numpygan.distributions import Mixture, MultivariateNormal, grid
from numpygan.numerics.relevant_components import FEWEST, group_by_relevant_components

DISTRIBUTIONS = [grid(), MultivariateNormal([0, 0], 9)]


def rectangles(rng, k=2000):
    return rng.uniform(-5, 5, size=(k, 2)), np.full((k, 2), 0.05)


def test_every_rectangle_is_in_one_group(rng):
    groups = [which for which, _ in group_by_relevant_components(DISTRIBUTIONS, *rectangles(rng))]
    assert len(groups) > 1
    np.testing.assert_array_equal(np.sort(np.concatenate(groups)), np.arange(2000))


def test_the_components_that_are_left_give_the_same_density(rng):
    center, half = rectangles(rng)
    for which, distributions in group_by_relevant_components(DISTRIBUTIONS, center, half):
        x = center[which] + half[which] * rng.uniform(-1, 1, size=(len(which), 2))
        for distribution, part in zip(DISTRIBUTIONS, distributions, strict=True):
            np.testing.assert_allclose(part.log_pdf(x), distribution.log_pdf(x), rtol=1e-14)


def test_where_modes_are_narrow_few_are_left(rng):
    sizes = [
        len(distributions[0].components)
        for _, distributions in group_by_relevant_components(DISTRIBUTIONS, *rectangles(rng))
    ]
    assert np.mean(sizes) < 4


def test_few_rectangles_are_not_split_into_groups(rng):
    groups = list(group_by_relevant_components(DISTRIBUTIONS, *rectangles(rng, FEWEST)))
    assert len(groups) == 1
    assert groups[0][1] == DISTRIBUTIONS


def test_a_mixture_of_mixtures_is_left_whole(rng):
    distribution = Mixture([0.5, 0.5], [grid(2), grid(3)])
    assert all(
        distributions == [distribution]
        for _, distributions in group_by_relevant_components([distribution], *rectangles(rng))
    )


def test_a_part_of_a_mixture_keeps_its_weights():
    distribution = Mixture([0.25, 0.75], [MultivariateNormal([0, 0], 1), MultivariateNormal([5, 0], 1)])
    part = distribution.only(np.array([False, True]))
    assert part.pdf([[5.0, 0.0]]) == pytest.approx(0.75 / (2 * np.pi))
    assert distribution.weights.size == 2

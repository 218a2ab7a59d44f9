import pickle

import numpy as np
import pytest

from numpygan.distributions import CATALOG, Conditional, Univariate, named_distribution

OF_THE_LINE = "normal wide-normal uniform laplace gamma two-modes far-normal"
OF_THE_PLANE = "wide-ring ring small-ring grid correlated-normal checkerboard two-moons swiss-roll spiral annulus line"
CONDITIONAL = "labeled-ring labeled-grid second-given-first angle"


def test_the_distributions_stand_in_the_order_in_which_one_tries_them():
    assert list(CATALOG) == f"{OF_THE_LINE} {OF_THE_PLANE} {CONDITIONAL}".split()


@pytest.mark.parametrize("name", CATALOG)
def test_every_distribution_has_a_line_of_its_own(name):
    about = CATALOG[name].about
    assert 10 < len(about) < 60
    assert "\n" not in about
    assert [entry.about for entry in CATALOG.values()].count(about) == 1
    assert named_distribution(name) is CATALOG[name].distribution


@pytest.mark.parametrize("name", OF_THE_LINE.split())
def test_a_distribution_of_the_line_has_a_density(name):
    distribution = named_distribution(name)
    assert isinstance(distribution, Univariate)
    assert distribution.has_density


@pytest.mark.parametrize("name", OF_THE_PLANE.split())
def test_a_distribution_of_the_plane_has_points_of_a_few_units(name, rng):
    distribution = named_distribution(name)
    x = distribution.sample(500, rng=rng)
    assert x.shape == (500, distribution.dim) == (500, 2)
    assert 0.9 < np.abs(x).max() < 5


@pytest.mark.parametrize(
    ("name", "dim", "c_dim"),
    [("labeled-ring", 2, 8), ("labeled-grid", 2, 25), ("second-given-first", 1, 1), ("angle", 2, 1)],
)
def test_a_conditional_distribution_has_points_and_conditions(name, dim, c_dim, rng):
    distribution = named_distribution(name)
    assert isinstance(distribution, Conditional)
    x, c = distribution.sample(10, rng=rng)
    assert (x.shape, c.shape) == ((10, dim), (10, c_dim))


@pytest.mark.parametrize("name", CATALOG)
def test_every_distribution_can_be_shown_and_sent_to_another_process(name):
    assert " object at " not in repr(named_distribution(name))
    assert repr(pickle.loads(pickle.dumps(named_distribution(name)))) == repr(named_distribution(name))


def test_an_unknown_name_lists_the_nearest():
    with pytest.raises(ValueError, match="unknown distribution 'norml'; did you mean normal"):
        named_distribution("norml")
    with pytest.raises(ValueError, match="unknown distribution 'labelled-ring'; did you mean labeled-ring"):
        named_distribution("labelled-ring")

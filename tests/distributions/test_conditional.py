import numpy as np
import pytest

from numpygan.distributions import (
    AngleToPoint,
    Labeled,
    Mixture,
    MultivariateNormal,
    NoDensityError,
    Normal,
    Pairs,
    SecondGivenFirst,
    ShuffledPairs,
    ring,
)

CROSS = Mixture(
    [0.3, 0.7], [MultivariateNormal([0, 1], [[1, 0.9], [0.9, 1]]), MultivariateNormal([1, 0], [[2, -1], [-1, 1]])]
)
DISTRIBUTIONS = [Labeled(ring()), SecondGivenFirst(CROSS), AngleToPoint()]


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda distribution: type(distribution).__name__)
def test_shapes(distribution, rng):
    x, c = distribution.sample(7, rng=rng)
    assert (x.shape, c.shape) == ((7, distribution.dim), (7, distribution.c_dim))
    assert distribution.sample_given(c, rng=rng).shape == x.shape
    assert distribution.given(c[0]).dim == distribution.dim
    assert (
        Pairs(distribution).sample(5, rng=rng).shape
        == ShuffledPairs(distribution).sample(5, rng=rng).shape
        == (5, distribution.dim + distribution.c_dim)
    )


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda distribution: type(distribution).__name__)
def test_samples_given_a_condition_follow_the_distribution_given_it(distribution, rng):
    for c in distribution.sample_conditions(3, rng=rng):
        n = 20_000
        x, expected = distribution.sample_given(np.tile(c, (n, 1)), rng=rng), distribution.given(c).sample(n, rng=rng)
        spread = expected.std(axis=0) / np.sqrt(n)
        assert (np.abs(x.mean(axis=0) - expected.mean(axis=0)) < 5 * np.sqrt(2) * spread).all()
        np.testing.assert_allclose(x.std(axis=0), expected.std(axis=0), rtol=0.05)


def test_the_second_given_the_first_is_bayes_rule():
    # p(x2 | x1) = p(x1, x2) / p(x1), where the marginal p(x1) is a 1-D mixture of normal distributions.
    distribution = SecondGivenFirst(CROSS)
    first = Mixture([0.3, 0.7], [Normal(0, 1), Normal(1, np.sqrt(2))])
    x2 = np.linspace(-4, 4, 9)
    for x1 in (-2.0, 0.3, 5.0):
        joint = CROSS.pdf(np.stack([np.full(9, x1), x2], axis=1))
        np.testing.assert_allclose(distribution.given([x1]).pdf(x2), joint / first.pdf([x1]), rtol=1e-12)


def test_far_from_all_components_a_condition_still_has_a_distribution():
    assert SecondGivenFirst(CROSS).given([1e6]).weights.sum() == pytest.approx(1)


def test_pairs_keep_x_and_c_together_and_shuffled_pairs_do_not(rng):
    distribution = AngleToPoint(2.0, 0.01)
    for pairs, together in ((Pairs(distribution), True), (ShuffledPairs(distribution), False)):
        rows = pairs.sample(200, rng=rng)
        distance = np.linalg.norm(rows[:, :2] - 2 * np.stack([np.cos(rows[:, 2]), np.sin(rows[:, 2])], axis=1), axis=1)
        assert (distance < 0.06).all() == together
        np.testing.assert_allclose(
            np.linalg.norm(rows[:, :2], axis=1), 2, atol=0.06
        )  # x alone is the same distribution


def test_they_are_shown_as_they_are_made():
    assert repr(Labeled(ring())) == "Labeled(Mixture of 8 distributions)"
    assert repr(SecondGivenFirst(MultivariateNormal([0, 0], 1))).startswith("SecondGivenFirst(MultivariateNormal(")
    assert repr(Pairs(AngleToPoint())) == "Pairs(AngleToPoint(2, 0.2))"
    assert repr(ShuffledPairs(AngleToPoint(1, 0.1))) == "ShuffledPairs(AngleToPoint(1, 0.1))"


def test_errors(rng):
    with pytest.raises(ValueError, match=r"c must be one-hot, got \[1. 1."):
        Labeled(ring()).given(np.ones(8))
    with pytest.raises(ValueError, match=r"c must be one-hot, got \[0.125"):
        Labeled(ring()).sample_given(np.full((3, 8), 0.125), rng=rng)
    for wrong in (None, Normal(), MultivariateNormal([0, 0], 1)):
        with pytest.raises(TypeError, match="expected a mixture"):
            Labeled(wrong)
    with pytest.raises(TypeError, match="expected a conditional distribution"):
        Pairs(ring())
    with pytest.raises(ValueError, match=r"c has shape \(2,\), expected \(1,\)"):
        AngleToPoint().given([0.0, 1.0])
    with pytest.raises(ValueError, match=r"c has shape \(3,\), expected \(n, 1\)"):
        AngleToPoint().sample_given([0.0, 1.0, 2.0], rng=rng)
    with pytest.raises(TypeError, match="2-D normal distribution or a mixture of them"):
        SecondGivenFirst(MultivariateNormal([0, 0, 0], 1))
    with pytest.raises(NoDensityError):
        Pairs(AngleToPoint()).log_pdf([[0.0, 0.0, 0.0]])


UNEVEN = [(0.25, Normal(-2, 0.1)), (0.0, Normal(0, 0.1)), (0.75, Normal(2, 0.1))]


@pytest.mark.parametrize(
    "terms",
    [UNEVEN, [(w, MultivariateNormal([distribution.mean, 0], 0.01)) for w, distribution in UNEVEN]],
    ids=["line", "plane"],
)
def test_labels_are_those_of_the_components_as_given_even_next_to_one_of_weight_zero(terms, rng):
    weights, components = zip(*terms, strict=True)
    distribution = Labeled(Mixture(weights, components))
    assert [distribution.given(one_hot) for one_hot in np.eye(3)] == list(components)
    x, c = distribution.sample(4000, rng=rng)
    labels = c.argmax(axis=1)
    assert c.shape == (4000, 3)
    np.testing.assert_allclose(c.mean(axis=0), weights, atol=5 * np.sqrt(0.25 * 0.75 / 4000))
    np.testing.assert_allclose(x[:, 0], 2.0 * labels - 2, atol=0.6)
    # What is never drawn can still be asked for: a label that a distribution has no data of.
    np.testing.assert_allclose(distribution.sample_given([[0, 1, 0]] * 50, rng=rng)[:, 0], 0, atol=0.6)

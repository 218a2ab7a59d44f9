import copy
import pickle
from itertools import islice

import numpy as np
import pytest

from numpygan.distributions import AngleToPoint, Labeled, MultivariateNormal, Normal, Pairs, SecondGivenFirst, ring
from numpygan.nets import at_input, at_theta, gradcheck, mlp, mlp_layers
from numpygan.theory import PushForward
from numpygan.training import GAN, ConditionalGenerator, conditional_gan, iterate, sample_given

PART = SecondGivenFirst(MultivariateNormal([0, 0], [[1, 0.8], [0.8, 1]]))


@pytest.fixture
def generator(rng):
    return ConditionalGenerator(*mlp_layers([2 + 3, 8, 4], rng=rng), c_dim=3)


def test_the_condition_is_copied_through(generator, rng):
    zc = rng.normal(size=(6, 5))
    y = generator.forward(zc)
    assert (generator.n_in, generator.n_out, y.shape) == (5, 7, (6, 7))
    np.testing.assert_array_equal(y[:, 4:], zc[:, 2:])


def test_gradients(generator, rng):
    zc, dy = rng.normal(size=(6, 5)), rng.normal(size=(6, 7))

    def loss(y):
        return float((y * dy).sum()), dy

    assert gradcheck(at_theta(generator, zc, loss), generator.theta.copy()) < 1e-7
    assert gradcheck(at_input(generator, loss), zc) < 1e-7


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda g: pickle.loads(pickle.dumps(g)), lambda g: g.astype("f8")])
def test_copies_are_independent_and_equal(copied, generator, rng):
    zc = rng.normal(size=(6, 5))
    twin = copied(generator)
    np.testing.assert_array_equal(twin.forward(zc), generator.forward(zc))
    twin.theta += 1
    assert not np.allclose(twin.forward(zc), generator.forward(zc))


def test_the_generator_of_one_condition(generator, rng):
    z, c = rng.normal(size=(6, 2)), rng.normal(size=3)
    expected = generator.forward(np.concatenate([z, np.tile(c, (6, 1))], axis=1))[:, :4]
    alone = generator.given(c)
    assert not any(layer in generator.layers for layer in alone.layers)
    np.testing.assert_allclose(alone.forward(z), expected, rtol=1e-14)
    generator.theta += 1  # it is the generator as it was
    np.testing.assert_allclose(alone.forward(z), expected, rtol=1e-14)


def test_its_exact_distribution_given_a_condition_is_that_of_its_samples(rng):
    gan = conditional_gan(PART, Normal(), g_hidden=[8], d_hidden=[8], rng=rng)
    distribution = PushForward(gan.generator.given([0.5]), Normal())
    x = sample_given(gan, np.full((20_000, 1), 0.5), rng=rng)[:, 0]
    for level in (0.1, 0.5, 0.9):
        assert (x <= distribution.quantile([level])).mean() == pytest.approx(level, abs=5 * np.sqrt(0.25 / 20_000))


@pytest.mark.parametrize(
    "distribution", [Labeled(ring()), PART, AngleToPoint()], ids=lambda distribution: type(distribution).__name__
)
def test_algorithm_1_trains_it_as_any_other(distribution, rng):
    gan = conditional_gan(distribution, Normal(), g_hidden=[8], d_hidden=[8], rng=rng)
    before = gan.generator.theta.copy(), gan.discriminator.theta.copy()
    records = list(islice(iterate(gan, Pairs(distribution), batch=16, rng=rng), 3))
    assert len(records) == 3
    assert not np.array_equal(gan.generator.theta, before[0])
    assert not np.array_equal(gan.discriminator.theta, before[1])
    assert gan.sample(5, rng=rng).shape == (5, distribution.dim + distribution.c_dim)


def test_errors(generator, rng):
    with pytest.raises(ValueError, match=r"c has shape \(2,\), expected \(3,\)"):
        generator.given([0.0, 1.0])
    generator.forward(np.zeros((6, 5)))
    with pytest.raises(ValueError, match=r"dy has shape \(6, 4\), expected \(n, 7\)"):
        generator.backward(np.zeros((6, 4)))
    with pytest.raises(TypeError, match="expected a conditional distribution, got Mixture of 8 distributions"):
        conditional_gan(ring(), Normal(), g_hidden=[8], d_hidden=[8], rng=rng)
    with pytest.raises(TypeError, match="expected a GAN that conditional_gan made, got 3"):
        sample_given(3, np.zeros((5, 1)), rng=rng)
    with pytest.raises(TypeError, match="expected a GAN that conditional_gan made"):
        sample_given(GAN(mlp([1, 1], rng=rng), mlp([1, 1], rng=rng), Normal()), np.zeros((5, 1)), rng=rng)

import numpy as np
import pytest

from numpygan.distributions import Empirical, Labeled, MultivariateNormal, Normal, Pairs, ring, standard_normal
from numpygan.evaluation import generated_distribution
from numpygan.nets import Network, mlp, mlp_layers
from numpygan.nets.extras import GaussianNoise
from numpygan.recipes import Run, Standardized, settings_for, standardize
from numpygan.training import GAN, conditional_gan


def test_mean_0_and_std_1(rng):
    distribution = standardize(MultivariateNormal([400, -3], [[9, 0.1], [0.1, 0.01]]), rng=rng)
    x = distribution.sample(20_000, rng=rng)
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=0.05)
    np.testing.assert_allclose(x.std(axis=0), 1, atol=0.05)


def test_density_is_that_of_the_standard_normal(rng):
    distribution = Standardized(MultivariateNormal([4, 5], np.diag([9.0, 0.25])), [4, 5], [3, 0.5])
    x = rng.normal(size=(6, 2))
    np.testing.assert_allclose(distribution.log_pdf(x), standard_normal(2).log_pdf(x), rtol=1e-14)


def test_a_restored_gan_makes_and_judges_points_in_the_units_of_the_data(rng):
    scaled = Standardized(Normal(400, 3), [400], [3])
    gan = GAN(mlp([1, 8, 1], rng=rng), mlp([1, 8, 1], rng=rng), Normal())
    restored, z = scaled.restore(gan), rng.normal(size=(5, 1))
    x = gan.generator.forward(z)
    np.testing.assert_allclose(restored.generator.forward(z), 400 + 3 * x, rtol=1e-15)
    np.testing.assert_allclose(
        restored.discriminator.forward(400 + 3 * x), gan.discriminator.forward(x), rtol=1e-11, atol=1e-13
    )
    restored.generator.theta[...] = 0
    assert gan.generator.theta.any()
    # The exact distribution of the restored generator is that of x, shifted and stretched.
    fresh = scaled.restore(gan)
    np.testing.assert_allclose(
        generated_distribution(fresh).log_pdf(400 + 3 * x),
        generated_distribution(gan).log_pdf(x) - np.log(3),
        rtol=1e-9,
    )


def test_conditions_keep_their_units(rng):
    distribution = Labeled(ring())
    pairs = standardize(Pairs(distribution), rng=rng)
    np.testing.assert_array_equal(pairs.mean[2:], 0)
    np.testing.assert_array_equal(pairs.std[2:], 1)
    gan = conditional_gan(distribution, standard_normal(2), g_hidden=[8], d_hidden=[8], rng=rng)
    zc = gan.noise.sample(7, rng=rng)
    before, after = gan.generator.forward(zc), pairs.restore(gan).generator.forward(zc)
    np.testing.assert_allclose(after[:, :2], before[:, :2] * pairs.std[:2] + pairs.mean[:2], rtol=1e-14)
    np.testing.assert_array_equal(after[:, 2:], zc[:, 2:])


def test_noise_in_front_of_d_stays_in_the_units_that_d_sees(rng):
    noise = GaussianNoise(0.5, rng=np.random.default_rng(3))
    gan = GAN(mlp([1, 8, 1], rng=rng), Network(noise, *mlp_layers([1, 8, 1], rng=rng)), Normal())
    restored = Standardized(Normal(400, 3), [400], [3]).restore(gan)
    x = rng.normal(size=(5, 1))
    np.testing.assert_allclose(restored.discriminator.forward(400 + 3 * x), gan.discriminator.forward(x), atol=1e-12)


def test_a_column_that_does_not_vary_keeps_its_unit(rng):
    distribution = standardize(Empirical([[1.0, 7.0], [3.0, 7.0]]), rng=rng)
    assert distribution.std[1] == 1
    np.testing.assert_array_equal(distribution.sample(3, rng=rng)[:, 1], 0)


def test_errors(rng):
    with pytest.raises(ValueError, match=r"mean has shape \(2,\), expected \(1,\)"):
        Standardized(Normal(), [0, 0], [1])
    with pytest.raises(ValueError, match="std must be > 0"):
        Standardized(Normal(), [0], [0])


def test_two_rings_that_differ_by_a_factor_of_2_give_the_same_run():
    """The ring of radius 1 is judged by the runs of the ring of radius 2: all numbers are halved, without rounding."""
    runs = []
    for radius, std in ((1.0, 0.01), (2.0, 0.02)):
        distribution = ring(radius=radius, std=std)
        settings = settings_for(distribution, recipe=True).with_values(steps=30, batch=16)
        run = Run(distribution, settings, rng=np.random.default_rng(3))
        for _ in run.iterate():
            pass
        runs.append(run)
    small, large = runs
    assert small.gan.generator.theta.tobytes() == large.gan.generator.theta.tobytes()
    points = [run.result().sample(50, rng=np.random.default_rng(4)) for run in runs]
    np.testing.assert_allclose(2 * points[0], points[1], rtol=1e-6, atol=1e-6)

import numpy as np
import pytest
from scipy import special

from numpygan.distributions import Normal
from numpygan.evaluation import discriminator_function, exact_measures, generated_distribution
from numpygan.evaluation.exact import evaluation_copy, sample_value
from numpygan.nets import Linear, Network, Tanh, mlp
from numpygan.nets.extras import GaussianNoise
from numpygan.theory import criterion, js, value
from numpygan.training import GAN

from ..training.test_algorithm1 import make_gan


def affine(slope, shift):
    layer = Linear(1, 1, rng=np.random.default_rng(0))
    layer.params[0][...], layer.params[1][...] = slope, shift
    return Network(layer)


def test_an_affine_generator_against_the_distribution_it_makes():
    gan, data = GAN(affine(-0.7, 3.0), affine(2.0, -7.0), Normal()), Normal(4, 0.5)
    measures = exact_measures(gan, data)
    assert measures["js"] == pytest.approx(js(data, Normal(3, 0.7)), rel=1e-12)
    assert measures["c"] == pytest.approx(criterion(data, Normal(3, 0.7)), rel=1e-12)
    # V of D = sigmoid(2 x - 7), by plain sums over a fine grid.
    x = np.linspace(-10, 20, 300_001)
    log_d, log_not_d = special.log_expit(2 * x - 7), special.log_expit(7 - 2 * x)
    v = ((data.pdf(x) * log_d) + Normal(3, 0.7).pdf(x) * log_not_d).sum() * (x[1] - x[0])
    assert measures["v_exact"] == pytest.approx(v, rel=1e-9)
    assert measures["gap"] == measures["c"] - measures["v_exact"] > 0


def test_kinks_of_d_are_cut_at(rng):
    D = mlp([1, 32, 32, 1], rng=rng, bias_std=1.0)
    data, p_g = Normal(0, 1), Normal(1, 2)
    function = discriminator_function(D, data, p_g)
    assert function.landmarks.size >= 20
    assert value(function, data, p_g).error < 1e-12


@pytest.mark.parametrize("distribution", [Normal(4, 0.5), Normal(400, 3)], ids=str)
def test_between_kinks_and_beyond_them_it_is_the_network(distribution, rng):
    D = mlp([1, 32, 32, 1], rng=rng, bias_std=1.0)
    x = rng.uniform(
        distribution.mean - 30 * distribution.std, distribution.mean + 30 * distribution.std, size=2000
    )  # its landmarks end at 9
    expected = D.forward(x[:, None])[:, 0]
    np.testing.assert_allclose(
        discriminator_function(D, distribution).logit(x), expected, rtol=0, atol=1e-13 * distribution.mean
    )
    smooth = mlp([1, 8, 1], Tanh, rng=rng)
    function = discriminator_function(smooth, distribution)
    assert function.landmarks.size == 0
    np.testing.assert_array_equal(function.logit(x), smooth.forward(x[:, None])[:, 0])


def test_v_from_points_by_hand():
    # D = 1/2 at 0, where both real points are; at log 3, 1 - D = 1/4.
    v = sample_value(affine(1.0, 0.0), np.zeros((2, 1)), np.array([[0.0], [np.log(3)], [np.log(3)]]))
    assert v == pytest.approx(-np.log(2) - (np.log(2) + 2 * np.log(4)) / 3)


def test_a_evaluation_copy(rng):
    layers = [GaussianNoise(1.0, rng=rng), Linear(1, 1, rng=rng)]
    gan = GAN(affine(1.0, 0.0), Network(*layers), Normal())
    copied = evaluation_copy(gan)
    assert gan.discriminator.training
    assert not copied.discriminator.training
    np.testing.assert_array_equal(copied.discriminator.forward([[1.0]]), copied.discriminator.forward([[1.0]]))
    gan.generator.theta += 1
    assert copied.generator.theta[0] == 1


def test_measuring_disturbs_nothing(rng):
    gan = make_gan()
    dlogits = rng.normal(size=(5, 1))
    gan.discriminator.forward(gan.generator.forward(rng.normal(size=(5, 1))))
    dx = gan.discriminator.backward(dlogits)
    exact_measures(gan, Normal(4, 0.5))
    np.testing.assert_array_equal(gan.discriminator.backward(dlogits), dx)


def test_errors(rng):
    with pytest.raises(ValueError, match="needs 1-D noise and 1-D points, got 1-D and 2-D"):
        generated_distribution(GAN(mlp([1, 2], rng=rng), mlp([2, 1], rng=rng), Normal()))

"""Exact distributions of G(z) against known distributions and against sample counts."""

import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Normal, Uniform, from_scipy
from numpygan.nets import LeakyReLU, Linear, Network, ReLU, Softplus, Tanh, mlp
from numpygan.nets.extras import Maxout
from numpygan.numerics import integrate
from numpygan.theory import PushForward, js, kl, total_variation

NAMED = [
    (lambda z: 0.5 * z + 4, None, Normal(), Normal(4, 0.5)),
    (lambda z: -3 * z, None, Uniform(0, 1), Uniform(-3, 0)),
    (np.exp, np.exp, Normal(), from_scipy(stats.lognorm(1))),
    (np.square, lambda z: 2 * z, Normal(), from_scipy(stats.chi2(1))),  # two to one
    (np.abs, np.sign, Normal(), from_scipy(stats.halfnorm())),
    (np.sin, np.cos, Uniform(-np.pi, np.pi), from_scipy(stats.arcsine(-1, 2))),
    (lambda z: np.tan(np.pi * (z - 0.5)), None, Uniform(0.001, 0.999), None),
]


@pytest.mark.parametrize(("G", "slope", "noise", "distribution"), NAMED[:-1])
def test_named_distributions(G, slope, noise, distribution):
    p_g = PushForward(G, noise, slope=slope)
    x = distribution.quantile(np.linspace(0.03, 0.97, 15))
    np.testing.assert_allclose(p_g.log_pdf(x), distribution.log_pdf(x), rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(p_g.cdf(x), distribution.cdf(x), atol=1e-10)
    assert js(p_g, distribution) < 1e-13


@pytest.mark.parametrize("activation", [LeakyReLU, Maxout, Tanh, Softplus])
@pytest.mark.parametrize("noise", [Normal(), Uniform(-2, 1)], ids=repr)
def test_networks(activation, noise, rng):
    G = mlp([1, 12, 12, 1], activation, rng=rng, bias_std=1.0)
    p_g = PushForward(G, noise)
    mass = integrate(lambda x, log_p: np.exp(log_p), p_g)
    assert mass == pytest.approx(1, abs=1e-7)
    assert abs(mass - 1) <= 10 * mass.error
    # The cdf against counting 200,000 points, to five standard errors.
    x = G.forward(noise.sample(200_000, rng=rng))[:, 0]
    at = np.quantile(x, [0.05, 0.2, 0.5, 0.8, 0.95])
    np.testing.assert_allclose(p_g.cdf(at), [0.05, 0.2, 0.5, 0.8, 0.95], atol=5 * 0.5 / np.sqrt(200_000))
    # And the density is the slope of the cdf, by a third of a route.
    low, high = at[1] + 1e-3, at[3]
    integral = integrate(
        lambda x, log_p: np.where((x >= low) & (x <= high), np.exp(log_p), 0), p_g, landmarks=[low, high]
    )
    assert integral == pytest.approx(p_g.cdf([high])[0] - p_g.cdf([low])[0], abs=1e-7)


@pytest.mark.parametrize("seed", range(6))
def test_smooth_networks_that_turn(seed):
    rng = np.random.default_rng([seed, 7])
    p_g = PushForward(mlp([1, 8, 1], Tanh, rng=rng), Normal())
    mass = integrate(lambda x, log_p: np.exp(log_p), p_g)
    assert mass == pytest.approx(1, abs=1e-7)
    assert abs(mass - 1) <= 10 * mass.error


def test_exact_for_a_piecewise_linear_network_by_hand():
    # G(z) = ReLU(z) + 3 ReLU(-z) maps both half lines to x > 0: p_g(x) = phi(x) + phi(x / 3) / 3 for x > 0.
    first, second = Linear(1, 2, rng=np.random.default_rng(0)), Linear(2, 1, rng=np.random.default_rng(0))
    first.params[0][...], second.params[0][...] = [[1.0, -1.0]], [[1.0], [3.0]]
    p_g = PushForward(Network(first, ReLU(), second), Normal())
    x = np.array([-1.0, 0.5, 2.0, 100.0])
    phi = Normal().pdf
    np.testing.assert_allclose(p_g.pdf(x), [0, *(phi(x[1:]) + phi(x[1:] / 3) / 3)], rtol=1e-12)
    assert p_g.support == (0, np.inf)


def test_a_dead_relu_leaves_an_atom():
    first, second = Linear(1, 1, rng=np.random.default_rng(0)), Linear(1, 1, rng=np.random.default_rng(0))
    first.params[0][...], second.params[0][...], second.params[1][...] = 1.0, 2.0, 5.0
    p_g = PushForward(Network(first, ReLU(), second), Normal())
    np.testing.assert_array_equal(p_g.atoms, [5])
    assert np.exp(p_g.log_mass([5.0])[0]) == pytest.approx(0.5, abs=1e-14)
    np.testing.assert_allclose(p_g.cdf([4.9, 5.0, 7.0]), [0, 0.5, Normal().cdf([1.0])[0]], atol=1e-14)
    assert kl(p_g, Normal()) == np.inf
    # The atom is disjoint from any density: half of p_g at a cost of log 2.
    assert total_variation(p_g, Normal(5, 1)) >= 0.5


@pytest.mark.parametrize(("G", "distribution"), [(np.exp, stats.lognorm(1)), (np.square, stats.chi2(1))])
def test_a_generator_of_positive_numbers_has_a_positive_distribution(G, distribution):
    p_g = PushForward(G, Normal())
    assert p_g.support[0] >= 0
    assert kl(p_g, from_scipy(distribution)) < 1e-15
    assert kl(from_scipy(distribution), p_g) < 1e-15


def test_a_float32_network_has_a_float64_distribution(rng):
    p_g = PushForward(mlp([1, 16, 1], rng=rng, bias_std=1.0, dtype=np.float32), Normal())
    assert integrate(lambda x, log_p: np.exp(log_p), p_g) == pytest.approx(1, abs=1e-12)


def test_belongs_to_the_generator_as_it_was(rng):
    G = mlp([1, 4, 1], rng=rng)
    p_g = PushForward(G, Normal())
    before = p_g.pdf([0.0, 0.3])
    G.theta *= 3
    np.testing.assert_array_equal(p_g.pdf([0.0, 0.3]), before)


def test_samples_and_quantiles(rng):
    p_g = PushForward(np.square, Normal(), slope=lambda z: 2 * z)
    assert p_g.sample(5, rng=rng).shape == (5, 1)
    np.testing.assert_allclose(p_g.quantile([0.1, 0.5, 0.9]), stats.chi2(1).ppf([0.1, 0.5, 0.9]), rtol=1e-10)


def test_noise_with_a_power_tail_and_skewed_noise(rng):
    G = mlp([1, 8, 1], rng=rng, bias_std=1.0)
    for frozen in (stats.cauchy(), stats.weibull_max(1)):
        noise = from_scipy(frozen)
        p_g = PushForward(G, noise)
        assert integrate(lambda x, log_p: np.exp(log_p), p_g) == pytest.approx(1, abs=1e-10)
        x = G.forward(noise.sample(100_000, rng=rng))[:, 0]
        at = np.quantile(x, [0.1, 0.5, 0.9])
        np.testing.assert_allclose(p_g.cdf(at), [0.1, 0.5, 0.9], atol=5 * 0.5 / np.sqrt(100_000))


def test_a_plain_function_must_be_smooth_and_nowhere_flat():
    with pytest.raises(ValueError, match=r"the generator is flat at z = .* use a network"):
        PushForward(lambda z: np.maximum(z, 0), Normal())
    with pytest.raises(ValueError, match=r"finite differences do not converge to a slope .* pass slope="):
        PushForward(np.abs, Normal())


def test_errors(rng):
    with pytest.raises(TypeError, match="noise must be a continuous univariate distribution"):
        PushForward(np.exp, from_scipy(stats.poisson(3)))
    with pytest.raises(ValueError, match=r"the generator turned z of shape .* into \(\d+, 2\), expected"):
        PushForward(mlp([1, 2], rng=rng), Normal())
    with pytest.raises(ValueError, match=r"the generator's output holds .* nan or infinite"):
        PushForward(lambda z: z * np.nan, Normal())

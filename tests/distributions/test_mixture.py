import numpy as np
import pytest

from numpygan.distributions import Categorical, Mixture, MultivariateNormal, Normal, Uniform


def test_by_hand():
    # Between the modes both components have the same density: exp(-8) / (0.5 sqrt(2 pi)).
    distribution = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])
    assert distribution.pdf([0.0])[0] == pytest.approx(np.exp(-8) / (0.5 * np.sqrt(2 * np.pi)), rel=1e-14)


def test_far_tail_is_that_of_the_widest_component():
    distribution = Mixture([0.9, 0.1], [Normal(0, 1), Normal(0, 5)])
    assert distribution.log_pdf([500.0])[0] == pytest.approx(np.log(0.1) + Normal(0, 5).log_pdf([500.0])[0], abs=1e-9)


def test_samples_come_in_no_order(rng):
    x = Mixture([0.5, 0.5], [Uniform(0, 1), Uniform(10, 11)]).sample(1000, rng=rng)[:, 0]
    assert 0.3 < (x[:500] > 5).mean() < 0.7


def test_a_component_of_weight_zero_is_not_there():
    assert Mixture([1, 0], [Uniform(0, 1), Normal()]).support == (0, 1)


def test_density_and_atoms_together():
    distribution = Mixture([0.25, 0.75], [Categorical([1.0], points=[2]), Uniform(0, 1)])
    assert distribution.has_density
    np.testing.assert_allclose(np.exp(distribution.log_mass([2, 0.5])), [0.25, 0])
    np.testing.assert_allclose(distribution.pdf([0.5]), [0.75])
    np.testing.assert_allclose(distribution.cdf([1.5, 2]), [0.75, 1])


def test_its_terms_are_those_that_were_given():
    a, b, c = (MultivariateNormal([i, 0], 1) for i in range(3))
    distribution = Mixture([0.5, 0, 0.5], [a, b, c])
    assert distribution.terms == [(0.5, a), (0, b), (0.5, c)]
    assert distribution.components == [a, c]
    assert distribution.only(np.array([False, True])).terms == [(0.5, c)]


def test_normal_components_are_drawn_at_once_as_one_by_one():
    parts = [MultivariateNormal([0, 0], 1), MultivariateNormal([3, 1], [[2, 1], [1, 2]]), MultivariateNormal([9, 9], 4)]
    distribution = Mixture([0.2, 0.3, 0.5], parts)
    rng, same = np.random.default_rng(0), np.random.default_rng(0)
    counts = same.multinomial(100, [0.2, 0.3, 0.5])
    one_by_one = np.concatenate([part.sample(int(n), rng=same) for part, n in zip(parts, counts, strict=True)])
    np.testing.assert_allclose(distribution.sample(100, rng=rng), same.permutation(one_by_one), rtol=1e-14)
    assert rng.bit_generator.state == same.bit_generator.state
    assert np.linalg.norm(distribution.only(np.array([False, False, True])).sample(50, rng=rng) - 9, axis=1).max() < 12


@pytest.mark.parametrize(
    ("weights", "components", "error", "message"),
    [
        ([0.5, 0.6], [Normal(), Normal()], ValueError, "weights must sum to 1, got a sum of 1.1"),
        ([0.5, 0.5], [Normal()], ValueError, "got 2 weights for 1 components"),
        ([1.0], [np.zeros(3)], TypeError, "component 0 must be a univariate distribution"),
    ],
)
def test_errors(weights, components, error, message):
    with pytest.raises(error, match=message):
        Mixture(weights, components)


def test_in_the_plane_it_is_the_sum_of_its_parts(rng):
    parts = [MultivariateNormal([0, 0], 1), MultivariateNormal([3, 1], [[2, 1], [1, 2]])]
    distribution = Mixture([0.25, 0.75], parts)
    x = rng.normal(size=(20, 2)) * 3
    np.testing.assert_allclose(distribution.pdf(x), 0.25 * parts[0].pdf(x) + 0.75 * parts[1].pdf(x), rtol=1e-14)
    np.testing.assert_allclose(distribution.sample(100_000, rng=rng).mean(axis=0), [2.25, 0.75], atol=0.03)


def test_the_normal_distributions_that_it_is_mixed_from():
    a, b, c = (MultivariateNormal([i, 0], 1) for i in range(3))
    assert Mixture([0.5, 0.5], [a, Mixture([0.25, 0.75], [b, c])]).normals == [(0.5, a), (0.125, b), (0.375, c)]


def test_components_of_one_space():
    with pytest.raises(ValueError, match="component 1 has dimension 3, component 0 has 2"):
        Mixture([0.5, 0.5], [MultivariateNormal([0, 0], 1), MultivariateNormal([0, 0, 0], 1)])
    with pytest.raises(TypeError, match="component 0 must be a multivariate distribution"):
        Mixture([0.5, 0.5], [Normal(), MultivariateNormal([0], 1)])


def test_skipping_components_costs_no_digits(rng):
    means, stds, weights = rng.normal(0, 5, 40), 10 ** rng.uniform(-3, 1, 40), rng.dirichlet(np.ones(40))
    mixture = Mixture(weights / weights.sum(), [Normal(m, s) for m, s in zip(means, stds, strict=True)])
    x = np.sort(np.concatenate([means, rng.normal(0, 20, 2000)]))
    z = (x - means[:, None]) / stds[:, None]
    terms = np.log(mixture.weights)[:, None] - 0.5 * z * z - np.log(stds * np.sqrt(2 * np.pi))[:, None]
    np.testing.assert_allclose(mixture.log_pdf(x), np.logaddexp.reduce(terms), rtol=1e-13, atol=1e-13)

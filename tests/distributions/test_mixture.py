import numpy as np
import pytest

from numpygan.distributions import Categorical, Mixture, Normal, Uniform


def test_by_hand():
    # Between the modes both components have the same density: exp(-8) / (0.5 sqrt(2 pi)).
    law = Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)])
    assert law.pdf([0.0])[0] == pytest.approx(np.exp(-8) / (0.5 * np.sqrt(2 * np.pi)), rel=1e-14)


def test_far_tail_is_that_of_the_widest_component():
    law = Mixture([0.9, 0.1], [Normal(0, 1), Normal(0, 5)])
    assert law.log_pdf([500.0])[0] == pytest.approx(np.log(0.1) + Normal(0, 5).log_pdf([500.0])[0], abs=1e-9)


def test_samples_come_in_no_order(rng):
    x = Mixture([0.5, 0.5], [Uniform(0, 1), Uniform(10, 11)]).sample(1000, rng=rng)[:, 0]
    assert 0.3 < (x[:500] > 5).mean() < 0.7


def test_a_component_of_weight_zero_is_not_there():
    assert Mixture([1, 0], [Uniform(0, 1), Normal()]).support == (0, 1)


def test_density_and_atoms_together():
    law = Mixture([0.25, 0.75], [Categorical([1.0], points=[2]), Uniform(0, 1)])
    assert law.has_density
    np.testing.assert_allclose(np.exp(law.log_mass([2, 0.5])), [0.25, 0])
    np.testing.assert_allclose(law.pdf([0.5]), [0.75])
    np.testing.assert_allclose(law.cdf([1.5, 2]), [0.75, 1])


@pytest.mark.parametrize(
    ("weights", "components", "error", "message"),
    [
        ([0.5, 0.6], [Normal(), Normal()], ValueError, "weights must sum to 1, got a sum of 1.1"),
        ([0.5, 0.5], [Normal()], ValueError, "got 2 weights for 1 components"),
        ([1.0], [np.zeros(3)], TypeError, "component 0 must be a univariate law"),
    ],
)
def test_errors(weights, components, error, message):
    with pytest.raises(error, match=message):
        Mixture(weights, components)

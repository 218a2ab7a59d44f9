import numpy as np
import pytest

from numpygan.distributions import Categorical


def test_points_are_sorted_with_their_probabilities():
    distribution = Categorical([0.2, 0.3, 0.5], points=[5, 1, 3])
    np.testing.assert_array_equal(distribution.atoms, [1, 3, 5])
    np.testing.assert_allclose(distribution.pdf([1, 3, 5, 4]), [0.3, 0.5, 0.2, 0], rtol=1e-15)  # exp(log p) may round


def test_a_point_of_probability_zero_is_never_a_quantile():
    distribution = Categorical([0, 0.5, 0.5, 0])
    np.testing.assert_array_equal(distribution.quantile([0, 0.5, 1]), [1, 1, 2])
    assert distribution.support == (1, 2)


@pytest.mark.parametrize(
    ("probs", "points", "message"),
    [
        ([0.5, 0.6], None, "probs must sum to 1, got a sum of 1.1"),
        ([0.5, 0.5], [1, 1], "points must be finite and distinct"),
        ([0.5, 0.5], [1, 2, 3], r"points has shape \(3,\), expected that of probs, \(2,\)"),
        ([[0.5, 0.5]], None, r"probs has shape \(1, 2\)"),
    ],
)
def test_errors(probs, points, message):
    with pytest.raises(ValueError, match=message):
        Categorical(probs, points)

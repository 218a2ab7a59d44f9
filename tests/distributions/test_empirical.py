import numpy as np
import pytest

from numpygan.distributions import Empirical, NoDensityError


def test_draws_its_points(rng):
    points = np.array([[0.0, 1.0], [2.0, 3.0]])
    x = Empirical(points).sample(50, rng=rng)
    assert x.shape == (50, 2)
    assert {tuple(row) for row in x} == {(0, 1), (2, 3)}


def test_has_no_density():
    with pytest.raises(NoDensityError, match="no density: it can be trained on, not evaluated"):
        Empirical([1.0, 2.0]).log_pdf([1.0])


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([1, np.nan], "points holds 1 nan or infinite entries among 2"),
        ([], r"points has shape"),
        (np.zeros((2, 2, 2)), "shape"),
    ],
)
def test_errors(points, message):
    with pytest.raises(ValueError, match=message):
        Empirical(points)

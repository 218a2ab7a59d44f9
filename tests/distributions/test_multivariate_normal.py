import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import MultivariateNormal

COV = [[2.0, 0.6, -0.3], [0.6, 1.0, 0.2], [-0.3, 0.2, 0.5]]


def test_log_pdf_is_that_of_scipy(rng):
    x = rng.normal(size=(50, 3)) * 3
    expected = stats.multivariate_normal([1, 0, -1], COV).logpdf(x)
    np.testing.assert_allclose(MultivariateNormal([1, 0, -1], COV).log_pdf(x), expected, rtol=1e-13)


def test_far_away_the_log_density_is_still_a_number():
    assert MultivariateNormal([0, 0], 1).log_pdf([[300.0, 400.0]]) == pytest.approx(
        -125000 - np.log(2 * np.pi), rel=1e-15
    )


def test_moments_of_samples(rng):
    n = 200_000
    x = MultivariateNormal([1, 0, -1], COV).sample(n, rng=rng)
    assert x.shape == (n, 3)
    # Standard errors: at most sqrt(2 / n) for a mean, sqrt(2) * 2 / sqrt(n) for a covariance.
    np.testing.assert_allclose(x.mean(axis=0), [1, 0, -1], atol=5 * np.sqrt(2 / n))
    np.testing.assert_allclose(np.cov(x.T), COV, atol=5 * np.sqrt(8 / n))


def test_a_number_stands_for_a_multiple_of_the_identity():
    np.testing.assert_array_equal(MultivariateNormal([0, 0], 0.25).cov, [[0.25, 0], [0, 0.25]])


def test_it_is_shown_in_full_or_in_short():
    assert repr(MultivariateNormal([0, 1], 2)) == "MultivariateNormal([0.0, 1.0], [[2.0, 0.0], [0.0, 2.0]])"
    assert repr(MultivariateNormal(np.zeros(100), 1)) == "MultivariateNormal in 100 dimensions"


@pytest.mark.parametrize(
    ("mean", "cov", "message"),
    [
        ([0, 0], np.eye(3), r"cov has shape \(3, 3\), expected \(2, 2\)"),
        ([[0, 0]], np.eye(2), r"mean has shape \(1, 2\), expected \(d,\)"),
        ([0, 0], [[1, 2], [2, 1]], "positive definite, got a smallest eigenvalue of -1"),
        ([0, 0], [[1, 0.5], [0.4, 1]], "cov must be symmetric"),
        ([0, 0], -1, "positive definite, got a smallest eigenvalue of -1"),
        ([0, np.nan], 1, "mean holds 1 nan"),
    ],
)
def test_errors(mean, cov, message):
    with pytest.raises(ValueError, match=message):
        MultivariateNormal(mean, cov)


def test_points_must_be_rows():
    with pytest.raises(ValueError, match=r"x has shape \(2,\), expected \(n, 2\)"):
        MultivariateNormal([0, 0], 1).log_pdf([0.0, 1.0])

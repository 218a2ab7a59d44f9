import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Normal, Uniform, Univariate, standard_normal, standard_uniform


@pytest.mark.parametrize("make", [standard_normal, standard_uniform])
@pytest.mark.parametrize("dim", [1, 2, 100])
def test_mean_0_and_covariance_identity(make, dim, rng):
    distribution, n = make(dim), 20_000
    x = distribution.sample(n, rng=rng)
    assert x.shape == (n, dim)
    assert distribution.dim == dim
    # The standard error of an entry of the covariance is sqrt(2 / n) at most; 5,000 entries are looked at.
    np.testing.assert_allclose(np.cov(x.T).reshape(dim, dim), np.eye(dim), atol=6 * np.sqrt(2 / n))
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=6 / np.sqrt(n))


@pytest.mark.parametrize(("make", "kind"), [(standard_normal, Normal), (standard_uniform, Uniform)])
def test_in_one_dimension_it_is_a_distribution_of_the_line(make, kind):
    assert type(make(1)) is kind
    assert not isinstance(make(2), Univariate)


@pytest.mark.parametrize(
    ("make", "one"), [(standard_normal, stats.norm), (standard_uniform, stats.uniform(-np.sqrt(3), 2 * np.sqrt(3)))]
)
def test_the_density_is_the_product_over_the_coordinates(make, one, rng):
    x = rng.normal(size=(50, 3))
    np.testing.assert_allclose(make(3).log_pdf(x), one.logpdf(x).sum(axis=1), rtol=1e-13)
    np.testing.assert_allclose(make(1).log_pdf(x[:, 0]), one.logpdf(x[:, 0]), rtol=1e-13)


@pytest.mark.parametrize("make", [standard_normal, standard_uniform])
def test_errors(make):
    with pytest.raises(ValueError, match="dim must be an integer >= 1, got 0"):
        make(0)
    with pytest.raises(TypeError, match=r"dim must be an integer, got 2\.5"):
        make(2.5)

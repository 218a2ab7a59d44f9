import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Mixture, MultivariateUniform

EDGES = [(-1, 1), (0, 4), (2, 2.5)]
BOX = MultivariateUniform(*np.transpose(EDGES))


def test_log_pdf_is_the_sum_of_those_of_scipy(rng):
    x = rng.normal([0, 2, 2.25], size=(200, 3))
    expected = np.sum([stats.uniform(a, b - a).logpdf(x[:, i]) for i, (a, b) in enumerate(EDGES)], 0)
    assert 0 < np.isfinite(expected).sum() < 200
    np.testing.assert_allclose(BOX.log_pdf(x), expected, rtol=1e-14)


def test_inside_and_outside():
    x = [[-1, 0, 2], [1, 4, 2.5], [0, 2, 2.25], [-1.001, 2, 2.25], [0, 2, 2.6], [1e308, 2, 2.25]]
    np.testing.assert_allclose(BOX.pdf(x), [0.25, 0.25, 0.25, 0, 0, 0], rtol=1e-15)


def test_samples_are_uniform_and_independent(rng):
    n = 20_000
    x = BOX.sample(n, rng=rng)
    assert x.shape == (n, 3)
    for i, (a, b) in enumerate(EDGES):
        assert stats.kstest(x[:, i], stats.uniform(a, b - a).cdf).pvalue > 1e-4
    assert np.abs(np.corrcoef(x.T)[~np.eye(3, dtype=bool)]).max() < 5 / np.sqrt(n)
    assert np.isfinite(BOX.log_pdf(x)).all()


def test_it_mixes():
    distribution = Mixture([0.25, 0.75], [MultivariateUniform([0, 0], [1, 1]), MultivariateUniform([0, 0], [2, 1])])
    np.testing.assert_allclose(distribution.pdf([[0.5, 0.5], [1.5, 0.5], [3, 3]]), [0.25 + 0.375, 0.375, 0])
    assert distribution.normals == []


def test_it_is_shown_in_full_or_in_short():
    assert repr(MultivariateUniform([0, 0], [1, 2])) == "MultivariateUniform([0.0, 0.0], [1.0, 2.0])"
    assert repr(MultivariateUniform(np.zeros(50), np.ones(50))) == "MultivariateUniform in 50 dimensions"


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        ([0, 0], [1, 1, 1], r"high has shape \(3,\), expected that of low, \(2,\)"),
        ([0, 0], 1, r"high has shape \(\), expected that of low, \(2,\)"),
        (0, 1, r"low has shape \(\), expected \(d,\)"),
        ([], [], r"low has shape \(0,\), expected \(d,\) with d >= 1"),
        ([0, 1], [1, 1], "low must be < high, got low = 1 and high = 1 at index 1"),
        ([0, np.nan], [1, 1], "low holds 1 nan"),
        ([0, 0], [1, np.inf], "high holds 1 nan or infinite"),
    ],
)
def test_errors(low, high, message):
    with pytest.raises(ValueError, match=message):
        MultivariateUniform(low, high)


def test_points_must_be_rows():
    with pytest.raises(ValueError, match=r"x has shape \(3,\), expected \(n, 3\)"):
        BOX.log_pdf([0.0, 1.0, 2.0])

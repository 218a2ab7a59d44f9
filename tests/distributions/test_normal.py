import numpy as np
import pytest
from scipy import stats

from numpygan.distributions import Normal


def test_by_hand():
    # log pdf of N(4, 0.5) at 5: z = (5 - 4) / 0.5 = 2, -z^2 / 2 = -2, and log(0.5 sqrt(2 pi)) = 0.2257913...
    assert Normal(4, 0.5).log_pdf([5.0])[0] == pytest.approx(-2.2257913526447273, abs=1e-15)


def test_500_standard_deviations_away():
    assert Normal(0, 1).log_pdf([500.0])[0] == pytest.approx(-125000 - 0.9189385332046727, abs=1e-10)


def test_against_scipy(rng):
    x = rng.normal(size=20)
    np.testing.assert_allclose(Normal(1, 2).log_pdf(x), stats.norm(1, 2).logpdf(x), rtol=1e-14)


def test_digits_far_from_zero():
    # At 1e8, doubles are 1.5e-8 apart: 15 standard deviations of this distribution. Measured from its mean, it is
    # itself.
    far, near = Normal(1e8, 1e-9), Normal(0, 1e-9)
    x = np.array([-2e-9, 0, 1e-9])
    np.testing.assert_array_equal(far.log_pdf(x, about=1e8), near.log_pdf(x))


@pytest.mark.parametrize(
    ("mean", "std", "message"),
    [(0, -1, "std must be > 0, got -1"), (0, 0, "std must be > 0, got 0"), (np.nan, 1, "mean must be finite, got nan")],
)
def test_errors(mean, std, message):
    with pytest.raises(ValueError, match=message):
        Normal(mean, std)

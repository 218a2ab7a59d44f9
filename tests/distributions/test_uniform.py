import numpy as np
import pytest

from numpygan.distributions import Uniform


def test_inside_and_outside():
    np.testing.assert_array_equal(Uniform(0, 4).log_pdf([-1e-9, 0, 4, 4.1]), [-np.inf, -np.log(4), -np.log(4), -np.inf])


def test_errors():
    with pytest.raises(ValueError, match="low must be < high, got low = 1 and high = 1"):
        Uniform(1, 1)

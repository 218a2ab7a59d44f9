import numpy as np
import pytest

from numpygan.distributions import Normal
from numpygan.evaluation import exact_measures
from numpygan.training import train

from .test_algorithm1 import make_gan


def test_rows_and_columns():
    gan, data = make_gan(), Normal(4, 0.5)
    measure = lambda gan: exact_measures(gan, data)  # noqa: E731
    history = train(gan, data, steps=20, every=5, measure=measure, batch=16, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(history["step"], [5, 10, 15, 20])
    assert history["js"][-1] == exact_measures(gan, data)["js"]
    assert (history["v_exact"] <= history["c"]).all()


@pytest.mark.parametrize(("name", "value"), [("steps", 0), ("every", 0), ("steps", 2.5)])
def test_errors(name, value):
    with pytest.raises((ValueError, TypeError), match=f"{name} must be an integer"):
        train(make_gan(), Normal(), **{"steps": 3, name: value}, batch=8, rng=np.random.default_rng(0))

import copy
import pickle

from numpygan.theory import Estimate


def test_is_a_float_with_an_error():
    x = Estimate(0.5, error=1e-12, method="quadrature")
    assert x == 0.5
    assert (x.error, x.method) == (1e-12, "quadrature")
    assert type(2 * x) is float
    assert f"{x:.3f}" == "0.500"


def test_survives_a_trip_to_another_process():
    x = Estimate(0.5, error=1e-12, method="quadrature")
    for twin in (pickle.loads(pickle.dumps(x)), copy.deepcopy(x)):
        assert (twin, twin.error, twin.method) == (0.5, 1e-12, "quadrature")

"""Public entrances check their arguments: the message says what was expected and what came."""

import numpy as np
import pytest

from numpygan import arguments


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: arguments.positive_int("k", 0), ValueError, "k must be an integer >= 1, got 0"),
        (lambda: arguments.positive_int("k", 2.5), TypeError, "k must be an integer, got 2.5"),
        (lambda: arguments.positive_int("k", True), ValueError, "got True"),
        (lambda: arguments.positive("std", -1), ValueError, "std must be > 0, got -1"),
        (lambda: arguments.positive("std", np.nan), ValueError, "std must be finite, got nan"),
        (lambda: arguments.finite("mean", "3"), TypeError, "mean must be a real number, got '3'"),
        (lambda: arguments.finite("mean", [3.0]), TypeError, "mean must be a real number"),
        (lambda: arguments.in_unit_interval("rate", 1.0), ValueError, r"rate must be in \[0, 1\), got 1.0"),
        (lambda: arguments.generator(0), TypeError, "rng must be a numpy.random.Generator.*got 0"),
        (lambda: arguments.rows("x", np.zeros(3), 2), ValueError, r"x has shape \(3,\), expected \(n, 2\)"),
        (lambda: arguments.rows("x", [[0.0, np.nan]], 2), ValueError, "x holds 1 nan or infinite entries among 2"),
        (
            lambda: arguments.points("x", np.zeros((3, 2))),
            ValueError,
            r"x has shape \(3, 2\), expected \(n,\) or \(n, 1\)",
        ),
        (lambda: arguments.points("x", [np.nan, 1]), ValueError, "x holds 1 nan among 2 numbers"),
        (lambda: arguments.probabilities("w", [0.5, 0.4]), ValueError, "w must sum to 1, got a sum of 0.9"),
        (lambda: arguments.probabilities("w", [1.5, -0.5]), ValueError, "w must be >= 0, got a smallest of -0.5"),
        (lambda: arguments.probabilities("w", []), ValueError, r"w has shape \(0,\), expected \(k,\) with k >= 1"),
        (
            lambda: arguments.known_name("distribution", "ringg", ["ring", "grid"]),
            ValueError,
            "unknown distribution 'ringg'; did you mean ring",
        ),
        (
            lambda: arguments.known_name("distribution", "zzz", ["ring", "grid"]),
            ValueError,
            "unknown distribution 'zzz'; known: ring, grid",
        ),
    ],
)
def test_messages(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_good_values_pass_unchanged():
    assert arguments.positive_int("k", np.int64(3)) == 3
    assert arguments.positive("std", 0.5) == 0.5
    np.testing.assert_array_equal(arguments.points("x", [[1.0], [2.0]]), [1, 2])

"""Compare an answer with the expected one: shapes, non-finite entries, numbers within a tolerance."""

import numpy as np

from numpygan.classroom.exercise import Part

NAMING = 1e-7  # relative error up to which an answer agrees with that of a known mistake
SMALL = 0.1  # times the largest entry: below this, the allowed error no longer shrinks with the entry


def right_shape(got: np.ndarray, expected: np.ndarray) -> bool:
    """Whether the shapes are equal up to trailing axes of length 1: (n, 1) is accepted for (n,), (1,) for a number."""
    return _without_ones(got.shape) == _without_ones(expected.shape)


def _without_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    while shape and shape[-1] == 1:
        shape = shape[:-1]
    return shape


def close(got: np.ndarray, expected: np.ndarray, tolerance: float, *, entrywise: bool = False) -> bool:
    """Whether all entries agree: infinities and nan in the same places, numbers to a relative ``tolerance``."""
    if not right_shape(got, expected):
        return False
    if got.tobytes() == expected.tobytes():  # the most frequent case, and fast
        return True
    return bool(right_entries(got, expected, tolerance, entrywise=entrywise).all())


def right_entries(got: np.ndarray, expected: np.ndarray, tolerance: float, *, entrywise: bool = False) -> np.ndarray:
    """Return which entries of ``got``, which has the right shape, are right."""
    got = got.reshape(expected.shape)
    finite = np.isfinite(expected)
    largest = np.abs(expected[finite]).max(initial=0.0)
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(got - expected)
        allowed = tolerance * np.abs(expected)
        if not entrywise:  # an expected 0 may be a rounding error, if the sum has another order
            allowed = np.maximum(allowed, max(tolerance * SMALL * largest, 1e-12 if tolerance < 1e-5 else 1e-7))
        same = (got == expected) | (np.isnan(got) & np.isnan(expected))
    return same | (finite & (error <= allowed))


def tolerance_for(part: Part, single: bool) -> float:
    """Return the tolerance for an answer in double or in ``single`` precision."""
    return part.single if single else part.tolerance

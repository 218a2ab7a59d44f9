"""Compare an answer with the expected one: shapes, non-finite entries, numbers within a tolerance."""

from typing import Any

import numpy as np

from numpygan.classroom.exercise import Part

NAMING = 1e-7  # relative error up to which an answer agrees with that of a known mistake
ROUNDING = 1e-13  # absolute error that is always allowed, unless entries are compared one by one
SMALL = 0.1  # times the largest entry: below this, the allowed error no longer shrinks with the entry


def right_shape(got: np.ndarray, expected: np.ndarray) -> bool:
    """Whether the shapes are equal up to trailing axes of length 1: (n, 1) is accepted for (n,), (1,) for a number."""
    return _without_ones(got.shape) == _without_ones(expected.shape)


def _without_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    while shape and shape[-1] == 1:
        shape = shape[:-1]
    return shape


def close(
    got: np.ndarray, expected: np.ndarray, tolerance: float, *, entrywise: bool = False, scale: float = 0.0
) -> bool:
    """Whether all entries agree: infinities and nan in the same places, numbers to a relative ``tolerance``.

    ``scale`` is the size of the terms whose sum is expected: rounding them makes an error of ``tolerance * scale``.
    """
    if not right_shape(got, expected):
        return False
    if got.tobytes() == expected.tobytes():  # the most frequent case, and fast
        return True
    return bool(right_entries(got, expected, tolerance, entrywise=entrywise, scale=scale).all())


def right_entries(
    got: np.ndarray, expected: np.ndarray, tolerance: float, *, entrywise: bool = False, scale: float = 0.0
) -> np.ndarray:
    """Return which entries of ``got``, which has the right shape, are right."""
    got = got.reshape(expected.shape)
    finite = np.isfinite(expected)
    largest = np.abs(expected[finite]).max(initial=0.0)
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(got - expected)
        allowed = tolerance * np.abs(expected)
        if not entrywise:  # an expected 0 may be a rounding error, if the sum has another order
            allowed = np.maximum(allowed, max(tolerance * max(SMALL * largest, scale), ROUNDING))
        same = (got == expected) | (np.isnan(got) & np.isnan(expected))
    return same | (finite & (error <= allowed))


def is_right(part: Part, answer: dict[str, Any], expected: np.ndarray) -> bool:
    """Whether an answer, which may be in single precision, is accepted."""
    if answer["single"]:
        return close(answer["array"], expected, part.single, entrywise=part.entrywise, scale=part.scale)
    return close(answer["array"], expected, part.tolerance, entrywise=part.entrywise)

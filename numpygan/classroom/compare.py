"""Is an answer the right one? Shapes, what is not finite, and numbers within a tolerance."""

import numpy as np

from numpygan.classroom.exercise import Part

NAMING = 1e-7  # how well an answer must agree with that of a known mistake to be given its name
SMALL = 0.1  # an entry this small beside the largest may have the largest's error


def right_shape(got: np.ndarray, expected: np.ndarray) -> bool:
    """The same shape; a column (n, 1) for (n,), and (1,) for a number, are the same thing said otherwise."""
    return _without_ones(got.shape) == _without_ones(expected.shape)


def _without_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    while shape and shape[-1] == 1:
        shape = shape[:-1]
    return shape


def close(got: np.ndarray, expected: np.ndarray, tolerance: float, *, entrywise: bool = False) -> bool:
    """Whether all entries agree: infinities and nan in the same places, numbers to a relative ``tolerance``."""
    if not right_shape(got, expected):
        return False
    if got.tobytes() == expected.tobytes():  # most often, and quick
        return True
    return bool(right_entries(got, expected, tolerance, entrywise=entrywise).all())


def right_entries(got: np.ndarray, expected: np.ndarray, tolerance: float, *, entrywise: bool = False) -> np.ndarray:
    """Which entries of ``got``, of the right shape, are right."""
    got = got.reshape(expected.shape)
    finite = np.isfinite(expected)
    largest = np.abs(expected[finite]).max(initial=0.0)
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(got - expected)
        allowed = tolerance * np.abs(expected)
        if not entrywise:  # an exact 0 is a rounding error in another order of summation
            allowed = np.maximum(allowed, max(tolerance * SMALL * largest, 1e-12 if tolerance < 1e-5 else 1e-7))
        same = (got == expected) | (np.isnan(got) & np.isnan(expected))
    return same | (finite & (error <= allowed))


def tolerance_for(part: Part, single: bool) -> float:
    return part.single if single else part.tolerance

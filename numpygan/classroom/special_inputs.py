"""Numbers on which careless solutions fail: zeros, ties, tiny numbers, and numbers beyond the usual cut-offs."""

import itertools

import numpy as np

VALUES = 0.0, 3.5, -7.0, 1e-10, 0.0, 12.0, -35.0, 5e-4, 35.0, 0.5, -0.25


def special_values(*shape: int, start: int = 0, most: float = np.inf) -> np.ndarray:
    """Return an array of VALUES in their order from index ``start``, without those beyond ``most`` in size."""
    values = [value for value in VALUES if abs(value) <= most]
    count = int(np.prod(shape))
    return np.array(list(itertools.islice(itertools.cycle(values), start, start + count))).reshape(shape)

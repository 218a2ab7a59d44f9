"""What holds for every test: a floating point error is a failure, underflow apart."""

import os
from collections.abc import Iterator

# The matrices are small: on a busy machine two threads that wait for each other take many times as long as one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def _floating_point_errors_raise() -> Iterator[None]:
    with np.errstate(all="raise", under="ignore"):
        yield


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20140610)

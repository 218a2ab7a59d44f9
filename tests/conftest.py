"""What holds for every test: a floating point error is a failure, underflow apart; where the tests run."""

import os
from collections.abc import Iterator

import numpy as np
import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A process a core for all the tests; none besides this one for some of them, which starts at once."""
    return (os.cpu_count() or 1) if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0


@pytest.fixture(autouse=True)
def _floating_point_errors_raise() -> Iterator[None]:
    with np.errstate(all="raise", under="ignore"):
        yield


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20140610)

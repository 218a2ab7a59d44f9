"""A GAN at a step of a run, for pictures."""

from typing import NamedTuple

from numpygan.training import GAN


class Snapshot(NamedTuple):
    """A copy of a GAN after ``step`` iterations, which later training does not change."""

    step: int
    gan: GAN

"""A GAN at some step of a run, as the pictures show it."""

from typing import NamedTuple

from numpygan.training import GAN


class Snapshot(NamedTuple):
    """A GAN as it was after ``step`` iterations (a copy, which later training does not change)."""

    step: int
    gan: GAN

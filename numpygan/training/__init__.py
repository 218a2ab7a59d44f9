"""Algorithm 1: two networks, the loop that trains them, and the table of numbers that a run leaves.

Read the files in the order of the imports below. The practical recipe is in ``recipes``, the measures are in
``evaluation``.
"""

from numpygan.training.gan import GAN
from numpygan.training.algorithm1 import Record, discriminator_gradient, generator_gradient, iterate
from numpygan.training.history import COLUMNS, Column, History
from numpygan.training.trainer import train
from numpygan.training.conditional import ConditionalGenerator, ConditionedNoise, conditional_gan, sample_given

__all__ = [
    "COLUMNS",
    "GAN",
    "Column",
    "ConditionalGenerator",
    "ConditionedNoise",
    "History",
    "Record",
    "conditional_gan",
    "discriminator_gradient",
    "generator_gradient",
    "iterate",
    "sample_given",
    "train",
]

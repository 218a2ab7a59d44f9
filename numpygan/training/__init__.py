"""Algorithm 1: two networks, the loop that trains them, and the history, a table of what was recorded.

Read the files in the order of the imports below. The practical recipe is in ``recipes``, the measures are in
``evaluation``.
"""

from numpygan.training.gan import GAN
from numpygan.training.records import Phase, Record
from numpygan.training.algorithm1 import discriminator_gradient, generator_gradient, iterate, phases
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
    "Phase",
    "Record",
    "conditional_gan",
    "discriminator_gradient",
    "generator_gradient",
    "iterate",
    "phases",
    "sample_given",
    "train",
]

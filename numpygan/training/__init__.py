"""Training: Algorithm 1 on toy laws, measured against the exact theory.

It imports nets, theory and distributions. Read in the order of the imports below.
"""

from numpygan.training.gan import GAN
from numpygan.training.algorithm1 import Record, discriminator_gradient, generator_gradient, iterate
from numpygan.training.history import COLUMNS, History
from numpygan.training.train import train
from numpygan.training.evaluation import discriminator_function, exact_measures, generated_law
from numpygan.training.held_out import held_out_js, train_discriminator
from numpygan.training.conditional import ConditionalGenerator, ConditionedNoise, conditional_gan, sample_given
from numpygan.training.standardize import Standardized, standardize
from numpygan.training.settings import Settings
from numpygan.training.run import Run
from numpygan.training.sweep import Outcome, sweep
from numpygan.training.files import refuse_unwritable, write_atomically

__all__ = [
    "COLUMNS",
    "GAN",
    "ConditionalGenerator",
    "ConditionedNoise",
    "History",
    "Outcome",
    "Record",
    "Run",
    "Settings",
    "Standardized",
    "conditional_gan",
    "discriminator_function",
    "discriminator_gradient",
    "exact_measures",
    "generated_law",
    "generator_gradient",
    "held_out_js",
    "iterate",
    "refuse_unwritable",
    "sample_given",
    "standardize",
    "sweep",
    "train",
    "train_discriminator",
    "write_atomically",
]

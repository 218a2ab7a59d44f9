"""Training: Algorithm 1 on toy laws, measured against the exact theory.

It imports nets, theory and distributions. Read in the order of the imports below.
"""

from numpygan.training.gan import GAN
from numpygan.training.algorithm1 import Record, discriminator_gradient, generator_gradient, iterate
from numpygan.training.history import COLUMNS, Column, History
from numpygan.training.train import train
from numpygan.training.evaluation import discriminator_function, exact_measures, generated_law
from numpygan.training.held_out import held_out_js, train_discriminator
from numpygan.training.conditional import ConditionalGenerator, ConditionedNoise, conditional_gan, sample_given
from numpygan.training.per_condition import per_condition
from numpygan.training.measures import measures_for
from numpygan.training.verdict import Kind, Verdict, verdict
from numpygan.training.standardize import Standardized, standardize
from numpygan.training.settings import ACTIVATIONS, LOSSES, NOISES, Settings, settings_for
from numpygan.training.run import Run
from numpygan.training.sweep import Outcome, sweep
from numpygan.files import refuse_unwritable, write_atomically

__all__ = [
    "ACTIVATIONS",
    "COLUMNS",
    "GAN",
    "LOSSES",
    "NOISES",
    "Column",
    "ConditionalGenerator",
    "ConditionedNoise",
    "History",
    "Kind",
    "Outcome",
    "Record",
    "Run",
    "Settings",
    "Standardized",
    "Verdict",
    "conditional_gan",
    "discriminator_function",
    "discriminator_gradient",
    "exact_measures",
    "generated_law",
    "generator_gradient",
    "held_out_js",
    "iterate",
    "measures_for",
    "per_condition",
    "refuse_unwritable",
    "sample_given",
    "settings_for",
    "standardize",
    "sweep",
    "train",
    "train_discriminator",
    "verdict",
    "write_atomically",
]

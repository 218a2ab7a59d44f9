"""Practice around Algorithm 1: settings, schedules, runs that can be saved and resumed, sweeps over seeds."""

from numpygan.recipes.standardization import Standardized, standardize
from numpygan.recipes.named_choices import ACTIVATIONS, GENERATOR_LOSSES, NOISES, names_of, objects_of
from numpygan.recipes.discriminator_input import DiscriminatorInput
from numpygan.recipes.networks import Networks, build_gan
from numpygan.recipes.step_sizes import StepSizes
from numpygan.recipes.recipe import Recipe
from numpygan.recipes.settings import Settings
from numpygan.recipes.known_settings import settings_for
from numpygan.recipes.runs import Run
from numpygan.recipes.plan import Plan, load_run
from numpygan.recipes.sweeps import SweepResult, sweep

__all__ = [
    "ACTIVATIONS",
    "GENERATOR_LOSSES",
    "NOISES",
    "DiscriminatorInput",
    "Networks",
    "Plan",
    "Recipe",
    "Run",
    "Settings",
    "Standardized",
    "StepSizes",
    "SweepResult",
    "build_gan",
    "load_run",
    "names_of",
    "objects_of",
    "settings_for",
    "standardize",
    "sweep",
]

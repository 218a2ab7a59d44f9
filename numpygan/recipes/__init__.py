"""Practice around Algorithm 1: settings, schedules, runs that can be saved and resumed, sweeps over seeds."""

from numpygan.recipes.standardization import Standardized, standardize
from numpygan.recipes.settings import ACTIVATIONS, LOSSES, NOISES, Settings, settings_for
from numpygan.recipes.runs import Run
from numpygan.recipes.sweeps import Outcome, sweep

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "NOISES",
    "Outcome",
    "Run",
    "Settings",
    "Standardized",
    "settings_for",
    "standardize",
    "sweep",
]

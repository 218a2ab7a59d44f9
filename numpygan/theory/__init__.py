"""Theory as calculators: the numbers that the notes speak of, for laws that are known.

It imports the laws and no network. Read in the order of the imports below.
"""

from numpygan.theory.estimate import Estimate
from numpygan.theory.line import crossings
from numpygan.theory.quadrature import integrate
from numpygan.theory.divergences import entropy, hellinger, js, kl, log2_minus_js, total_variation
from numpygan.theory.game import (
    Discriminator,
    LogitFunction,
    constant_discriminator,
    criterion,
    optimal_discriminator,
    value,
)
from numpygan.theory.ascent import Ascent, climb, maximize_value
from numpygan.theory.pushforward import PushForward
from numpygan.theory.planar_push_forward import PlanarPushForward
from numpygan.theory.estimators import (
    SampleEstimate,
    discriminator_js,
    histogram_js,
    monte_carlo_js,
    nearest_neighbor_js,
)
from numpygan.theory.cells import Cells
from numpygan.theory.modes import ModeScores, mode_scores, modes_of, perfect_share
from numpygan.theory import function_space, normal_pairs, parameter_space, smoothing

__all__ = [
    "Ascent",
    "Cells",
    "Discriminator",
    "Estimate",
    "LogitFunction",
    "ModeScores",
    "PlanarPushForward",
    "PushForward",
    "SampleEstimate",
    "climb",
    "constant_discriminator",
    "criterion",
    "crossings",
    "discriminator_js",
    "entropy",
    "function_space",
    "hellinger",
    "histogram_js",
    "integrate",
    "js",
    "kl",
    "log2_minus_js",
    "maximize_value",
    "mode_scores",
    "modes_of",
    "monte_carlo_js",
    "nearest_neighbor_js",
    "normal_pairs",
    "optimal_discriminator",
    "parameter_space",
    "perfect_share",
    "smoothing",
    "total_variation",
    "value",
]

"""The quantities of the notes, computed for known distributions.

This room imports ``distributions``, and ``numerics`` for the integrals; it needs no network. Read its files in the
order of the imports below.
"""

from numpygan.numerics import Estimate, PushForward2D
from numpygan.theory.divergences import entropy, hellinger, js, kl, log2_minus_js, total_variation
from numpygan.theory.game import (
    Discriminator,
    constant_discriminator,
    criterion,
    optimal_discriminator,
    value,
)
from numpygan.theory.ascent import Ascent, newton_ascent, maximize_value
from numpygan.theory.push_forward import PushForward
from numpygan.theory.estimators import (
    SampleEstimate,
    discriminator_js,
    histogram_js,
    monte_carlo_js,
    nearest_neighbor_js,
)
from numpygan.theory import function_space, parameter_space, smoothing

__all__ = [
    "Ascent",
    "Discriminator",
    "Estimate",
    "PushForward",
    "PushForward2D",
    "SampleEstimate",
    "constant_discriminator",
    "criterion",
    "discriminator_js",
    "entropy",
    "function_space",
    "hellinger",
    "histogram_js",
    "js",
    "kl",
    "log2_minus_js",
    "maximize_value",
    "monte_carlo_js",
    "nearest_neighbor_js",
    "newton_ascent",
    "optimal_discriminator",
    "parameter_space",
    "smoothing",
    "total_variation",
    "value",
]

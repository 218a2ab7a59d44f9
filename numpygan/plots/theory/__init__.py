"""Pictures of the theory that belong to no single statement's page: chords, smoothing, the fields of the Dirac-GAN."""

from numpygan.plots.theory.convexity import convexity_figure
from numpygan.plots.theory.smoothing import smoothing_figure
from numpygan.plots.theory.dirac import DIRAC_GAMES, dirac_figure

__all__ = ["DIRAC_GAMES", "convexity_figure", "dirac_figure", "smoothing_figure"]

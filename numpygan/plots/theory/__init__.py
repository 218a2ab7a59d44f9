"""Pictures for the lessons: convexity, smoothing by noise, vector fields of the Dirac-GAN."""

from numpygan.plots.theory.convexity import convexity_figure
from numpygan.plots.theory.smoothing import smoothing_figure
from numpygan.plots.theory.dirac import DIRAC_GAMES, dirac_figure

__all__ = ["DIRAC_GAMES", "convexity_figure", "dirac_figure", "smoothing_figure"]

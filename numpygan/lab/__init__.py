"""The lab: a window in which a GAN learns while one looks, stops, steps, changes something, and looks again.

Its state is in ``model``, without a picture; ``view`` draws it; ``controls`` are the widgets; ``lab`` joins the three.
"""

from numpygan.lab.choices import Choices
from numpygan.lab.phases import CaptionedPhase
from numpygan.lab.model import Model
from numpygan.lab.window import Lab

__all__ = ["CaptionedPhase", "Choices", "Lab", "Model"]

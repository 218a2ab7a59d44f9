"""How the numbers of ``theory`` are computed: quadrature in 1-D and 2-D, formulas for normal pairs, Monte Carlo.

A reader of ``theory`` can skip this room. It imports ``distributions`` only.
"""

from numpygan.numerics.estimate import Estimate
from numpygan.numerics.density_crossings import crossings
from numpygan.numerics.integration import integrate
from numpygan.numerics.pair_integrals import integrate_pair
from numpygan.numerics.push_forward_2d import PushForward2D
from numpygan.numerics import normal_pairs

__all__ = ["Estimate", "PushForward2D", "crossings", "integrate", "integrate_pair", "normal_pairs"]

"""The average of a network over its last steps: Algorithm 1 circles around what it aims at, its mean is nearer."""

import copy

from numpygan import arguments
from numpygan.nets.network import Network


class AveragedNetwork:
    """theta_mean <- theta_mean + (1 - decay) (theta - theta_mean), after each step of ``source``.

    Parameters
    ----------
    source : Network
        The network that learns; it is only read.
    decay : float in [0, 1)
        The average reaches back over about 1 / (1 - decay) steps; 0 is no average at all.

    Attributes
    ----------
    network : Network
        A copy of ``source`` whose theta is the mean.

    References
    ----------
    Yazici et al. (2019), The unusual effectiveness of averaging in GAN training.
    """

    def __init__(self, source: Network, decay: float) -> None:
        self.source = source
        self.decay = arguments.in_unit_interval("decay", decay)
        self.network = copy.deepcopy(source)

    def update(self) -> None:
        """Take in the present theta of ``source``."""
        mean = self.network.theta
        mean += (1 - self.decay) * (self.source.theta - mean)

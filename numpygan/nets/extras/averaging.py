"""The running average of a network's theta: Algorithm 1 circles around its goal, and the average is nearer to it."""

import copy

from numpygan import arguments
from numpygan.nets.network import Network


class AveragedNetwork:
    """theta_mean <- theta_mean + (1 - decay) (theta - theta_mean), after each step of ``source``.

    Parameters
    ----------
    source : Network
        The network that is trained; it is not changed.
    decay : float in [0, 1)
        The average extends over the last 1 / (1 - decay) steps, roughly; with 0 it is the current theta.

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
        """Add the current theta of ``source`` to the average."""
        mean = self.network.theta
        mean += (1 - self.decay) * (self.source.theta - mean)

"""The direction in which G's loss falls at each generated point: minus the gradient of the loss with respect to x.

G.backward receives this gradient from D. For log(1 - D) it vanishes where D is near 0, and for -log D it is largest
there. The gradients of D(x) and of its logit have the same direction and other lengths.
"""

import copy

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.nets import GeneratorLoss, Network


def descent_directions(discriminator: Network, x_fake: npt.ArrayLike, generator_loss: GeneratorLoss) -> np.ndarray:
    """Return -d loss / dx at each row of ``x_fake`` (n, d), an array (n, d), in nats per unit of x.

    The loss of a batch is a mean over n points. Here the gradient of each point's own term is returned, so that an
    arrow does not depend on the number of points.

    Parameters
    ----------
    discriminator : Network
        Its ``dtheta`` does not change.
    x_fake : array_like of shape (n, d)
    generator_loss : function
        ``saturating``, ``non_saturating``, or any from logits (n, 1) to (mean, dlogits).

    References
    ----------
    Notes, Algorithm 1, line 8.

    Examples
    --------
    >>> from numpygan.nets import Linear, non_saturating
    >>> D = Network(Linear(2, 1, rng=np.random.default_rng(0)))
    >>> D.theta = [3, 0, 0]  # the logit is 3 x_1, and -log D falls by (1 - D) 3 along x_1
    >>> descent_directions(D, [[0, 0], [1, 0]], non_saturating).round(3) + 0
    array([[1.5  , 0.   ],
           [0.142, 0.   ]])
    """
    x = arguments.rows("x_fake", np.asarray(x_fake, dtype=float), discriminator.n_in or 1)
    discriminator = copy.deepcopy(discriminator)  # a picture changes no gradient of the GAN that it shows
    _, dlogits = generator_loss(discriminator.forward(x))
    return -len(x) * discriminator.backward(dlogits).astype(float)

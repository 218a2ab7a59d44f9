"""A 1-D GAN against the exact theory: the law it generates, its discriminator, and the gap between them.

No histogram and no sample: p_g is the exact push-forward of the noise.
"""

import numpy as np

from numpygan.distributions import Univariate
from numpygan.nets import Network
from numpygan.theory import LogitFunction, PushForward, criterion, js, value
from numpygan.training.gan import GAN


def generated_law(gan: GAN) -> PushForward:
    """The exact law p_g of ``gan`` as it is now; the GAN must be 1-D, from 1-D noise."""
    if gan.dim != 1 or not isinstance(gan.noise, Univariate):
        raise ValueError(f"an exact law needs 1-D noise and 1-D points, got {gan.noise.dim}-D and {gan.dim}-D")
    return PushForward(gan.generator, gan.noise)


def discriminator_function(network: Network, *laws: Univariate) -> LogitFunction:
    """A copy of a discriminator network as a function, with its kinks where ``laws`` have their landmarks."""
    network = network.astype(np.float64)
    places = np.concatenate([law.landmarks for law in laws])
    kinks = network.kinks(float(places.min()), float(places.max()))
    return LogitFunction(lambda x: network.forward(x.reshape(-1, 1))[:, 0], () if kinks is None else kinks)


def exact_measures(gan: GAN, data: Univariate) -> dict[str, float]:
    """JS(p_data || p_g), C(G) and V(D, G) of a 1-D GAN as it is now, by quadrature, in nats.

    Returns
    -------
    dict
        ``js``, ``c``, ``v_exact`` and ``gap``, which is C(G) - V(D, G): how far D is from the best
        answer to this G; negative by rounding at most.
    """
    p_g = generated_law(gan)
    D = discriminator_function(gan.discriminator, data, p_g)
    c, v = criterion(data, p_g), value(D, data, p_g)
    return {"js": float(js(data, p_g)), "c": float(c), "v_exact": float(v), "gap": c - v}

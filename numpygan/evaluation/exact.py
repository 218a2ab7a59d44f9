"""A GAN against the theory: in 1-D the exact distribution it generates, its discriminator, and the gap between them.

In 1-D there is no histogram and no sample: p_g is the exact push-forward of the noise. In the plane and beyond
V is a mean over points that neither player has seen.
"""

import copy

import numpy as np

from numpygan.distributions import Univariate
from numpygan.nets import Network, discriminator_loss
from numpygan.theory import Discriminator, PushForward, criterion, js, value
from numpygan.training.gan import GAN


def generated_distribution(gan: GAN) -> PushForward:
    """The exact distribution p_g of ``gan`` as it is now; the GAN must be 1-D, from 1-D noise."""
    if gan.dim != 1 or not isinstance(gan.noise, Univariate):
        raise ValueError(f"an exact distribution needs 1-D noise and 1-D points, got {gan.noise.dim}-D and {gan.dim}-D")
    return PushForward(gan.generator, gan.noise)


def discriminator_function(network: Network, *distributions: Univariate) -> Discriminator:
    """A copy of a discriminator network as a function, with its kinks where ``distributions`` have their landmarks."""
    network = network.astype(np.float64)
    places = np.concatenate([distribution.landmarks for distribution in distributions])
    low, high = float(places.min()), float(places.max())
    kinks = network.breakpoints(low, high)

    def logit(x: np.ndarray) -> np.ndarray:
        return network.forward(x.reshape(-1, 1))[:, 0]

    if kinks is None:
        return Discriminator(logit)
    knots = np.array([low, *kinks, high])
    heights = logit(knots)

    def piecewise_linear(x: np.ndarray) -> np.ndarray:
        # Between two kinks the network is a straight line: the same function, in a tenth of the time.
        points = x.reshape(-1)
        y = np.interp(points, knots, heights)
        beyond = (points < low) | (points > high)
        y[beyond] = logit(points[beyond])
        return y

    return Discriminator(piecewise_linear, kinks)


def exact_measures(gan: GAN, data: Univariate) -> dict[str, float]:
    """JS(p_data || p_g), C(G) and V(D, G) of a 1-D GAN as it is now, by quadrature, in nats.

    Returns
    -------
    dict
        ``js``, ``c``, ``v_exact`` and ``gap``, which is C(G) - V(D, G): how far D is from the best
        answer to this G; negative by rounding at most.
    """
    p_g = generated_distribution(gan)
    D = discriminator_function(gan.discriminator, data, p_g)
    c, v = criterion(data, p_g), value(D, data, p_g)
    return {"js": float(js(data, p_g)), "c": float(c), "v_exact": float(v), "gap": c - v}


def quiet_copy(gan: GAN) -> GAN:
    """A copy to measure: no layer of it is random, and what the networks of ``gan`` remember stays."""
    quiet = GAN(copy.deepcopy(gan.generator), copy.deepcopy(gan.discriminator), gan.noise)
    quiet.generator.training = quiet.discriminator.training = False
    return quiet


def sample_value(discriminator: Network, x: np.ndarray, fake: np.ndarray) -> float:
    """V(D, G) in nats as the mean over points x (n, d) of the data and generated points (m, d).

    On points that D was not trained on it is V but for the luck of the draw, and so, on the average, at most
    C(G) = -log 4 + 2 JS: a large V proves a large JS, whatever else says so.
    """
    logits = discriminator.forward(np.concatenate([x, fake])).astype(float)
    loss, _ = discriminator_loss(logits[: len(x)], logits[len(x) :])
    return -loss

"""Exact measures of a 1-D GAN: JS, C(G) and V(D, G) by quadrature, and V from points in any dimension.

In 1-D, p_g is the exact push-forward distribution of the noise; no samples and no histograms are needed. In more
dimensions V is a mean over points on which neither network was trained.
"""

import copy

import numpy as np

from numpygan.distributions import Univariate
from numpygan.nets import Network, discriminator_loss
from numpygan.theory import Discriminator, PushForward, criterion, js, value
from numpygan.training.gan import GAN


def generated_distribution(gan: GAN) -> PushForward:
    """The exact distribution p_g of a 1-D ``gan`` with 1-D noise, for its current parameters."""
    if gan.dim != 1 or not isinstance(gan.noise, Univariate):
        raise ValueError(f"an exact distribution needs 1-D noise and 1-D points, got {gan.noise.dim}-D and {gan.dim}-D")
    return PushForward(gan.generator, gan.noise)


def discriminator_function(network: Network, *distributions: Univariate) -> Discriminator:
    """A copy of a discriminator as a function, with its breakpoints between the landmarks of ``distributions``."""
    network = network.astype(np.float64)
    places = np.concatenate([distribution.landmarks for distribution in distributions])
    low, high = float(places.min()), float(places.max())
    breakpoints = network.breakpoints(low, high)

    def logit(x: np.ndarray) -> np.ndarray:
        return network.forward(x.reshape(-1, 1))[:, 0]

    if breakpoints is None:
        return Discriminator(logit)
    knots = np.array([low, *breakpoints, high])
    heights = logit(knots)

    def piecewise_linear(x: np.ndarray) -> np.ndarray:
        # The network is linear between two breakpoints; interpolation takes a tenth of the time.
        points = x.reshape(-1)
        y = np.interp(points, knots, heights)
        beyond = (points < low) | (points > high)
        y[beyond] = logit(points[beyond])
        return y

    return Discriminator(piecewise_linear, breakpoints)


def exact_measures(gan: GAN, data: Univariate) -> dict[str, float]:
    """JS(p_data || p_g), C(G) and V(D, G) of a 1-D GAN by quadrature, in nats.

    Returns
    -------
    dict
        ``js``, ``c``, ``v_exact`` and ``gap`` = C(G) - V(D, G), the distance of D from the best D for this G; it is
        never negative, except by rounding.
    """
    p_g = generated_distribution(gan)
    D = discriminator_function(gan.discriminator, data, p_g)
    c, v = criterion(data, p_g), value(D, data, p_g)
    return {"js": float(js(data, p_g)), "c": float(c), "v_exact": float(v), "gap": c - v}


def evaluation_copy(gan: GAN) -> GAN:
    """A copy in evaluation mode: no layer is random, and the caches of the networks of ``gan`` are not changed."""
    copied = GAN(copy.deepcopy(gan.generator), copy.deepcopy(gan.discriminator), gan.noise)
    copied.generator.training = copied.discriminator.training = False
    return copied


def sample_value(discriminator: Network, x: np.ndarray, fake: np.ndarray) -> float:
    """V(D, G) in nats as the mean over points x (n, d) of the data and generated points (m, d).

    On points on which D was not trained its expectation is V, which is at most C(G) = -log 4 + 2 JS. So a large V
    proves a large JS.
    """
    logits = discriminator.forward(np.concatenate([x, fake])).astype(float)
    loss, _ = discriminator_loss(logits[: len(x)], logits[len(x) :])
    return -loss

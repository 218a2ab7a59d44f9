"""JS estimated by a discriminator that is trained on one half of the points and evaluated on the other half.

On fresh points, any discriminator gives a lower bound on JS on average. On its own training points it over-fits, and
the estimate is too large.
"""

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.nets import Adam, discriminator_loss, mlp
from numpygan.theory import Discriminator, SampleEstimate
from numpygan.theory.estimators import Scores, estimate_with_floor, js_scores

WIDTHS = (64, 64)
STEPS, BATCH, LEARNING_RATE = 400, 128, 5e-3


def train_discriminator(
    x: npt.ArrayLike, generated: npt.ArrayLike, *, steps: int = STEPS, rng: np.random.Generator
) -> Discriminator:
    """Train a discriminator with Adam on the rows of ``x`` (n, d) against the rows of ``generated`` (m, d).

    Its input is standardized with the mean and the standard deviation of all points together.
    """
    real = np.asarray(x, dtype=float)
    if real.ndim != 2:
        raise ValueError(f"x has shape {real.shape}, expected (n, d)")
    fake = arguments.rows("generated", generated, real.shape[1])
    steps, rng = arguments.positive_int("steps", steps), arguments.generator(rng)
    arguments.all_finite("x", real)
    if min(len(real), len(fake)) == 0:
        raise ValueError(f"expected points of both kinds, got {len(real)} of the data and {len(fake)} generated")
    both = np.concatenate([real, fake])
    mean, std = both.mean(axis=0), both.std(axis=0)
    std = np.where(std > 0, std, 1)
    network = mlp([real.shape[1], *WIDTHS, 1], rng=rng, bias_std=1.0)
    optimizer = Adam(network, LEARNING_RATE)
    for _ in range(steps):
        some = [part[rng.integers(len(part), size=BATCH)] for part in (real, fake)]
        logits = network.forward((np.concatenate(some) - mean) / std)
        _, dlogits = discriminator_loss(logits[:BATCH], logits[BATCH:])
        network.backward(dlogits)
        optimizer.step()
    return Discriminator(lambda x: network.forward((x.reshape(-1, mean.size) - mean) / std)[:, 0])


def held_out_js(
    p_data: Distribution | npt.ArrayLike,
    generated: npt.ArrayLike,
    *,
    steps: int = STEPS,
    repeats: int = 3,
    rng: np.random.Generator,
) -> SampleEstimate:
    """Estimate JS of ``generated`` points (n, d) by a discriminator trained on one half, evaluated on the other.

    Parameters
    ----------
    p_data : Distribution, or array_like of shape (m, d) or (m,)
        A distribution from which n points are drawn, or points.
    generated : array_like of shape (n, d) or (n,)
    steps : int
        Steps of the training.
    repeats : int
        Number of simulated perfect generators for the floor. A discriminator is trained for each.

    Returns
    -------
    SampleEstimate
        At most JS on average. It may be negative: a discriminator that has over-fitted is worse than D = 1/2.
    """

    def estimator(x: np.ndarray, fake: np.ndarray) -> Scores:
        half = arguments.int_at_least("half of the generated points", len(x) // 2, 2)
        D = train_discriminator(x[:half], fake[:half], steps=steps, rng=rng)
        return js_scores(D, x[half:], fake[half:])

    return estimate_with_floor(estimator, p_data, generated, method="held-out discriminator", rng=rng, repeats=repeats)

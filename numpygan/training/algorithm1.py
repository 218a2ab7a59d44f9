"""Algorithm 1 of the notes, as a Python generator: the caller's ``for`` loop watches, plots and stops.

One iteration: k times a fresh minibatch of noise and of data and an ascent step of D on V; then a
fresh minibatch of noise and a descent step of G. Freezing a player means not stepping it: the
gradient of G passes through D, and D's theta stays what it was, to the bit.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.nets import SGD, GeneratorLoss, Network, Optimizer, discriminator_loss, saturating
from numpygan.training.gan import GAN
from numpygan.training.memory import keep_freed_memory

Penalty = Callable[[Network, np.ndarray], float]
USUAL_CAUSE = "the usual cause is a step size that is too large"


class Record(NamedTuple):
    """What one iteration tells. The numbers are of its minibatches, in nats, before each player's step."""

    step: int
    """How many iterations are done, from 1."""
    v: float
    """V(D, G) of the last minibatch that D ascended; -log 4 = -1.386 for D = 1/2, which is not convergence."""
    g_loss: float
    """What G descended."""
    d_gradient: float
    """Euclidean norm of the gradient of V in theta_d, at D's last step."""
    g_gradient: float
    """Euclidean norm of the gradient of G's loss in theta_g."""


def iterate(
    gan: GAN,
    data: Distribution,
    *,
    batch: int,
    rng: np.random.Generator,
    k: int = 1,
    lr: float | None = None,
    generator_loss: GeneratorLoss = saturating,
    optimizers: tuple[Optimizer, Optimizer] | None = None,
    penalty: Penalty | None = None,
    done: int = 0,
) -> Iterator[Record]:
    """Train ``gan`` on ``data`` by Algorithm 1, for as long as the caller asks for records.

    Parameters
    ----------
    gan : GAN
        Its networks are trained in place.
    data : Distribution
    batch : int
        m, the size of each minibatch.
    rng : numpy.random.Generator
        Draws, in this order, noise then data for each of the k steps of D, then noise for G.
    k : int
        Steps of D for each step of G.
    lr : float
        Step size of plain SGD for both players; 0.1 unless given. Not together with ``optimizers``.
    generator_loss : function
        ``saturating`` (default, line 8 of the algorithm) or ``non_saturating`` (the advice that
        the notes add), or any function from logits (n, 1) to (value, dlogits).
    optimizers : tuple of two Optimizer, optional
        For the discriminator and for the generator, in the order in which they step.
    penalty : function, optional
        ``penalty(discriminator, x)`` is added to what D descends, at the real points x of its
        minibatch; like :func:`numpygan.nets.extras.r1` it returns its value and overwrites ``dtheta``.
    done : int
        Iterations that earlier calls have done; the first record is number ``done + 1``.

    Yields
    ------
    Record
        One an iteration.

    References
    ----------
    Notes, Algorithm 1; Goodfellow et al. (2014), Algorithm 1.

    Examples
    --------
    >>> import itertools
    >>> from numpygan.distributions import Normal
    >>> from numpygan.nets import mlp
    >>> rng = np.random.default_rng(0)
    >>> gan = GAN(mlp([1, 8, 1], rng=rng), mlp([1, 8, 1], rng=rng), Normal())
    >>> records = iterate(gan, Normal(4, 0.5), batch=64, rng=rng)
    >>> [record.step for record in itertools.islice(records, 3)]
    [1, 2, 3]
    """
    batch = arguments.positive_int("batch", batch)
    k = arguments.positive_int("k", k)
    arguments.generator(rng)
    if data.dim != gan.dim:
        raise ValueError(f"the data has {data.dim} columns, the GAN makes {gan.dim}")
    if optimizers is None:
        step = 0.1 if lr is None else lr
        optimizers = SGD(gan.discriminator, step), SGD(gan.generator, step)
    elif lr is not None:
        raise ValueError(f"give lr or optimizers, not both, got lr = {lr!r}")
    d_optimizer, g_optimizer = optimizers
    if d_optimizer.network is not gan.discriminator or g_optimizer.network is not gan.generator:
        raise ValueError("optimizers must be (of the discriminator, of the generator) of this GAN, in this order")
    done = arguments.int_at_least("done", done, 0)
    return _iterations(gan, data, batch, rng, k, generator_loss, d_optimizer, g_optimizer, penalty, done)


def _iterations(
    gan: GAN,
    data: Distribution,
    batch: int,
    rng: np.random.Generator,
    k: int,
    generator_loss: GeneratorLoss,
    d_optimizer: Optimizer,
    g_optimizer: Optimizer,
    penalty: Penalty | None,
    done: int,
) -> Iterator[Record]:
    keep_freed_memory()
    for step in itertools.count(done + 1):
        with np.errstate(over="ignore", invalid="ignore"):  # told by _finite_norm, with the step and the player
            for _ in range(k):
                z = _minibatch("noise", gan.noise, batch, rng)
                x = _minibatch("data", data, batch, rng)
                d_loss = discriminator_gradient(gan, x, z)
                d_norm = _finite_norm(step, "discriminator", d_loss, gan.discriminator, noise=z, data=x)
                if penalty is not None:
                    add_penalty(gan.discriminator, x, penalty)
                _finite_step(step, "discriminator", d_optimizer)
            z = _minibatch("noise", gan.noise, batch, rng)
            g_loss = generator_gradient(gan, z, generator_loss)
            g_norm = _finite_norm(step, "generator", g_loss, gan.generator, noise=z)
            _finite_step(step, "generator", g_optimizer)
        yield Record(step, -d_loss, g_loss, d_norm, g_norm)


def _minibatch(name: str, law: Distribution, batch: int, rng: np.random.Generator) -> np.ndarray:
    points = np.asarray(law.sample(batch, rng=rng))
    if points.shape != (batch, law.dim):
        raise ValueError(f"{name} has shape {points.shape}, expected {(batch, law.dim)}")
    return points


def _finite_norm(step: int, player: str, loss: float, network: Network, **minibatches: np.ndarray) -> float:
    """The norm of the gradient, checked before it can spoil theta: a nan would spread to every parameter."""
    norm = float(np.linalg.norm(network.dtheta))
    if not np.isfinite(loss + norm):
        for name, points in minibatches.items():
            arguments.all_finite(name, points)
        raise FloatingPointError(
            f"step {step}: the {player}'s loss is {loss:g} and its gradient has norm {norm:g}; {USUAL_CAUSE}"
        )
    return norm


def _finite_step(step: int, player: str, optimizer: Optimizer) -> None:
    """Let the optimizer step; a step to infinity is taken back, so that the last finite theta is kept."""
    theta = optimizer.network.theta
    before = theta.copy()
    optimizer.step()
    if not np.isfinite(theta).all():
        theta[...] = before
        raise FloatingPointError(f"step {step}: the {player} stepped to a theta that is not finite; {USUAL_CAUSE}")


def discriminator_gradient(gan: GAN, x: np.ndarray, z: np.ndarray) -> float:
    """Leave the gradient of -V in D's ``dtheta`` and return -V; x (n, d), z (m, dz).

    D sees real and generated points as one batch: one forward, then its backward.
    """
    x_fake = gan.generator.forward(z)
    logits = gan.discriminator.forward(np.concatenate([x.astype(x_fake.dtype), x_fake]))
    loss, dlogits = discriminator_loss(logits[: len(x)], logits[len(x) :])
    gan.discriminator.backward(dlogits)
    return loss


def add_penalty(discriminator: Network, x: np.ndarray, penalty: Penalty) -> float:
    """Add the gradient of ``penalty(discriminator, x)`` to ``dtheta`` and return its value; x (n, d)."""
    dtheta = discriminator.dtheta.copy()
    value = penalty(discriminator, x)
    discriminator.dtheta += dtheta
    return value


def generator_gradient(gan: GAN, z: np.ndarray, generator_loss: GeneratorLoss) -> float:
    """Leave the gradient of G's loss in G's ``dtheta`` and return the loss; z (n, dz).

    The gradient reaches G through D: what D's backward returns is the gradient in x = G(z).
    """
    logits = gan.discriminator.forward(gan.generator.forward(z))
    loss, dlogits = generator_loss(logits)
    dx = gan.discriminator.backward(dlogits)
    gan.generator.backward(dx)
    return loss

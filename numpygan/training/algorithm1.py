"""Algorithm 1 of the notes. Start with :func:`phases`, which is the algorithm; :func:`iterate` repeats it.

One iteration: repeat k times: draw noise and data, then take one step of D that increases V. Then draw fresh noise and
take one step of G. While G is trained, D takes no step: the gradient of G's loss is computed through D, but D's theta
does not change. The checks around the algorithm (shapes, finite numbers) are in ``guards``.
"""

import itertools
from collections.abc import Callable, Iterator

import numpy as np

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.nets import SGD, GeneratorLoss, Network, Optimizer, discriminator_loss, saturating
from numpygan.training.gan import GAN
from numpygan.training.guards import guarded
from numpygan.training.memory import keep_freed_memory
from numpygan.training.records import DISCRIMINATOR, GENERATOR, Phase, Record, record_of

Penalty = Callable[[Network, np.ndarray], float]


def phases(
    gan: GAN,
    data: Distribution,
    batch: int,
    k: int,
    rng: np.random.Generator,
    generator_loss: GeneratorLoss,
    optimizers: tuple[Optimizer, Optimizer],
    penalty: Penalty | None = None,
) -> Iterator[Phase]:
    """Do one iteration of Algorithm 1 and pause after each phase; :func:`iterate` explains the arguments."""
    d_optimizer, g_optimizer = optimizers
    for _ in range(k):
        z, x = gan.noise.sample(batch, rng=rng), data.sample(batch, rng=rng)
        yield Phase(DISCRIMINATOR, "draw", z, x)
        loss = discriminator_gradient(gan, x, z)
        yield Phase(DISCRIMINATOR, "gradient", z, x, loss)
        if penalty is not None:
            add_penalty(gan.discriminator, x, penalty)
        d_optimizer.step()
        yield Phase(DISCRIMINATOR, "step", z, x, loss)
    z = gan.noise.sample(batch, rng=rng)
    yield Phase(GENERATOR, "draw", z)
    loss = generator_gradient(gan, z, generator_loss)
    yield Phase(GENERATOR, "gradient", z, loss=loss)
    g_optimizer.step()
    yield Phase(GENERATOR, "step", z, loss=loss)


def discriminator_gradient(gan: GAN, x: np.ndarray, z: np.ndarray) -> float:
    """Leave the gradient of -V in D's ``dtheta`` and return -V; x (n, d), z (m, dz).

    D sees real and generated points as one batch: one forward, then its backward.
    """
    x_fake = gan.generator.forward(z)
    logits = gan.discriminator.forward(np.concatenate([x.astype(x_fake.dtype, copy=False), x_fake]))
    loss, dlogits = discriminator_loss(logits[: len(x)], logits[len(x) :])
    gan.discriminator.backward(dlogits)
    return loss


def generator_gradient(gan: GAN, z: np.ndarray, generator_loss: GeneratorLoss) -> float:
    """Leave the gradient of G's loss in G's ``dtheta`` and return the loss; z (n, dz).

    D's backward returns the gradient with respect to x = G(z), which is the dy of G's backward.
    """
    logits = gan.discriminator.forward(gan.generator.forward(z))
    loss, dlogits = generator_loss(logits)
    dx = gan.discriminator.backward(dlogits)
    gan.generator.backward(dx)
    return loss


def add_penalty(discriminator: Network, x: np.ndarray, penalty: Penalty) -> float:
    """Add the gradient of ``penalty(discriminator, x)`` to ``dtheta`` and return its value; x (n, d)."""
    dtheta = discriminator.dtheta.copy()  # because the penalty overwrites it
    value = penalty(discriminator, x)
    discriminator.dtheta += dtheta
    return value


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
        ``saturating`` (default, line 8 of the algorithm) or ``non_saturating`` (the advice that the notes add), or any
        function from logits (n, 1) to (value, dlogits).
    optimizers : tuple of two Optimizer, optional
        For the discriminator and for the generator, in the order in which they step.
    penalty : function, optional
        ``penalty(discriminator, x)`` is added to the loss of D, -V, at the real points x of its minibatch; like
        :func:`numpygan.nets.extras.r1` it returns its value and overwrites ``dtheta``.
    done : int
        Iterations that earlier calls have done; the first record is number ``done + 1``.

    Yields
    ------
    Record
        One an iteration.

    Raises
    ------
    FloatingPointError
        When a number stops being finite: names the step and the player. The networks keep the last finite state.

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
    batch, k = arguments.positive_int("batch", batch), arguments.positive_int("k", k)
    arguments.generator(rng)
    done = arguments.int_at_least("done", done, 0)
    if data.dim != gan.dim:
        raise ValueError(f"the data has {data.dim} columns, the GAN makes {gan.dim}")
    if optimizers is None:
        step_size = 0.1 if lr is None else lr
        optimizers = SGD(gan.discriminator, step_size), SGD(gan.generator, step_size)
    elif lr is not None:
        raise ValueError(f"give lr or optimizers, not both, got lr = {lr!r}")
    if [optimizer.network for optimizer in optimizers] != [gan.discriminator, gan.generator]:
        raise ValueError("optimizers must be (of the discriminator, of the generator) of this GAN, in this order")
    settings = gan, data, batch, k, rng, generator_loss, optimizers, penalty
    keep_freed_memory()
    return (record_of(step, guarded(step, phases(*settings), gan, batch)) for step in itertools.count(done + 1))

"""One iteration of Algorithm 1 in slow motion: phase by phase, each with the equation that it executes.

It is the iteration that ``numpygan.training.iterate`` makes in one go: the same draws in the same order, and the
same bits at the end.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from numpygan.nets import Network, Optimizer
from numpygan.nets.extras import r1
from numpygan.recipes import Run
from numpygan.training import discriminator_gradient, generator_gradient
from numpygan.training.algorithm1 import USUAL_CAUSE, add_penalty

DRAW = r"$z_i \sim p_z,\quad x_i \sim p_{data},\quad i = 1, \dots, m$"
JUDGE = r"$V = \frac{1}{m}\sum_i\, \log D(x_i) + \log(1 - D(G(z_i)))$"
ASCEND = r"$\theta_D \leftarrow \theta_D + \eta_D \nabla_{\theta_D} V$"
DRAW_NOISE = r"$z_i \sim p_z,\quad i = 1, \dots, m$"
LOSSES = {
    "saturating": r"$L = \frac{1}{m}\sum_i\, \log(1 - D(G(z_i))): \quad -\nabla_{G(z_i)} L$",
    "non_saturating": r"$L = -\frac{1}{m}\sum_i\, \log D(G(z_i)): \quad -\nabla_{G(z_i)} L$",
}
DESCEND = r"$\theta_G \leftarrow \theta_G - \eta_G \nabla_{\theta_G} L$"


class Phase(NamedTuple):
    """What has just been done, and on which points."""

    about: str
    equation: str
    x: np.ndarray | None = None
    """Of the data, (m, d), in the units of ``run.data``."""
    x_fake: np.ndarray | None = None
    """Generated, (m, d)."""


def one_iteration(run: Run) -> Iterator[Phase]:
    """Do one iteration of ``run``, a phase each time the next one is asked for; afterwards ``run.step`` has grown.

    Raises
    ------
    FloatingPointError
        When a number stops being finite. The networks keep the last finite state.
    """
    settings = run.settings
    loss = LOSSES[settings.generator_loss.__name__]
    for i in range(settings.k):
        of_k = f", {i + 1} of k = {settings.k}" if settings.k > 1 else ""
        z = run.gan.noise.sample(settings.batch, rng=run.rng)
        x = run.data.sample(settings.batch, rng=run.rng)
        x_fake = run.gan.generator.forward(z).astype(float)
        yield Phase(f"Draw z and x, make points{of_k}", DRAW, x, x_fake)
        v = -ascend(run, x, z, step=False)
        yield Phase(f"D judges both: V = {v:.4f}{of_k}", JUDGE, x, x_fake)
        finite_step(run, "discriminator", run.optimizers[0])
        yield Phase(f"D climbs V{of_k}", ASCEND, x, x_fake)
    z = run.gan.noise.sample(settings.batch, rng=run.rng)
    x_fake = run.gan.generator.forward(z).astype(float)
    yield Phase("Draw fresh z, make points", DRAW_NOISE, None, x_fake)
    g_loss = descend(run, z, step=False)
    yield Phase(f"Where does G's loss, L = {g_loss:.4f}, fall?", loss, None, x_fake)
    finite_step(run, "generator", run.optimizers[1])
    run.average.update()
    run.step += 1
    yield Phase("G goes down its loss", DESCEND, None, run.gan.generator.forward(z).astype(float))


def ascend(run: Run, x: np.ndarray, z: np.ndarray, *, step: bool = True) -> float:
    """The gradient of what D descends, -V and the penalty, and perhaps D's step; return -V."""
    loss = discriminator_gradient(run.gan, x, z)
    refuse_infinite(run, "discriminator", loss, run.gan.discriminator)
    if run.settings.r1 > 0:
        add_penalty(run.gan.discriminator, x, lambda D, x: r1(D, x, run.settings.r1 * run.left**2))
    if step:
        finite_step(run, "discriminator", run.optimizers[0])
    return loss


def descend(run: Run, z: np.ndarray, *, step: bool = True) -> float:
    """The gradient of G's loss, and perhaps G's step; return the loss."""
    loss = generator_gradient(run.gan, z, run.settings.generator_loss)
    refuse_infinite(run, "generator", loss, run.gan.generator)
    if step:
        finite_step(run, "generator", run.optimizers[1])
        run.average.update()
    return loss


def refuse_infinite(run: Run, player: str, loss: float, network: Network) -> None:
    if not np.isfinite(loss + np.linalg.norm(network.dtheta)):
        raise FloatingPointError(f"step {run.step + 1}: the {player}'s loss is {loss:g}; {USUAL_CAUSE}")


def finite_step(run: Run, player: str, optimizer: Optimizer) -> None:
    """Let the optimizer step; a step to infinity is taken back."""
    theta = optimizer.network.theta
    before = theta.copy()
    optimizer.step()
    if not np.isfinite(theta).all():
        theta[...] = before
        raise FloatingPointError(
            f"step {run.step + 1}: the {player} stepped to a theta that is not finite; {USUAL_CAUSE}"
        )

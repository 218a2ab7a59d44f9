"""Checks around Algorithm 1: minibatches of the right shape, finite losses and gradients, finite parameters."""

import math
from collections.abc import Iterator

import numpy as np

from numpygan import arguments
from numpygan.training.gan import GAN
from numpygan.training.records import DISCRIMINATOR, Phase

USUAL_CAUSE = "the usual causes are a step size or a penalty weight that is too large"


def guarded(step: int, phases: Iterator[Phase], gan: GAN, batch: int) -> Iterator[Phase]:
    """Yield the phases of iteration ``step`` with their gradient norms; stop the iteration at the first bad number.

    Raises
    ------
    ValueError
        If a minibatch does not have the shape (batch, columns), or is not finite.
    FloatingPointError
        If a loss, a gradient or a parameter is not finite. If a step makes a parameter infinite or nan, the old
        parameters are restored; the running means inside the optimizer are not.
    """
    networks = {"discriminator": gan.discriminator, "generator": gan.generator}
    theta = np.empty(0)
    for phase in phases:
        network = networks[phase.player]
        if phase.what == "draw":
            _check_minibatch("noise", phase.z, (batch, gan.noise.dim))
            if phase.x is not None:
                _check_minibatch("data", phase.x, (batch, gan.dim))
        elif phase.what == "gradient":
            phase = phase._replace(gradient_norm=_finite_norm(step, phase, network.dtheta))
            theta = network.theta.copy()
        elif not np.isfinite(network.theta).all():
            network.theta = theta
            raise FloatingPointError(
                f"step {step}: the {phase.player} stepped to a theta that is not finite; {USUAL_CAUSE}"
            )
        yield phase


def _check_minibatch(name: str, points: np.ndarray, shape: tuple[int, int]) -> None:
    if np.shape(points) != shape:
        raise ValueError(f"{name} has shape {np.shape(points)}, expected {shape}")


def _finite_norm(step: int, phase: Phase, dtheta: np.ndarray) -> float:
    """The norm of the gradient, checked before the step: a nan would spread to every parameter."""
    norm = math.sqrt(np.dot(dtheta, dtheta))
    if not np.isfinite(phase.loss + norm):
        arguments.all_finite("noise", phase.z)
        if phase.player == DISCRIMINATOR and phase.x is not None:
            arguments.all_finite("data", phase.x)
        raise FloatingPointError(
            f"step {step}: the {phase.player}'s loss is {phase.loss:g} and its gradient has norm {norm:g}; "
            f"{USUAL_CAUSE}"
        )
    return norm

"""What Algorithm 1 reports: a phase at a time for slow motion, or one record for each iteration."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

Player = Literal["discriminator", "generator"]
DISCRIMINATOR: Player = "discriminator"
GENERATOR: Player = "generator"


class Phase(NamedTuple):
    """One phase of an iteration that has just been done."""

    player: Player
    """The player who steps in this half of the iteration."""
    what: Literal["draw", "gradient", "step"]
    z: np.ndarray
    """The minibatch of noise, (m, dz)."""
    x: np.ndarray | None = None
    """The minibatch of data, (m, d); None in the generator's half."""
    loss: float = np.nan
    """The loss that the player decreases, in nats: -V(D, G) or the generator's loss; nan before it is computed."""
    gradient_norm: float = np.nan
    """Euclidean norm of the gradient of ``loss`` in the player's theta; nan except after "gradient"."""


class Record(NamedTuple):
    """Statistics of one iteration. The numbers are of its minibatches, in nats, before each player's step."""

    step: int
    """How many iterations are done, from 1."""
    v: float
    """V(D, G) of D's last minibatch; -log 4 = -1.386 for D = 1/2, which is not a proof of convergence."""
    g_loss: float
    """The generator's loss."""
    d_gradient: float
    """Euclidean norm of the gradient of V in theta_d, at D's last step."""
    g_gradient: float
    """Euclidean norm of the gradient of G's loss in theta_g."""


def record_of(step: int, phases: Iterable[Phase]) -> Record:
    """Run an iteration to its end and return its record."""
    with np.errstate(over="ignore", invalid="ignore"):  # the guards report what is not finite, with step and player
        last = {phase.player: phase for phase in phases if phase.what == "gradient"}
    d, g = last[DISCRIMINATOR], last[GENERATOR]
    return Record(step, -d.loss, g.loss, d.gradient_norm, g.gradient_norm)

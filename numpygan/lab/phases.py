"""One iteration of Algorithm 1 in slow motion: its phases, each with a caption and the equation that it executes.

The phases are those of :meth:`numpygan.recipes.Run.phases`; this file only describes them.
"""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from numpygan.recipes import Run
from numpygan.training.records import DISCRIMINATOR, GENERATOR, Phase, Player

DRAW = r"$z_i \sim p_z,\quad x_i \sim p_{data},\quad i = 1, \dots, m$"
JUDGE = r"$V = \frac{1}{m}\sum_i\, \log D(x_i) + \log(1 - D(G(z_i)))$"
ASCEND = r"$\theta_D \leftarrow \theta_D + \eta_D \nabla_{\theta_D} V$"
DRAW_NOISE = r"$z_i \sim p_z,\quad i = 1, \dots, m$"
LOSSES = {
    "saturating": r"$L = \frac{1}{m}\sum_i\, \log(1 - D(G(z_i))): \quad -\nabla_{G(z_i)} L$",
    "non_saturating": r"$L = -\frac{1}{m}\sum_i\, \log D(G(z_i)): \quad -\nabla_{G(z_i)} L$",
}
DESCEND = r"$\theta_G \leftarrow \theta_G - \eta_G \nabla_{\theta_G} L$"


class CaptionedPhase(NamedTuple):
    """A phase with its caption, its equation and its points."""

    about: str
    equation: str
    player: Player
    what: str
    """"draw", "gradient" or "step"."""
    of_k: str = ""
    """"2 of 3" in the second of three steps of D; "" if there is only one, and in G's half."""
    x: np.ndarray | None = None
    """Of the data, (m, d), in the units of ``run.data``."""
    x_fake: np.ndarray | None = None
    """Generated, (m, d)."""
    x_before: np.ndarray | None = None
    """The same points before G's step, (m, d); None in the other phases."""


def captioned_phases(run: Run) -> Iterator[CaptionedPhase]:
    """Do one iteration of ``run``, a phase each time the next one is asked for; then ``run.step`` has grown by one.

    Raises
    ------
    FloatingPointError
        When a number stops being finite. The networks keep the last finite state.
    """
    done: list[Phase] = []
    x_fake, x_before = np.empty((0, run.gan.dim)), None
    iteration = run.phases()
    for phase in iteration:
        done.append(phase)
        if phase.player == GENERATOR and phase.what == "step":
            x_before, x_fake = x_fake, run.gan.generator.forward(phase.z).astype(float)
            run.record_of_iteration(itertools.chain(done, iteration))
        elif phase.what == "draw":
            x_fake = run.gan.generator.forward(phase.z).astype(float)
        draws, k = sum(each.what == "draw" for each in done), run.settings.k
        of_k = f"{draws} of {k}" if k > 1 and phase.player == DISCRIMINATOR else ""
        about, equation = _caption(run, phase, f", {draws} of k = {k}" if of_k else "")
        yield CaptionedPhase(about, equation, phase.player, phase.what, of_k, phase.x, x_fake, x_before)


def _caption(run: Run, phase: Phase, of_k: str) -> tuple[str, str]:
    if phase.player == DISCRIMINATOR:
        return {
            "draw": (f"Draw z and x, compute G(z){of_k}", DRAW),
            "gradient": (f"Gradient of V for D, at V = {-phase.loss:.4f}{of_k}", JUDGE),
            "step": (f"A step of D, which increases V{of_k}", ASCEND),
        }[phase.what]
    return {
        "draw": ("Draw new z, compute G(z)", DRAW_NOISE),
        "gradient": (f"Gradient of G's loss, at L = {phase.loss:.4f}", LOSSES[run.generator_loss.__name__]),
        "step": ("A step of G, which decreases its loss", DESCEND),
    }[phase.what]

"""The Dirac-GAN with several methods: the vector field of the game and paths from one start."""

import numpy as np
from matplotlib.figure import Figure

from numpygan.plots.layout import legend_in_free_cell, panels
from numpygan.plots.style import COMPARED, DATA, GUIDE, SMALL
from numpygan.theory.parameter_space import (
    Game,
    alternating,
    eigenvalues,
    instance_noise,
    non_saturating,
    original,
    r1,
    simultaneous,
    wasserstein,
)

DIRAC_GAMES: dict[str, Game] = {
    "GAN, log(1 - D)": original,
    "non-saturating, -log D": non_saturating,
    "WGAN": wasserstein,
    "R1, $\\gamma$ = 1": r1(1.0),
    "noise on D's input, $\\sigma$ = 1": instance_noise(1.0),
}
PANEL = 2.9, 3.3  # inches
START, H, MOVES = (1.0, 0.0), 0.2, 150
REACH, ARROWS = 1.7, 11


def dirac_figure(*, width: float | None = None) -> Figure:
    """Draw a panel for each game: its field, and the paths of simultaneous and alternating steps from (1, 0).

    The title states the eigenvalues of the field at the solution: on the imaginary axis the parameters circle, to the
    left of it they converge.

    References
    ----------
    Mescheder et al. (2018), Which Training Methods for GANs do actually Converge?
    """
    figure, row = panels(len(DIRAC_GAMES), columns=3, size=PANEL, width=width)
    ticks = np.linspace(-REACH, REACH, ARROWS)
    theta, psi = np.meshgrid(ticks, ticks)
    for axes, (name, game) in zip(row, DIRAC_GAMES.items(), strict=True):
        field = np.array([game(*each) for each in zip(theta.ravel(), psi.ravel(), strict=True)])
        axes.quiver(theta, psi, *field.T, color=GUIDE, angles="xy", pivot="mid", width=0.005, zorder=1)
        for run, label, look in (
            (simultaneous, "simultaneous steps", COMPARED[0]),
            (alternating, "alternating steps", COMPARED[1]),
        ):
            path = run(game, START, h=H, steps=MOVES)
            axes.plot(path.theta, path.psi, label=label, **look)
        axes.plot(*START, "o", color=DATA["color"], markersize=5, label="start")
        axes.plot(0, 0, "+", color=DATA["color"], markersize=10, label="solution")
        axes.set_title(f"{name}\n{_eigenvalues_in_words(game)}", fontsize=SMALL)
        axes.set(xlabel="$\\theta$, of G", ylabel="$\\psi$, of D", xlim=(-REACH, REACH), ylim=(-REACH, REACH))
        axes.set_aspect("equal")
    legend_in_free_cell(figure, row, row[0].get_legend_handles_labels()[0])
    return figure


def _eigenvalues_in_words(game: Game) -> str:
    first = eigenvalues(game)[0]
    real, imaginary = round(float(first.real), 2) + 0.0, abs(round(float(first.imag), 2))
    parts = [f"{real:g}"] if real or not imaginary else []
    if imaginary:
        parts.append(f"±{imaginary:g}i" if not parts else f" ± {imaginary:g}i")
    return f"eigenvalues {''.join(parts)}"

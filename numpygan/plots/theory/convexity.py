"""Convexity of C in p_g, which Proposition 2 needs: no chord lies below the curve."""

import numpy as np
from matplotlib.figure import Figure

from numpygan.distributions import Normal
from numpygan.plots.layout import bound, panels
from numpygan.plots.style import BEST_D, BLUE, C_NAME, CRITERION, INK, P_G, SMALL
from numpygan.theory.function_space import criterion_gradient, criterion_of_masses

CELLS = 801
SHARES = np.linspace(0, 1, 61)
CHORDS = (0.0, 1.0), (0.05, 0.6), (0.35, 0.95)
TANGENTS = 0.15, 0.5, 0.85


def convexity_figure(*, width: float | None = None) -> Figure:
    """C along the segment from one p_g to another, with chords above it and, for fixed D, tangents below it.

    The distributions are mixtures (1 - s) q_0 + s q_1: p_g itself changes, not the parameters of a generator.

    References
    ----------
    Notes, eq. 1.3.8; Goodfellow et al. (2014), Proposition 2.
    """
    x = np.linspace(-7, 7, CELLS)
    p, q_0, q_1 = (
        distribution.pdf(x) / distribution.pdf(x).sum()
        for distribution in (Normal(0, 1), Normal(-2, 0.7), Normal(2.5, 1))
    )

    def mixed(s: float) -> np.ndarray:
        return (1 - s) * q_0 + s * q_1

    c = np.array([criterion_of_masses(p, mixed(s)) for s in SHARES])
    figure, (chords, tangents) = panels(2, width=width, narrowest=1.0)
    for axes in (chords, tangents):
        axes.plot(SHARES, c, label=f"{C_NAME}, of {BEST_D}", **CRITERION)
        bound(axes, -np.log(4), "-log 4", below=True)
        axes.set(xlabel=f"s, from one {P_G} to another", ylabel="nats", xlim=(0, 1), ylim=(-1.5, -0.25))
    for ends, style in zip(CHORDS, ("-", "--", "-."), strict=True):
        heights = [criterion_of_masses(p, mixed(s)) for s in ends]
        chords.plot(ends, heights, "o", color=INK, linestyle=style, markersize=4, linewidth=1.2)
    chords.plot([], [], "o-", color=INK, markersize=4, label="chords: never below")
    for s, style in zip(TANGENTS, ("--", "-.", ":"), strict=True):
        # U(p_g, D) is linear in p_g while D stays: E_data log D + the sum of p_g log(1 - D).
        slope = (q_1 - q_0) @ criterion_gradient(p, mixed(s))
        height = criterion_of_masses(p, mixed(s))
        tangents.plot(SHARES, height + slope * (SHARES - s), color=BLUE, linestyle=style, linewidth=1.2)
        tangents.plot(s, height, "o", color=BLUE, markersize=4)
    tangents.plot([], [], color=BLUE, linestyle="--", label="U of a fixed D: never above")
    for axes in (chords, tangents):
        axes.legend(frameon=False, fontsize=SMALL, loc="lower left", bbox_to_anchor=(0, 1))  # above, not on a curve
    return figure

"""Pictures of descents: of p_g itself (Proposition 2), and of parameters, for which Proposition 2 does not hold."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from numpygan.distributions import Normal
from numpygan.plots.layout import bound, legend, panels
from numpygan.plots.statements.registry import picture
from numpygan.plots.style import BLUE, DATA, GENERATED, GREEN, PURPLE, VERMILION
from numpygan.theory.function_space import descend, fixed_discriminator
from numpygan.theory.parameter_space import (
    Game,
    Trajectory,
    alternating,
    instance_noise,
    original,
    r1,
    simultaneous,
    wasserstein,
)

CELLS, STEPS, RATE = 801, 40, 0.5
START, H, MOVES = (1.0, 0.0), 0.2, 150


@picture(
    "proposition-2",
    caption="Descent of p_g itself, from N(0, 1^2) towards N(1.5, 0.5^2). Left: with the best D at every step C falls "
    "to -log 4; with the D of the start it falls, turns and rises. Right: p_g at some steps.",
)
def proposition_2(rng: np.random.Generator) -> Figure:
    figure, (criterion, densities) = panels(2)
    x = np.linspace(-6, 6, CELLS)
    p_data, p_g = (distribution.pdf(x) / distribution.pdf(x).sum() for distribution in (Normal(1.5, 0.5), Normal(0, 1)))
    steps = np.arange(STEPS + 1)
    best = descend(p_data, p_g, steps=STEPS, rate=RATE)
    kept = descend(p_data, p_g, steps=STEPS, rate=RATE, gradient=fixed_discriminator(p_data, p_g))
    criterion.plot(steps, kept.criterion, color=BLUE, linestyle="--", label="D kept from step 0")
    criterion.plot(steps, best.criterion, color=VERMILION, label="best D at every step")
    bound(criterion, -np.log(4), "-log 4", below=True)
    criterion.set(xlabel="step", ylabel="C, nats", ylim=(-1.6, 0.1))
    legend(criterion, "upper right")
    width = x[1] - x[0]
    densities.plot(x, p_data / width, label="$p_\\mathrm{data}$", **DATA)
    for count, alpha in ((0, 0.3), (3, 0.5), (8, 0.75), (STEPS, 1.0)):
        distribution = p_g if count == 0 else descend(p_data, p_g, steps=count, rate=RATE).p_g
        densities.plot(x, distribution / width, alpha=alpha, label=f"$p_g$, step {count}", **GENERATED)
    densities.set(xlabel="x", ylabel="density", xlim=(-3, 3.5))
    legend(densities, "upper left")
    return figure


@picture(
    "parameter-space",
    caption="The Dirac-GAN: G has one parameter, D has one, the solution is at (0, 0). Left: where the two go from the "
    "dot. Right: how far they are from the solution. Steps at once spiral out, steps in turn circle, penalties end it.",
)
def parameter_space(rng: np.random.Generator) -> Figure:
    figure, (plane, distance) = panels(2)
    runs: list[tuple[str, Trajectory, str, str]] = [
        ("at once", played(simultaneous, original), VERMILION, "-"),
        ("in turn", played(alternating, original), BLUE, "-"),
        ("in turn, WGAN", played(alternating, wasserstein), PURPLE, "--"),
        ("at once, R1", played(simultaneous, r1(1.0)), GREEN, "-"),
        ("at once, noise", played(simultaneous, instance_noise(1.0)), DATA["color"], ":"),
    ]
    for name, path, color, style in runs:
        if style != "--":
            plane.plot(path.theta, path.psi, color=color, linestyle=style, linewidth=1.2)
        distance.semilogy(path.distance, color=color, linestyle=style, label=name)
    plane.plot(*START, "o", color=DATA["color"], markersize=5)
    plane.plot(0, 0, "+", color=DATA["color"], markersize=9)
    plane.set(xlabel="$\\theta$, the generator", ylabel="$\\psi$, the discriminator", aspect="equal")
    distance.set(xlabel="step", ylabel="distance from the solution", ylim=(1e-4, 30))
    legend(distance, "lower left")
    return figure


def played(run: Callable[..., Trajectory], game: Game) -> Trajectory:
    return run(game, START, h=H, steps=MOVES)

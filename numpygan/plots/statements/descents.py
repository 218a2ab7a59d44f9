"""Pictures of descents: of p_g itself (Proposition 2), and of parameters, for which Proposition 2 does not hold."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from numpygan.distributions import Normal
from numpygan.plots.layout import bound, legend, panels
from numpygan.plots.statements.registry import picture
from numpygan.plots.style import BEST_D, C_NAME, COMPARED, CRITERION, DATA, GENERATED, P_DATA, P_G, VALUE
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
    caption="Gradient descent of C(G) in p_g itself, from N(0, 1^2) to N(1.5, 0.5^2). Left: with D* at every step C "
    "falls to -log 4; with D* of step 0 it falls, turns and rises. Right: p_g at four steps, with D* at every step.",
)
def proposition_2(rng: np.random.Generator) -> Figure:
    figure, (criterion, densities) = panels(2)
    x = np.linspace(-6, 6, CELLS)
    p_data, p_g = (distribution.pdf(x) / distribution.pdf(x).sum() for distribution in (Normal(1.5, 0.5), Normal(0, 1)))
    steps = np.arange(STEPS + 1)
    best = descend(p_data, p_g, steps=STEPS, rate=RATE)
    kept = descend(p_data, p_g, steps=STEPS, rate=RATE, gradient=fixed_discriminator(p_data, p_g))
    criterion.plot(steps, kept.criterion, label="$D$ kept from step 0", **VALUE)
    criterion.plot(steps, best.criterion, label=f"{BEST_D} at every step", **CRITERION)
    bound(criterion, -np.log(4), "-log 4", below=True)
    criterion.set(xlabel="step", ylabel=f"{C_NAME}, nats", ylim=(-1.6, 0.1))
    legend(criterion, "upper right")
    width = x[1] - x[0]
    densities.plot(x, p_data / width, label=P_DATA, zorder=3, **DATA)
    for count, alpha in ((0, 0.3), (3, 0.5), (8, 0.75), (STEPS, 1.0)):
        distribution = p_g if count == 0 else descend(p_data, p_g, steps=count, rate=RATE).p_g
        densities.plot(x, distribution / width, alpha=alpha, label=f"{P_G}, step {count}", **GENERATED)
    densities.set(xlabel="x", ylabel="density", xlim=(-3, 3.5))
    legend(densities, "upper left")
    return figure


@picture(
    "parameter-space",
    caption="The Dirac-GAN: G has the parameter theta, D has psi, and the solution is at (0, 0). Left: paths from the "
    "dot. Right: the distance from the solution. Simultaneous steps spiral out, alternating steps circle, and the "
    "penalty R1 or noise on D's input leads to the solution.",
)
def parameter_space(rng: np.random.Generator) -> Figure:
    figure, (plane, distance) = panels(2)
    runs: list[tuple[str, Trajectory]] = [
        ("simultaneous", played(simultaneous, original)),
        ("alternating", played(alternating, original)),
        ("alternating, WGAN", played(alternating, wasserstein)),
        ("simultaneous, R1", played(simultaneous, r1(1.0))),
        ("simultaneous, noise", played(simultaneous, instance_noise(1.0))),
    ]
    for (name, path), look in zip(runs, (COMPARED[i] for i in (0, 1, 4, 2, 3)), strict=True):
        if "WGAN" not in name:  # its path would cover that of the other game
            plane.plot(path.theta, path.psi, **look)
        distance.semilogy(path.distance, label=name, **look)
    plane.plot(*START, "o", color=DATA["color"], markersize=5)
    plane.plot(0, 0, "+", color=DATA["color"], markersize=9)
    plane.set(xlabel="$\\theta$, the generator", ylabel="$\\psi$, the discriminator", aspect="equal")
    distance.set(xlabel="step", ylabel="distance from the solution", ylim=(1e-4, 30))
    legend(distance, "lower left")
    return figure


def played(run: Callable[..., Trajectory], game: Game) -> Trajectory:
    return run(game, START, h=H, steps=MOVES)

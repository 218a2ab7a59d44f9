"""``parameter-space``: training moves theta_g, not p_g, so Prop. 2 does not apply (remark after Prop. 2).

In the Dirac-GAN, theta and psi circle around the equilibrium instead.
"""

from collections.abc import Iterator

import numpy as np

from numpygan.distributions import Normal
from numpygan.nets import GeneratorLoss, Linear, Network
from numpygan.nets import non_saturating as non_saturating_loss
from numpygan.nets import saturating as saturating_loss
from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement
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
from numpygan.training import GAN, discriminator_gradient, generator_gradient


@statement(
    "parameter-space",
    equation="remark",
    title_zh="注：优化的是参数而不是 p_g",
    claim="if theta_g moves instead of p_g, GANs can circle; a gradient penalty stops it",
    formula=(
        r"\dot\theta=-\dfrac{\partial V}{\partial\theta}\,,\quad\dot\psi=\dfrac{\partial V}{\partial\psi}\,;"
        r"\qquad\mathrm{at}\;\;(0,0):\;\;\lambda=\pm\dfrac{i}{2}"
    ),
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    yield from check_fields(rng)
    yield from check_eigenvalues()
    yield from check_trajectories()


def check_fields(rng: np.random.Generator) -> Iterator[Comparison]:
    """The vector field is the gradient that back-propagation gives for two networks with one parameter each."""
    for name, game, loss in (
        ("original", original, saturating_loss),
        ("non-saturating", non_saturating, non_saturating_loss),
    ):
        theta, psi = rng.normal(size=2)
        d_theta, d_psi = backpropagated(theta, psi, loss)
        field = game(theta, psi)
        case = f"{name} game at theta = {theta:.3f}, psi = {psi:.3f}"
        yield Comparison(case, "theta' of the field", field[0], "back-propagation", d_theta, 1e-14)
        yield Comparison(case, "psi' of the field", field[1], "back-propagation", d_psi, 1e-14)


def backpropagated(theta: float, psi: float, loss: GeneratorLoss) -> tuple[float, float]:
    """(theta', psi') of a GAN with G(z) = theta for every z and the logit psi x."""
    rng = np.random.default_rng(0)
    generator, discriminator = Network(Linear(1, 1, rng=rng)), Network(Linear(1, 1, rng=rng))
    generator.theta, discriminator.theta = [0.0, theta], [psi, 0.0]
    gan = GAN(generator, discriminator, Normal())
    discriminator_gradient(gan, np.zeros((1, 1)), np.ones((1, 1)))
    d_psi = -discriminator.dtheta[0]
    generator_gradient(gan, np.ones((1, 1)), loss)
    return -generator.dtheta[1], d_psi


def check_eigenvalues() -> Iterator[Comparison]:
    cases: list[tuple[str, Game, complex, complex]] = [
        ("original", original, 0, -1 / 4),
        ("non-saturating", non_saturating, 0, -1 / 4),
        ("WGAN", wasserstein, 0, -1),
    ]
    cases += [(f"R1, gamma = {g:g}", r1(g), -g / 2, g**2 / 4 - 1 / 4) for g in (0.3, 1.0, 2.5)]
    cases += [(f"instance noise, sigma = {s:g}", instance_noise(s), -(s**2) / 4, s**4 / 16 - 1 / 4) for s in (0.5, 1.0)]
    for name, game, middle, square in cases:
        closed = np.sort_complex(middle + np.array([-1, 1]) * np.sqrt(complex(square)))
        found = np.sort_complex(eigenvalues(game))
        # Where both eigenvalues are equal (gamma = 1), their error is the square root of the rounding error.
        allowed = 1e-8 if square != 0 else 1e-4
        for part in ("real", "imag"):
            gap = np.abs(getattr(found, part) - getattr(closed, part)).max()
            yield Comparison(
                f"{name}: {part} parts at (0, 0)",
                "max |eigenvalues by differences - closed form|",
                gap,
                "none",
                0,
                allowed,
            )


def check_trajectories() -> Iterator[Comparison]:
    start, h = (1e-3, 0.0), 0.2
    for name, game, growth in (("WGAN", wasserstein, np.hypot(1, h)), ("original", original, np.sqrt(1 + h**2 / 4))):
        distance = simultaneous(game, start, h=h, steps=50).distance
        factor = (distance[-1] / distance[0]) ** (1 / 50)
        yield Comparison(f"{name}, simultaneous, h = {h}", "growth per step", factor, "closed form", growth, 1e-6)
    for name, played in (("original", original), ("non-saturating", non_saturating), ("WGAN", wasserstein)):
        distance = alternating(played, (1.0, 0.0), h=h, steps=5000).distance
        yield Comparison(
            f"{name}, alternating, h = {h}", "largest distance in 5,000 steps", distance.max(), "bound", 1.3, 0, "<="
        )
        # The non-saturating game spirals in more and more slowly; the other two circle for ever.
        if played is not non_saturating:
            nearest = distance[-1000:].min()
            yield Comparison(
                f"{name}, alternating, h = {h}", "0.5", 0.5, "smallest distance in the last 1,000", nearest, 0, "<="
            )
    for name, calmed in (("R1, gamma = 1", r1(1.0)), ("instance noise, sigma = 1", instance_noise(1.0))):
        for mode, run in (("simultaneous", simultaneous), ("alternating", alternating)):
            distance = run(calmed, (1.0, 0.0), h=h, steps=1000).distance
            yield Comparison(f"{name}, {mode}", "distance after 1,000 steps", distance[-1], "converged", 1e-8, 0, "<=")

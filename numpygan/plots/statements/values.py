"""Pictures of V(D, G): sampled and integrated (1.2.1), over z and over x (1.3.4), and at the equilibrium (sec. 1)."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from numpygan.distributions import Normal
from numpygan.plots.layout import bound, legend, note, panels
from numpygan.plots.statements.registry import picture
from numpygan.plots.style import (
    BLUE,
    BOUND,
    C_NAME,
    CRITERION,
    GENERATED,
    GREEN,
    GUIDE,
    INK,
    P_G,
    V_NAME,
    VALUE,
    VERMILION,
)
from numpygan.statements.value_function import sampled_value
from numpygan.theory import Discriminator, PushForward, constant_discriminator, criterion, value

SAMPLES = 200_000
DRAWN = 100_000
DEVIATIONS = 4


@picture(
    "value-function",
    caption="V(D, G) as a mean over samples, for three independent sequences of samples, minus V(D, G) by quadrature. "
    "The grey band is two standard errors wide on either side: one more digit needs a hundred times the samples.",
)
def value_function(rng: np.random.Generator) -> Figure:
    figure, (axes,) = panels()
    p_data, p_g, D = Normal(4, 0.5), Normal(3, 1), Discriminator(lambda x: 1.5 * x - 5)
    exact = value(D, p_data, p_g)
    n = np.geomspace(30, SAMPLES, 60).astype(int)
    for style in ("-", "--", ":"):
        x, x_fake = p_data.sample(SAMPLES, rng=rng), p_g.sample(SAMPLES, rng=rng)
        sampled = np.array([sampled_value(D, x[:size], x_fake[:size]) for size in n])
        axes.semilogx(n, sampled[:, 0] - exact, color=BLUE, linestyle=style, linewidth=1.3)
    width = 2 * sampled[-1, 1] * np.sqrt(SAMPLES / n)
    axes.fill_between(n, -width, width, color=GUIDE, alpha=0.25, linewidth=0)
    axes.axhline(0, **BOUND)
    axes.set(xlabel="samples of each kind", ylabel="sample means - quadrature, nats", xlim=(n[0], n[-1]))
    return figure


@picture(
    "change-of-variables",
    caption="Left: G(z) = z + 1.2 sin 2z takes the value x = 1.4 at three z (dots). Right: the density of G(z) for "
    "normal z. It is the sum over the z with G(z) = x of p(z) / |G'(z)|, which is infinite where G' = 0: the spikes "
    "are exact. Grey: a histogram of 100,000 samples.",
)
def change_of_variables(rng: np.random.Generator) -> Figure:
    figure, (curve, density) = panels(2)

    def G(z: np.ndarray) -> np.ndarray:
        return z + 1.2 * np.sin(2 * z)

    p_g = PushForward(G, Normal(), slope=lambda z: 1 + 2.4 * np.cos(2 * z))
    z = np.linspace(-3, 3, 241)
    curve.plot(z, G(z), color=GREEN)
    level = 1.4
    back = z[:-1][np.diff(np.sign(G(z) - level)) != 0]
    curve.axhline(level, **BOUND)
    curve.plot(back, np.full(len(back), level), "o", color=INK, markersize=5)
    curve.set(xlabel="z", ylabel="x = G(z)", xlim=(-3, 3))
    x = np.linspace(-4, 4, 801)
    edges = np.linspace(-4, 4, 81)
    height = np.histogram(p_g.sample(DRAWN, rng=rng)[:, 0], edges)[0] / DRAWN / np.diff(edges)
    density.stairs(height, edges, fill=True, color=GUIDE, alpha=0.35, label="samples")
    exact = p_g.pdf(x)  # infinite where G turns
    density.plot(x, np.minimum(exact, 2), label=f"exact {P_G}", **{**GENERATED, "linewidth": 1.3})
    density.set(xlabel="x", ylabel="density", xlim=(-4, 4), ylim=(0, 0.9))
    legend(density, "upper center")
    return figure


@picture(
    "equilibrium",
    caption="Data N(4, 0.5^2). Left: p_g is the data density, and D deviates from 1/2 by one of four random sines: V "
    "only falls. Right: p_g is shifted. For D = 1/2 (dashed) V does not change; for the best D it rises to C(G) "
    "(solid).",
)
def equilibrium(rng: np.random.Generator) -> Figure:
    figure, (of_d, of_g) = panels(2)
    p = Normal(4, 0.5)
    size = np.linspace(-2, 2, 13)
    for _ in range(DEVIATIONS):
        a, b = rng.normal(0, 2), rng.normal()
        values = [value(Discriminator(partial(wave, size=t, a=a, b=b)), p, p) for t in size]
        of_d.plot(size, values, color=BLUE, linewidth=1.0)
    bound(of_d, -np.log(4), "-log 4")
    of_d.set(xlabel="size of D's deviation, in logits", ylabel=f"{V_NAME}, nats")
    shift = np.linspace(-2, 2, 25)
    moved = [Normal(4 + float(each), 0.5) for each in shift]
    of_g.plot(shift, [value(constant_discriminator(0.5), p, q) for q in moved], **VALUE)
    of_g.plot(shift, [criterion(p, q) for q in moved], **CRITERION)
    note(of_g, 0.0, -0.55, f"best D: {C_NAME}", VERMILION, align="center")
    note(of_g, 1.95, -1.31, "D = 1/2", BLUE, align="right")
    of_g.set(xlabel="shift of G away from the data", ylabel=f"{V_NAME}, nats")
    return figure


def wave(x: np.ndarray, size: float, a: float, b: float) -> np.ndarray:
    """A logit that deviates from 0 by a sine of amplitude ``size``."""
    return size * np.sin(a * x + b)

"""Pictures of the best discriminator: at one point, in 1-D, estimated from labels, and given a condition."""

import numpy as np
from matplotlib.figure import Figure
from scipy import special

from numpygan.distributions import Normal
from numpygan.plots.layout import legend, note, panels
from numpygan.plots.statements.registry import picture
from numpygan.plots.style import (
    BEST_D,
    BLUE,
    BOUND,
    COMPARED,
    DATA,
    GENERATED,
    INK,
    OLIVE,
    OPTIMAL,
    ORANGE,
    P_DATA,
    P_G,
    SKY,
    SMALL,
)
from numpygan.statements.conditional import DISTANCE, joint_distribution
from numpygan.statements.pointwise_maximum import largest
from numpygan.statements.posterior import features, logistic_regression
from numpygan.theory import maximize_value, newton_ascent, optimal_discriminator

LABELLED = 100_000  # samples of each kind
LABEL_COLORS = ORANGE, SKY, OLIVE


@picture(
    "pointwise-maximum",
    caption="What one point x adds to V, as a function of y = D(x), for four pairs of densities: a of the data and b "
    "= 1 - a of the generator. The dots are maxima found by search; the vertical lines are at a / (a + b).",
)
def pointwise_maximum(rng: np.random.Generator) -> Figure:
    figure, (axes,) = panels()
    y = np.linspace(0.002, 0.998, 400)
    for (a, b), look in zip(((0.1, 0.9), (0.3, 0.7), (0.5, 0.5), (0.8, 0.2)), COMPARED, strict=False):
        color = look["color"]
        axes.plot(y, special.xlogy(a, y) + special.xlog1py(b, -y), **look)
        axes.plot(*largest(a, b), "o", color=color)
        axes.text(a / (a + b), 0.06, f"a = {a:g}", color=color, ha="center", fontsize=SMALL)
        axes.axvline(a / (a + b), **{**BOUND, "color": color})
    axes.set(xlabel="y", ylabel="a log y + b log(1 - y), nats", xlim=(0, 1), ylim=(-2, 0))
    return figure


@picture(
    "optimal-discriminator",
    caption="Left: the two densities. Right: a discriminator that starts at D = 1/2, after 0 to 4 steps of Newton's "
    "method on V(D, G), which uses the derivatives of V and not the formula for D*. It ends on D* = p_data / (p_data "
    "+ p_g), which is drawn on top.",
)
def optimal(rng: np.random.Generator) -> Figure:
    figure, (densities, answers) = panels(2)
    p, q, x = Normal(4, 0.5), Normal(3, 1), np.linspace(0, 6.5, 261)
    densities.plot(x, p.pdf(x), label=P_DATA, **DATA)
    densities.plot(x, q.pdf(x), label=P_G, **GENERATED)
    densities.set(xlabel="x", ylabel="density", xlim=(0, 6.5), ylim=(0, 0.9))
    legend(densities, "upper left")
    for steps, alpha in ((0, 0.35), (1, 0.55), (2, 0.75), (4, 1.0)):
        D = special.expit(newton_ascent(p.log_pdf(x), q.log_pdf(x), steps))
        answers.plot(x, D, color=BLUE, alpha=alpha, label=f"D, {steps} {'step' if steps == 1 else 'steps'}")
    answers.plot(x, optimal_discriminator(p, q)(x), label=BEST_D, **OPTIMAL)
    answers.set(xlabel="x", ylabel="D(x)", xlim=(0, 6.5), ylim=(-0.02, 1.02))
    legend(answers, "upper left")
    return figure


@picture(
    "posterior",
    caption="Dots: the share of real samples among the labelled samples in a bin. Wide line: maximum likelihood on "
    "the same labels, without any density. It finds D*, the curve of Bayes' rule.",
)
def posterior(rng: np.random.Generator) -> Figure:
    figure, (axes,) = panels()
    p, q, x = Normal(-0.5, 1), Normal(1, 1.5), np.linspace(-4, 5, 241)
    real, fake = p.sample(LABELLED, rng=rng), q.sample(LABELLED, rng=rng)
    w, _ = logistic_regression(features(real), features(fake))
    edges = np.linspace(-4, 5, 37)
    counts = np.array([np.histogram(sample, edges)[0] for sample in (real, fake)])
    seen = counts.sum(axis=0) >= 20
    fitted = special.expit(features(x[:, None]) @ w)
    share = counts[0, seen] / counts[:, seen].sum(axis=0)
    axes.plot((edges[1:] + edges[:-1])[seen] / 2, share, ".", color=INK, zorder=4, label="share of real samples")
    axes.plot(x, fitted, color=BLUE, linewidth=4, alpha=0.4, label="maximum likelihood")
    axes.plot(x, optimal_discriminator(p, q)(x), label=BEST_D, **OPTIMAL)
    axes.set(xlabel="x", ylabel="probability that x is real", xlim=(-4, 5), ylim=(0, 1))
    legend(axes, "upper right")
    return figure


@picture(
    "conditional",
    caption="Three labels y. Left: densities of x given y, dotted for the data and solid for the generator; those of "
    "y = 1 are equal. Right: D*(x|y), one curve for each label; the dots are one discriminator, found by ascent on "
    "the joint distribution of x and y without the formula.",
)
def conditional(rng: np.random.Generator) -> Figure:
    figure, (densities, answers) = panels(2)
    labels = np.array([0.2, 0.5, 0.3])
    data, generated = [Normal(-1, 0.5), Normal(0, 1), Normal(2, 0.3)], [Normal(-0.5, 0.5), Normal(0, 1), Normal(1, 0.6)]
    top = maximize_value(joint_distribution(labels, data), joint_distribution(labels, generated)).discriminator
    x = np.linspace(-3, 3.5, 261)
    for y, (p, q, color) in enumerate(zip(data, generated, LABEL_COLORS, strict=True)):
        densities.plot(x, y + 0.65 * p.pdf(x), zorder=3, **{**DATA, "color": INK})
        densities.plot(x, y + 0.65 * q.pdf(x), **{**GENERATED, "color": color})
        note(densities, -2.9, y + 0.12, f"y = {y}", color)
        answers.plot(x, optimal_discriminator(p, q)(x), color=color, label=f"y = {y}")
        answers.plot(x[::13], top(x[::13] + y * DISTANCE), "o", color=color, markersize=3.5)
    densities.set(xlabel="x", ylabel="densities given y", yticks=[])
    answers.set(xlabel="x", ylabel="D(x|y)", xlim=(x[0], x[-1]), ylim=(-0.02, 1.02))
    return figure

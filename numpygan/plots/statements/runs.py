"""Pictures of training: a run of Algorithm 1, a D that over-fits (sec. 2), and a conditional G."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from numpygan.distributions import Empirical, MultivariateNormal, Normal, Pairs, SecondGivenFirst
from numpygan.evaluation import exact_measures
from numpygan.plots.layout import bound, legend, note, panels
from numpygan.plots.statements.registry import picture
from numpygan.plots.style import (
    BEST_D,
    BLUE,
    C_NAME,
    CRITERION,
    DATA,
    DIVERGENCE,
    GENERATED,
    GREEN,
    JS_NAME,
    PAPER,
    SMALL,
    V_NAME,
    VALUE,
    VERMILION,
)
from numpygan.recipes import Run, Settings
from numpygan.statements import conditions
from numpygan.statements.algorithm_1 import BOUND as JS_BOUND
from numpygan.statements.inner_loop import DATA as DISTRIBUTION
from numpygan.statements.inner_loop import OVERFIT_STEPS, POINTS, train_to_overfit
from numpygan.theory import PushForward, criterion
from numpygan.training import ConditionalGenerator

MEASURED = 60, 125, 250, 500, 750, 1000, 1250  # steps, the last of which ends the run
LOWEST_SHOWN = -3.5  # Below, an over-fitted D is so wrong on the distributions that C(G) and 0 would look alike.


@picture(
    "algorithm-1",
    caption="One run on N(4, 0.5^2), with exact measures. Left: JS of data and generator, on a log scale; the check "
    f"gives a run {Settings.steps:,} steps to reach the bound. Right: V of the trained D stays below C(G), which is V "
    "of the best D.",
)
def algorithm_1(rng: np.random.Generator) -> Figure:
    data = Normal(4, 0.5)
    run = Run(data, Settings(), rng=rng)
    gan = run.gan
    measures = [exact_measures(gan, data)]
    for record in islice(run.iterate(), MEASURED[-1]):
        if record.step in MEASURED:
            measures.append(exact_measures(gan, data))
    steps = [0, *MEASURED]
    figure, (distance, values) = panels(2)
    distance.semilogy(steps, [each["js"] for each in measures], **DIVERGENCE)
    bound(distance, np.log(2), "log 2")
    bound(distance, JS_BOUND, f"bound {JS_BOUND:g}", x=0.3)
    distance.set(xlabel="step", ylabel=f"{JS_NAME}, nats", ylim=(None, 1))
    values.plot(steps[1:], [each["c"] for each in measures[1:]], label=C_NAME, **CRITERION)
    values.plot(steps[1:], [each["v_exact"] for each in measures[1:]], label=V_NAME, **VALUE)
    bound(values, -np.log(4), "-log 4", below=True)
    values.set(xlabel="step", ylabel="nats", ylim=(-1.6, 0.1))
    legend(values, "upper right")
    return figure


@picture(
    "inner-loop",
    caption=f"G is fixed, D is trained on {POINTS} real and {POINTS} generated points. On those points V rises above "
    "C(G), which no D can exceed on the distributions themselves; on the distributions V turns and falls.",
)
def inner_loop(rng: np.random.Generator) -> Figure:
    p_g = Normal(3.5, 0.7)
    points, fakes = Empirical(DISTRIBUTION.sample(POINTS, rng=rng)), Empirical(p_g.sample(POINTS, rng=rng))
    return inner_loop_figure(*train_to_overfit(points, fakes, p_g, rng), criterion(DISTRIBUTION, p_g))


def inner_loop_figure(training: Sequence[float], on_the_distribution: Sequence[float], c: float) -> Figure:
    """Draw V on the training points of D, V on the distributions, and C(G), at the steps of ``train_to_overfit``."""
    quarter = OVERFIT_STEPS // 4
    steps = [10, 20, 50, 100, *range(quarter, OVERFIT_STEPS + 1, quarter)]
    figure, (axes,) = panels()
    mark: dict[str, Any] = {"markersize": 4, "markerfacecolor": PAPER}
    axes.semilogx(steps, training, marker="o", label="on the training points", **{**VALUE, "linestyle": "-"}, **mark)
    axes.semilogx(steps, on_the_distribution, marker="s", label="on the distributions", **VALUE, **mark)
    axes.axhline(c, **CRITERION)
    note(axes, steps[0], c - 0.16, f"{C_NAME}, of {BEST_D}", VERMILION)
    lowest = min(on_the_distribution)
    if lowest < LOWEST_SHOWN:
        text = f"↓ to {on_the_distribution[-1]:.1f}"
        axes.text(0.98, 0.03, text, transform=axes.transAxes, ha="right", color=BLUE, fontsize=SMALL)
    bottom = LOWEST_SHOWN if lowest < LOWEST_SHOWN else min(lowest, c) - 0.25
    axes.set(xlabel="step of D", ylabel=f"{V_NAME}, nats", ylim=(bottom, max(0.2, max(training) + 0.1)))
    legend(axes, "lower left")
    return figure


@picture(
    "conditions",
    caption="The condition is x1, and the generator generates x2, for correlated normal x1 and x2. One generator was "
    "trained on pairs: the 10, 50 and 90 % quantiles of its exact distribution given x1 (solid) follow the data "
    "(dotted).",
)
def conditions_met(rng: np.random.Generator) -> Figure:
    distribution = SecondGivenFirst(MultivariateNormal([0, 0], [[1, 0.8], [0.8, 1]]))
    gan = conditions.train(distribution, Normal(), Pairs(distribution), rng)
    assert isinstance(gan.generator, ConditionalGenerator)
    figure, (axes,) = panels()
    x1, levels = np.linspace(-2, 2, 17), [0.1, 0.5, 0.9]
    data = np.array([distribution.given([c]).quantile(levels) for c in x1])
    generated = np.array([PushForward(gan.generator.given([c]), Normal()).quantile(levels) for c in x1])
    axes.plot(x1, data, **DATA)
    axes.plot(x1, generated, **GENERATED)
    for level, height in zip(levels, generated[-1], strict=True):
        note(axes, 2.08, height, f"{level:.0%}", GREEN)
    axes.set(xlabel="$x_1$, the condition", ylabel="quantiles of $x_2$ given $x_1$", xlim=(-2, 2.4))
    return figure

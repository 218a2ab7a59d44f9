"""Failures whose cause is D: a D so certain that G's gradient vanishes, and a D that over-fits."""

from itertools import islice

import numpy as np

from numpygan.distributions import Empirical, Normal
from numpygan.evaluation import exact_measures
from numpygan.nets import non_saturating, saturating
from numpygan.plots.failures.registry import FailureResult, failure
from numpygan.plots.history import scale_by_log
from numpygan.plots.layout import bound, panels
from numpygan.plots.statements.runs import inner_loop_figure
from numpygan.plots.style import DIVERGENCE, NON_SATURATING, SATURATING, SMALL
from numpygan.recipes import Run, Settings
from numpygan.statements.inner_loop import DATA as DISTRIBUTION
from numpygan.statements.inner_loop import train_to_overfit
from numpygan.theory import criterion
from numpygan.training import generator_gradient

FAR = Normal(20, 0.5)
SHORTER = 1e3  # a gradient that is this many times smaller has vanished
DRAWN = 2000
ABOVE = 0.3  # nats, of V on the points above C(G), and of V on the distribution below it
POINTS = 10  # fewer than in the statement inner-loop: D over-fits fewer points sooner


@failure(
    "vanishing-gradient",
    about="D classifies every point correctly with near certainty; log(1 - D) is flat there, and G hardly changes",
    remedy="the loss -log D, and standardized data: numpygan train far-normal --recipe",
)
def vanishing_gradient(rng: np.random.Generator) -> FailureResult:
    steps, every = 300, 10
    settings = Settings().with_values(k=10, d_lr=1e-2, g_lr=1e-4, generator_loss=saturating)
    run = Run(FAR, settings, rng=rng)
    gan = run.gan
    at: list[int] = []
    flat: list[float] = []
    steep: list[float] = []
    divergences: list[float] = []
    for record in islice(run.iterate(), steps):
        if record.step % every == 0:
            z = gan.noise.sample(DRAWN, rng=rng)
            at.append(record.step)
            for norms, loss in ((flat, saturating), (steep, non_saturating)):
                generator_gradient(gan, z, loss)
                norms.append(float(np.linalg.norm(gan.generator.dtheta)))
            divergences.append(exact_measures(gan, FAR)["js"])
    figure, (norm, distance) = panels(2, size=(4.4, 3.4))
    norm.plot(at, flat, label="of log(1 - D), which trains G", **SATURATING)
    norm.plot(at, steep, label="of -log D, for the same GAN", **NON_SATURATING)
    scale_by_log(norm, subs=(1,))
    norm.set(xlabel="step", ylabel="norm of G's gradient, nats")
    norm.legend(frameon=False, fontsize=SMALL, loc="lower left", bbox_to_anchor=(0, 0.98))  # above, not on a curve
    distance.plot(at, divergences, **DIVERGENCE)
    bound(distance, np.log(2), "log 2")
    distance.set(xlabel="step", ylabel="exact JS, nats", ylim=(0, 0.8))
    late = slice(len(at) // 2, None)
    ratio = float(np.median(np.array(steep[late]) / np.array(flat[late])))
    words = (
        f"the norm of G's gradient is {np.median(flat[late]):.1e} nats, {ratio:.2g} times smaller than that of -log D"
    )
    return FailureResult(words, ratio, ratio > SHORTER, figure)


@failure(
    "over-fitted-d",
    about=f"D has memorized {POINTS} points: V on them is above C(G), which no D can exceed on the distributions",
    remedy="more data, a smaller D, fewer steps k, R1; judge V on points that D has not seen",
)
def over_fitted_d(rng: np.random.Generator) -> FailureResult:
    p_g = Normal(3.5, 0.7)
    points, fakes = Empirical(DISTRIBUTION.sample(POINTS, rng=rng)), Empirical(p_g.sample(POINTS, rng=rng))
    seen, on_distribution = train_to_overfit(points, fakes, p_g, rng)
    best = float(criterion(DISTRIBUTION, p_g))
    words = (
        f"V = {seen[-1]:.2f} nats on the points, {on_distribution[-1]:.2f} on the distribution, "
        f"where at most C(G) = {best:.2f}"
    )
    excess = seen[-1] - best
    return FailureResult(
        words,
        excess,
        excess > ABOVE and on_distribution[-1] < best - ABOVE,
        inner_loop_figure(seen, on_distribution, best),
    )

"""Failures that are visible in the generated points: missing modes, oscillation, ignored labels."""

import numpy as np

from numpygan.distributions import Labeled, MultivariateNormal, Normal, ShuffledPairs, ring
from numpygan.evaluation import generated_distribution, measures_for
from numpygan.plots.conditional_distributions import conditional_figure
from numpygan.plots.failures.registry import FailureResult, failure
from numpygan.plots.history import scale_by_log
from numpygan.plots.layout import bound, panels
from numpygan.plots.modes import nearest_mode, normal_components
from numpygan.plots.plane import plane_figure
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.style import DIVERGENCE, GREEN, P_G
from numpygan.recipes import Run, Settings
from numpygan.statements.conditions import STEPS, train
from numpygan.theory import js
from numpygan.training import sample_given

MODES, LABELED = ring(std=0.15), Labeled(ring(std=0.2))
POINTS = 2500
LEAST = 0.01  # of the points; of a perfect sampler's each mode holds 12 %
MOST = 0.5  # of the points are good, that is within 3 sigma of a mode: else the run has not learned any mode
SWING = 0.05  # nats, between the lowest and the highest JS of the second half


@failure(
    "mode-collapse",
    about="most points are good, but modes are missing: D is flat between modes, so no gradient leads to an empty one",
    remedy="a D that is smooth at the start, R1: numpygan train ring --recipe",
)
def mode_collapse(rng: np.random.Generator) -> FailureResult:
    steps = 1600
    settings = Settings().with_values(
        steps=steps,
        batch=128,
        k=3,
        d_lr=5e-3,
        g_lr=5e-3,
        noise_dim=1,  # G(z) is then a curve, which passes through some modes and misses others
        d_hidden=(64, 64),
        g_hidden=(64, 64),
        d_scale=30.0,
        d_lr_halfway=0.5,
        g_lr_halfway=0.5,
    )
    run = Run(MODES, settings, rng=rng)
    snapshots = []
    for record in run.iterate():
        if record.step in (steps // 4, steps):
            snapshots.append(Snapshot(record.step, run.result()))
    modes = normal_components(MODES)
    nearest, good = nearest_mode(modes, snapshots[-1].gan.sample(POINTS, rng=rng).astype(float))
    filled = int((np.bincount(nearest[good], minlength=len(modes)) >= LEAST * POINTS).sum())
    figure = plane_figure(MODES, snapshots, rng=rng)
    words = (
        f"{good.mean():.0%} of the points are within 3 sigma of a mode, "
        f"and {filled} of {len(modes)} modes hold {LEAST:.0%} of them or more"
    )
    return FailureResult(words, filled, bool(good.mean() > MOST) and filled < len(modes), figure)


@failure(
    "oscillation",
    about="D and G oscillate: the generated points pass the data again and again, in both directions",
    remedy="R1, no momentum; or shrinking step sizes and an averaged G: numpygan train normal --recipe",
)
def oscillation(rng: np.random.Generator) -> FailureResult:
    distribution, steps, every = Normal(0, 0.5), 800, 8
    settings = Settings().with_values(
        steps=steps, batch=64, k=1, d_lr=2e-2, g_lr=2e-2, betas=(0.9, 0.9), d_hidden=(16,), g_hidden=()
    )
    run = Run(distribution, settings, rng=rng)
    gan = run.gan
    at, means, divergences = [], [], []
    for record in run.iterate():
        if record.step % every == 0:
            p_g = generated_distribution(gan)
            at.append(record.step)
            means.append(float(p_g.quantile([0.5])[0]))
            divergences.append(float(js(distribution, p_g)))
    late = np.array(divergences[len(divergences) // 2 :])
    figure, (middle, distance) = panels(2, size=(4.4, 3.4))
    middle.plot(at, means, color=GREEN)
    bound(middle, 0, "median of the data")
    middle.set(xlabel="step", ylabel=f"median of {P_G}")
    distance.plot(at, divergences, **DIVERGENCE)
    bound(distance, np.log(2), "log 2")
    scale_by_log(distance)
    distance.set(xlabel="step", ylabel="exact JS, nats", ylim=(None, 1.2))
    words = f"exact JS swings between {late.min():.3f} and {late.max():.3f} in the second half; it should settle near 0"
    swing = float(late.max() - late.min())
    return FailureResult(words, swing, swing > SWING, figure)


@failure(
    "ignored-labels",
    about="G generates good points and ignores the label, because the labels of the training data were shuffled",
    remedy="correct pairs in the training data; separate measures for each label, numpygan.evaluation.per_condition",
)
def ignored_labels(rng: np.random.Generator) -> FailureResult:
    gan = train(LABELED, MultivariateNormal([0, 0], 1), ShuffledPairs(LABELED), rng)
    share = measures_for(LABELED)(gan)["share_mean"]
    labels = np.eye(LABELED.c_dim)[rng.integers(LABELED.c_dim, size=POINTS)]
    _, good = nearest_mode(normal_components(LABELED), sample_given(gan, labels, rng=rng))
    figure = conditional_figure(LABELED, Snapshot(STEPS, gan), rng=rng)
    chance = 1 / LABELED.c_dim
    words = (
        f"{good.mean():.0%} of the points are within 3 sigma of a mode, but only {share:.1%} within 3 sigma of their "
        f"label's; chance is {chance:.1%} at best"
    )
    return FailureResult(words, share, bool(good.mean() > MOST) and share < 1.2 * chance, figure)

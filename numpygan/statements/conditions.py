"""``conditions``: y may be a class label, a part of the data, or another modality (II, sec. 1), one trained GAN each.

Each kind is trained twice, on pairs [x | c] and on pairs with shuffled conditions. The fidelity *given c* is measured.
The marginal distribution of x does not show it: the run on shuffled pairs learns the same marginal, and so does a run
without conditions.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from scipy import stats
from scipy.integrate import quad

from numpygan.distributions import (
    AngleToPoint,
    Conditional,
    Distribution,
    Labeled,
    MultivariateNormal,
    Normal,
    Pairs,
    SecondGivenFirst,
    ShuffledPairs,
    ring,
)
from numpygan.evaluation import mode_scores
from numpygan.nets import Adam, LeakyReLU, mlp, non_saturating
from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement
from numpygan.theory import PushForward, js
from numpygan.training import GAN, ConditionalGenerator, conditional_gan, iterate, sample_given

STEPS, BATCH = 1000, 128
SAMPLES = 1000
NOISE_2D = MultivariateNormal([0, 0], 1)
LABELED = Labeled(ring(8, 2.0, 0.2))
RUNS = 8  # of the GAN with labels, and of the one without
MEAN_SHARE, WORST_SHARE = 0.9, 0.5  # bounds: share of samples within 3 sigma of the mean given c
SHARE_AT_MODES = 0.8  # bound: share of samples within 3 sigma of any mode
REVERSE_KL = 0.1  # bound: reverse KL over the modes, in nats; log 8 = 2.08 where all samples are in one
STEP_SIZES_1D, STEP_SIZES_2D = (5e-3, 1e-3), (8e-3, 4e-3)  # of D and of G
MEAN_JS = 0.02  # bound: mean exact JS given c
FROM_CHANCE = 0.05  # the largest distance from chance of a run on shuffled pairs


@statement(
    "conditions",
    equation="II, 1",
    title_zh="条件：标签、部分数据、其他模态",
    claim="y can be a label, part of the data or a modality; a shuffled y has no effect",
    formula=r"x\sim p_g(\cdot\,|\,y):\quad y\;\mathrm{a\ label,\ a\ part\ of\ the\ data,\ another\ modality}",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    labeled = train_labeled(rng)
    yield from check_label(labeled, rng)
    yield from check_no_label(labeled, rng)
    yield from check_part(rng)
    yield from check_modality(rng)


def train_labeled(rng: np.random.Generator) -> list[GAN]:
    """Several GANs trained with the labels, because about 1 run in 80 misses ``MEAN_SHARE``."""
    return [train(LABELED, NOISE_2D, Pairs(LABELED), rng) for _ in range(RUNS)]


def check_label(labeled: list[GAN], rng: np.random.Generator) -> Iterator[Comparison]:
    """A class label: which mode of a ring of eight."""
    # A generator that ignores the label is right in at most one of eight cases.
    yield from compare_shares("label of a ring of 8", LABELED, labeled, np.eye(8), within_3_sigma(0) / 8, rng)


def check_no_label(labeled: list[GAN], rng: np.random.Generator) -> Iterator[Comparison]:
    """Without labels: the same marginal distribution of x, and each mode with the probability of chance."""
    modes = ring(8, 2.0, 0.2)
    labels = np.repeat(np.eye(8), SAMPLES, axis=0)
    scores = [mode_scores(modes, sample_given(gan, labels, rng=rng)) for gan in labeled]
    case = f"ring of 8, with labels, marginal of x, median of {len(labeled)} runs"
    share, reverse_kl = (float(np.median([getattr(each, name) for each in scores])) for name in ("share", "reverse_kl"))
    yield Comparison(case, "bound", SHARE_AT_MODES, "share within 3 sigma of a mode", share, 0, "<=")
    yield Comparison(case, "reverse KL over the modes", reverse_kl, "bound", REVERSE_KL, 0, "<=")
    # One run in fifteen loses a mode or part of its points, so the claim is about the median of several.
    unlabeled, at_label = [], []
    for _ in range(RUNS):
        without = GAN(mlp([2, 64, 64, 2], rng=rng), mlp([2, 64, 64, 1], rng=rng, bias_std=0.5), NOISE_2D)
        learn(without, modes, *STEP_SIZES_2D, rng)
        x = without.sample(len(labels), rng=rng)
        unlabeled.append(mode_scores(modes, x))
        distance = np.linalg.norm(x - labels @ [mode.mean for mode in LABELED.components], axis=1)
        at_label.append(float((distance <= 3 * 0.2).mean()))
    case = f"ring of 8, without labels, {RUNS} runs, marginal of x"
    median = float(np.median([scores.share for scores in unlabeled]))
    yield Comparison(case, "bound", SHARE_AT_MODES, "median share within 3 sigma of a mode", median, 0, "<=")
    # A run without a point near a mode has the reverse KL nan, and then the median is nan, too.
    median = float(np.median([scores.reverse_kl for scores in unlabeled]))
    yield Comparison(case, "median reverse KL over the modes", median, "bound", REVERSE_KL, 0, "<=")
    chance = within_3_sigma(0) / 8
    case = f"ring of 8, without labels, {RUNS} runs"
    yield Comparison(case, "median share at the mode of each label", np.median(at_label), "chance", chance, FROM_CHANCE)


def check_modality(rng: np.random.Generator) -> Iterator[Comparison]:
    """Another modality: the condition is an angle, x is a point near the circle."""
    distribution = AngleToPoint(2.0, 0.2)
    chance, _ = quad(
        lambda angle: within_3_sigma(2 * distribution.radius * np.sin(angle / 2) / distribution.std), 0, np.pi
    )
    angles = np.linspace(-np.pi, np.pi, 8, endpoint=False) + np.pi / 8
    trained = [train(distribution, NOISE_2D, Pairs(distribution), rng)]
    yield from compare_shares("point given an angle", distribution, trained, angles[:, None], chance / np.pi, rng)


def within_3_sigma(distance: float) -> float:
    """P(|z| <= 3) for z ~ N((distance, 0), I): 98.889 % for a perfect sampler, whose distance is 0."""
    return float(stats.ncx2.cdf(9, 2, distance**2)) if distance > 0 else float(stats.chi2.cdf(9, 2))


def compare_shares(
    case: str,
    distribution: Labeled | AngleToPoint,
    trained: list[GAN],
    conditions: np.ndarray,
    chance: float,
    rng: np.random.Generator,
) -> Iterator[Comparison]:
    """Compare the share of samples within 3 sigma of the mean given c, for ``trained`` GANs and after shuffling."""
    learned = np.array([[share_given(distribution, gan, c, rng) for c in conditions] for gan in trained])
    case += f", {len(conditions)} conditions"
    runs = f", median of {len(trained)} runs" if len(trained) > 1 else ""
    mean = float(np.median(learned.mean(axis=1)))
    yield Comparison(case + runs, "bound", MEAN_SHARE, "mean share within 3 sigma of the mean given c", mean, 0, "<=")
    worst = float(np.median(learned.min(axis=1)))
    yield Comparison(case + runs, "bound", WORST_SHARE, "share for the worst condition", worst, 0, "<=")
    shuffled = train(distribution, NOISE_2D, ShuffledPairs(distribution), rng)
    mean = float(np.mean([share_given(distribution, shuffled, c, rng) for c in conditions]))
    yield Comparison(
        f"{case}, trained on shuffled pairs", "mean share within 3 sigma", mean, "chance", chance, FROM_CHANCE
    )


def share_given(distribution: Labeled | AngleToPoint, gan: GAN, c: np.ndarray, rng: np.random.Generator) -> float:
    """The share of samples given ``c`` that lie within 3 standard deviations of the mean given ``c``."""
    target = distribution.given(c)
    x = sample_given(gan, np.tile(c, (SAMPLES, 1)), rng=rng)
    return float((np.linalg.norm((x - target.mean) @ target.whiten.T, axis=1) <= 3).mean())


def check_part(rng: np.random.Generator) -> Iterator[Comparison]:
    """A part of the data: the second coordinate given the first. Noise and x are 1-D, so that JS given c is exact."""
    distribution = SecondGivenFirst(MultivariateNormal([0, 0], [[1, 0.8], [0.8, 1]]))
    learned, shuffled = (
        train(distribution, Normal(), pairs, rng) for pairs in (Pairs(distribution), ShuffledPairs(distribution))
    )
    conditions = Normal().quantile([0.1, 0.3, 0.5, 0.7, 0.9])
    mean = float(np.mean([exact_js_given(distribution, learned, c) for c in conditions]))
    yield Comparison("x2 given x1, 5 values", "mean exact JS given x1", mean, "bound", MEAN_JS, 0, "<=")
    # If the condition is independent of x, the best generator has the marginal distribution of x2, N(0, 1).
    chance = float(np.mean([js(distribution.given([c]), Normal(0, 1)) for c in conditions]))
    mean = float(np.mean([exact_js_given(distribution, shuffled, c) for c in conditions]))
    case = "x2 given x1, trained on shuffled pairs"
    yield Comparison(case, "JS of N(0, 1), which ignores x1", chance, "mean exact JS given x1", mean, FROM_CHANCE, "<=")


def exact_js_given(distribution: SecondGivenFirst, gan: GAN, c: float) -> float:
    """JS(p(.|c) || p_g(.|c)) with the exact distribution of the generator's x given c."""
    assert isinstance(gan.generator, ConditionalGenerator)
    return float(js(distribution.given([c]), PushForward(gan.generator.given([c]), Normal())))


def train(distribution: Conditional, noise: Distribution, pairs: Distribution, rng: np.random.Generator) -> GAN:
    """A conditional GAN after STEPS iterations of Algorithm 1 on ``pairs``."""
    # On the line a generator must not fold: it is shallow, nearly linear, and slower.
    g_hidden, slope = ([64, 64], 0.2) if noise.dim > 1 else ([64], 0.7)
    gan = conditional_gan(
        distribution,
        noise,
        g_hidden=g_hidden,
        g_activation=lambda: LeakyReLU(slope),
        d_hidden=[64, 64],
        d_bias_std=0.5,
        rng=rng,
    )
    learn(gan, pairs, *(STEP_SIZES_2D if noise.dim > 1 else STEP_SIZES_1D), rng)
    return gan


def learn(gan: GAN, data: Distribution, d_lr: float, g_lr: float, rng: np.random.Generator) -> None:
    """STEPS iterations of Algorithm 1, whose step sizes shrink to 0, so that the GAN converges."""
    optimizers = Adam(gan.discriminator, d_lr, (0.5, 0.9)), Adam(gan.generator, g_lr, (0.5, 0.9))
    records = iterate(gan, data, batch=BATCH, rng=rng, generator_loss=non_saturating, optimizers=optimizers)
    for record in islice(records, STEPS):
        left = 1 - record.step / STEPS
        optimizers[0].lr, optimizers[1].lr = d_lr * left, g_lr * left

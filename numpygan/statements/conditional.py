"""``conditional``: the same game given y (2.1.1), for a label y and distributions of x given y that are known.

The joint distribution of (x, y) is written as one 1-D distribution: label y shifts x by y times a distance so large
that the distributions of two labels do not overlap. So a result for the pair can be compared with the results for
each y.
"""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from numpygan.distributions import Mixture, Normal, UnivariateMixture
from numpygan.nets import discriminator_loss
from numpygan.statements.comparison import Comparison
from numpygan.statements.js import js_by_entropies
from numpygan.statements.registry import statement
from numpygan.theory import Discriminator, criterion, js, maximize_value, optimal_discriminator, value

DISTANCE = 1000.0
SAMPLES = 200_000
STANDARD_ERRORS = 5.0


@statement(
    "conditional",
    equation="2.1.1",
    title_zh="条件 GAN 的目标函数",
    claim="for each y, D*(x|y) is optimal, and C = -log 4 + 2 E_y JS given y",
    formula=(
        r"V(D,G)=\mathbb{E}_{x,y}\,\log D(x\,|\,y)+\mathbb{E}_{z,y}\,\log(1-D(G(z\,|\,y)\,|\,y))"
        "\n"
        r"C(G)=-\log 4+2\,\mathbb{E}_y\,\mathrm{JS}(p(\cdot\,|\,y)\,\Vert\,p_g(\cdot\,|\,y))"
    ),
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    labels = np.array([0.2, 0.5, 0.3])
    data = [Normal(-1, 0.5), Normal(0, 1), Normal(2, 0.3)]
    generated = [Normal(-0.5, 0.5), Normal(0, 1), Normal(1, 0.6)]
    joint, joint_g = joint_distribution(labels, data), joint_distribution(labels, generated)
    case = "3 labels, normal distributions"
    mean_js = average(labels, [js(p, q) for p, q in zip(data, generated, strict=True)])
    yield Comparison(
        case, "E_y JS(p(.|y) || p_g(.|y))", mean_js, "JS of the joint distributions", js(joint, joint_g), 1e-12
    )
    top = maximize_value(joint, joint_g)
    by_entropies = average(labels, [js_by_entropies(p, q) for p, q in zip(data, generated, strict=True)])
    right = -np.log(4) + 2 * by_entropies
    yield Comparison(case, "max over D(x|y) by ascent", top.value, "-log 4 + 2 E_y JS by entropies", right, 1e-11)
    mean_c = average(labels, [criterion(p, q) for p, q in zip(data, generated, strict=True)])
    yield Comparison(case, "C of the joint distributions", criterion(joint, joint_g), "E_y C given y", mean_c, 1e-12)
    for y, (p, q) in enumerate(zip(data, generated, strict=True)):
        x = p.sample(100, rng=rng)[:, 0]
        by_ascent = top.discriminator(x + y * DISTANCE)
        gap = np.abs(by_ascent - optimal_discriminator(p, q)(x)).max()
        yield Comparison(f"y = {y}", "max |D(x,y) by ascent - D*(x|y)|", gap, "no difference", 0, 1e-9)
    yield from check_value(rng, labels, data, generated)
    yield from check_limits(labels, data, generated)


def check_value(
    rng: np.random.Generator, labels: np.ndarray, data: Sequence[Normal], generated: Sequence[Normal]
) -> Iterator[Comparison]:
    """V given y, from labelled samples as in a training loop, against quadrature."""
    y = rng.choice(labels.size, size=SAMPLES, p=labels)
    x, x_fake = (
        np.array([(distribution.mean, distribution.std) for distribution in distributions])[y]
        for distributions in (data, generated)
    )
    x, x_fake = (moments[:, 0] + moments[:, 1] * rng.normal(size=SAMPLES) for moments in (x, x_fake))
    real, fake = arbitrary_logit(x, y), arbitrary_logit(x_fake, y)
    sampled = -discriminator_loss(real[:, None], fake[:, None])[0]
    error = np.sqrt((np.logaddexp(0, -real).var() + np.logaddexp(0, fake).var()) / SAMPLES)
    each = [
        value(Discriminator(partial(arbitrary_logit, y=y)), *pair)
        for y, pair in enumerate(zip(data, generated, strict=True))
    ]
    exact = average(labels, each)
    yield Comparison(
        "3 labels, D(x|y)", "mean over labelled samples", sampled, "E_y quadrature", exact, STANDARD_ERRORS * error
    )


def arbitrary_logit(x: np.ndarray, y: np.ndarray | int) -> np.ndarray:
    """The logit of some D(x|y) that is not optimal."""
    return np.sin(x) + 0.5 * y - 0.7


def check_limits(labels: np.ndarray, data: Sequence[Normal], generated: Sequence[Normal]) -> Iterator[Comparison]:
    """The marginal distributions of x, or of x given y, are not enough."""
    marginal, marginal_g = Mixture(labels, data), Mixture(labels, generated)
    mean_js = average(labels, [js(p, q) for p, q in zip(data, generated, strict=True)])
    yield Comparison("without y", "JS of the marginals of x", js(marginal, marginal_g), "E_y JS", mean_js, 0, "<=")
    # A generator that ignores y can have the right marginal of x and be wrong given y.
    ignorant = average(labels, [js(p, marginal) for p in data])
    yield Comparison("G ignores y, right marginal of x", "0.1", 0.1, "E_y JS", ignorant, 0, "<=")
    other = np.array([0.6, 0.2, 0.2])
    joint = js(joint_distribution(labels, data), joint_distribution(other, data))
    yield Comparison(
        "right given y, wrong marginal of y",
        "0.01, while E_y JS = 0",
        0.01,
        "JS of the joint distributions",
        joint,
        0,
        "<=",
    )


def joint_distribution(labels: np.ndarray, distributions: Sequence[Normal]) -> UnivariateMixture:
    """The distribution of x + y DISTANCE, from which x and y can be recovered."""
    return Mixture(
        labels,
        [Normal(distribution.mean + y * DISTANCE, distribution.std) for y, distribution in enumerate(distributions)],
    )


def average(labels: np.ndarray, values: Sequence[float]) -> float:
    """E_y of a number for each label."""
    return float(labels @ np.array(values, dtype=float))

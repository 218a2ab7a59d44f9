"""Exercise e04: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.special_inputs import special_values

TITLE = "Losses from logits"
STATEMENTS = ("posterior",)
LESSON = "06_write_down_the_game"
LIBRARY = ("numpygan.nets.losses:discriminator_loss",)

SINGLE = 2e-5  # exp multiplies a relative error of x by |x|, here up to 46
BATCHES = "real, fake = np.array([2.0, -0.5, 1.0]), np.array([-1.0, 0.5])"
PARTS = (
    Part(
        "a",
        "sigmoid(x)",
        hints=(
            "exp(800) overflows, exp(-800) does not. Can you write sigmoid with exponentials of negative numbers only?",
            "With e = exp(-|x|): sigmoid = 1 / (1 + e) for x >= 0, and e / (1 + e) for x < 0.",
            "e = exp(-abs(x)); np.where(x >= 0, 1 / (1 + e), e / (1 + e)).",
        ),
        demo="file.sigmoid(np.array([-2.0, 0.0, 3.0]))",
        shows="sigmoid({x})",
        entrywise=True,
        tolerance=1e-12,
        single=SINGLE,
    ),
    Part(
        "b",
        "softplus(x)",
        hints=(
            "If x is large, which term can you take out of log(1 + exp x)? Which NumPy function computes "
            "log(1 + e) precisely for a tiny e?",
            "softplus(x) = max(x, 0) + log1p(exp(-|x|)); np.logaddexp(0, x) is the same function.",
            "np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))).",
        ),
        demo="file.softplus(np.array([-2.0, 0.0, 3.0]))",
        shows="softplus({x})",
        entrywise=True,
        tolerance=1e-12,
        single=SINGLE,
    ),
    Part(
        "c",
        "discriminator_loss(real, fake)",
        hints=(
            "Which sign does the logit of a generated point have if D classifies it correctly? By which "
            "batch size do you divide each gradient?",
            "L = mean softplus(-real) + mean softplus(fake); dL/dreal = -sigmoid(-real) / n, dL/dfake = "
            "sigmoid(fake) / m.",
            "value = mean of softplus(-real) + mean of softplus(fake); d_real = -sigmoid(-real) / len(real); "
            "d_fake = sigmoid(fake) / len(fake).",
        ),
        demo=f"{BATCHES}\nfile.discriminator_loss(real, fake)",
        shows="discriminator_loss({real_logits}, {fake_logits})",
        points=2,
    ),
    Part(
        "d",
        "cross_entropy(logits, labels)",
        hints=(
            "What is -(y log D + (1 - y) log(1 - D)) in terms of softplus? Try y = 0, then y = 1, then "
            "find one formula for both.",
            "The loss is the mean of softplus(l) - y l; its gradient in l is (sigmoid(l) - y) / n.",
            "value = mean of softplus(logits) - labels * logits; gradient = (sigmoid(logits) - labels) / n.",
        ),
        demo="logits, labels = np.array([2.0, -1.0, 0.5]), np.array([1, 1, 0])\nfile.cross_entropy(logits, labels)",
        shows="cross_entropy({logits}, {labels})",
    ),
)

FAR = "for logits of +-800"
LADDER = np.arange(-46.5, 47.0)
SHAPES = (
    ((1, 4), "for one row"),
    ((3, 1), "for one column"),
    ((3, 3), "for as many rows as columns"),
    ((5, 2), "for more rows than columns"),
    ((2, 3, 4), "for three axes"),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    def logits(n: int) -> np.ndarray:
        return rng.normal(0, 2, size=n).round(2)

    for part in "ab":
        yield Probe(part, {"x": logits(5)})
        yield Probe(part, {"x": logits(6).reshape(2, 3)})
        yield Probe(part, {"x": logits(4)})
        yield Probe(part, {"x": LADDER}, "for logits of very different sizes")
        yield Probe(part, {"x": np.array([0.3, 800.0, -800.0])}, FAR)
        yield Probe(part, {"x": np.array([-1.5, -800.0, 2.5, 800.0])}, FAR)
        yield Probe(part, {"x": special_values(9)}, "for logits of very different sizes")
        yield Probe(part, {"x": special_values(3, 6)}, "for logits of very different sizes")
        for shape, about in SHAPES:
            yield Probe(part, {"x": special_values(*shape, start=1, most=4) + 0.123}, about)
    for n, m in ((4, 3), (2, 5), (5, 2)):
        yield Probe("c", {"real_logits": logits(n) + 0.5, "fake_logits": logits(m) - 0.5})
    for n in (5, 4, 7):
        labels = rng.permutation(np.arange(n) % 3 == 0).astype(float)
        yield Probe("d", {"logits": logits(n) + 0.00123, "labels": labels})
    yield from fixed_probes()


def fixed_probes() -> Iterator[Probe]:
    sizes = "for logits of very different sizes"
    for real, fake, about in (
        (special_values(9), special_values(7, start=4), sizes),
        (special_values(4, start=3), special_values(11), sizes),
        (np.full(2, -800.0), np.array([800.0, 1.0]), FAR),
        (np.array([-800.0, 1.0, 0.5]), np.array([800.0, 800.0]), FAR),
        (np.array([0.5, -1.0, 0.2]), np.array([0.5, -1.0, 0.2]), "where both batches have the same logits"),
        (np.array([0.7]), np.array([-0.4, 1.1]), "for one real point"),
        (np.array([0.7, -0.2]), np.array([-0.4]), "for one fake point"),
    ):
        yield Probe("c", {"real_logits": real, "fake_logits": fake}, about)
    labels = np.arange(11) % 2.0
    yield Probe("d", {"logits": special_values(11), "labels": labels}, sizes)
    yield Probe("d", {"logits": special_values(11), "labels": 1 - labels}, sizes)
    yield Probe(
        "d", {"logits": np.array([1.0, 0.0, 1.0]), "labels": np.array([1.0, 0.0, 1.0])}, "where logits equal labels"
    )
    yield Probe("d", {"logits": np.array([0.3, -0.8]), "labels": np.zeros(2)}, "where all labels are 0")
    yield Probe("d", {"logits": np.array([0.3]), "labels": np.ones(1)}, "for one point")
    for n in (2, 3):
        far = np.append(np.linspace(-1.1, 0.9, n), [800.0, -800.0])
        yield Probe("d", {"logits": far, "labels": np.ones(n + 2) - np.eye(n + 2)[-2]}, FAR)

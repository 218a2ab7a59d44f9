"""Exercise e04: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "Losses from logits"
STATEMENTS = ("posterior",)
LESSON = "06_write_down_the_game"
LIBRARY = ("numpygan.nets.losses:discriminator_loss",)

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

FAR, TAIL = "for logits of +-800", "in the far tail, at -35"


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    def logits(n: int) -> np.ndarray:
        return rng.normal(0, 2, size=n).round(2)

    for part in "ab":
        yield Probe(part, {"x": logits(5)})
        yield Probe(part, {"x": logits(6).reshape(2, 3)})
        yield Probe(part, {"x": logits(4)})
        for _ in range(2):
            yield Probe(part, {"x": np.append(logits(2), [800.0, -800.0])}, FAR)
            yield Probe(part, {"x": rng.uniform(-36, -34, 3).round(2)}, TAIL)
    for n, m in ((4, 3), (2, 5), (5, 2)):
        yield Probe("c", {"real_logits": logits(n) + 0.5, "fake_logits": logits(m) - 0.5})
    for n in (5, 4, 7):
        labels = rng.permutation(np.arange(n) % 3 == 0).astype(float)
        yield Probe("d", {"logits": logits(n), "labels": labels})
    for n in (2, 3):
        yield Probe(
            "c", {"real_logits": logits(n), "fake_logits": rng.uniform(38, 42, n + 1).round(2)}, "for fakes at 40"
        )
        yield Probe("c", {"real_logits": np.full(n, -800.0), "fake_logits": np.array([800.0, 1.0])}, FAR)
        yield Probe(
            "d", {"logits": np.append(logits(n), [800.0, -800.0]), "labels": np.ones(n + 2) - np.eye(n + 2)[-2]}, FAR
        )

"""Exercise e09: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.special_inputs import special_values

TITLE = "Saturating and non-saturating"
STATEMENTS = ("saturation",)
LESSON = "10_escape_the_vanishing_gradient"
LIBRARY = ("numpygan.nets.losses:saturating", "numpygan.nets.losses:non_saturating")

LOGITS = "logits = np.array([-3.0, -0.5, 1.0])"
PARTS = (
    Part(
        "a",
        "saturating(logits)",
        hints=(
            "Is log(1 - D) positive or negative? How large is its derivative in the logit where D is close to 0?",
            "value = -mean of softplus(l); dlogits = -sigmoid(l) / n.",
            "value = -np.logaddexp(0, l).mean(); dlogits = -sigmoid(l) / n, with a sigmoid that does not overflow.",
        ),
        demo=f"{LOGITS}\nfile.saturating(logits)",
        shows="saturating({logits})",
    ),
    Part(
        "b",
        "non_saturating(logits)",
        hints=(
            "G is trained so that D classifies its points as real: which label is that? What is the "
            "derivative of -log D in the logit where D is close to 0?",
            "value = mean of softplus(-l); dlogits = -(1 - D) / n = -sigmoid(-l) / n.",
            "value = np.logaddexp(0, -l).mean(); dlogits = -sigmoid(-l) / n.",
        ),
        demo=f"{LOGITS}\nfile.non_saturating(logits)",
        shows="non_saturating({logits})",
    ),
    Part(
        "c",
        "gradient_ratio(logits)",
        hints=(
            "What is (1 - D) / D if D = 1 / (1 + exp(-l))?",
            "(1 - D) / D = exp(-l).",
            "return np.exp(-l). Do not divide 1 - D by D: either may round to 0.",
        ),
        demo=f"{LOGITS}\nfile.gradient_ratio(logits)",
        shows="gradient_ratio({logits})",
        entrywise=True,
    ),
)


MANY_SIZES = "for logits of very different sizes"


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for n in (4, 3, 5):
        for part in "abc":
            yield Probe(part, {"logits": rng.normal(-0.7, 2, size=n).round(2)})
    for part in "abc":
        yield Probe(part, {"logits": np.array([0.7])}, "for one logit")
        yield Probe(part, {"logits": special_values(11)}, MANY_SIZES)
        yield Probe(part, {"logits": special_values(7, start=4)}, MANY_SIZES)
        yield Probe(part, {"logits": np.arange(-46.5, 47.0)}, MANY_SIZES)
    for part in "ab":
        yield Probe(part, {"logits": np.array([0.3, 800.0, -800.0])}, "for logits of +-800")
        yield Probe(part, {"logits": np.array([-800.0, -1.4, 0.8, 800.0])}, "for logits of +-800")

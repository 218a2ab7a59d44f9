"""Exercise e06: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.special_inputs import special_values

TITLE = "The optimal discriminator"
STATEMENTS = ("optimal-discriminator", "pointwise-maximum")
LESSON = "07_find_the_best_discriminator"
LIBRARY = ("numpygan.theory.game:optimal_discriminator", "numpygan.theory.game:value_density")

TWO = "p, q = np.array([0.2, 0.5, 0.3]), np.array([0.4, 0.1, 0.2])"
PARTS = (
    Part(
        "a",
        "optimal_discriminator(p, q)",
        hints=(
            "A point x is drawn from the data or from the generator, each with probability 1/2. What is "
            "the probability that it is from the data?",
            "D* = p / (p + q), by Bayes' rule; 1/2 where both are 0.",
            "with np.errstate(invalid='ignore'): ratio = p / (p + q); return np.where(p + q > 0, ratio, 0.5).",
        ),
        demo=f"{TWO}\nfile.optimal_discriminator(p, q)",
        shows="optimal_discriminator({p}, {q})",
        entrywise=True,
    ),
    Part(
        "b",
        "optimal_logit(log_p, log_q)",
        hints=(
            "What is D* / (1 - D*) in terms of p and q? What is its logarithm?",
            "D* / (1 - D*) = p / q, so the logit is log p - log q.",
            "subtract log_q from log_p; no exponential is needed.",
        ),
        demo="log_p, log_q = np.array([-1.0, -2.0]), np.array([-3.0, -1.5])\nfile.optimal_logit(log_p, log_q)",
        shows="optimal_logit({log_p}, {log_q})",
    ),
    Part(
        "c",
        "value_on_grid(D, p, q, dx)",
        hints=(
            "Which density multiplies log D, and which log(1 - D)? By what do you multiply a sum over a "
            "grid to get an integral? What is 0 log 0 here?",
            "V = dx * sum of (p log D + q log(1 - D)); a term is 0 where its density is 0.",
            "real = p log D, or 0 where p is 0; fake = q log(1 - D), or 0 where q is 0; (real + fake).sum() * dx.",
        ),
        demo=f"{TWO}\nfile.value_on_grid(np.array([0.3, 0.8, 0.6]), p, q, 0.1)",
        shows="value_on_grid(D={D}, p={p}, q={q}, dx={dx})",
    ),
    Part(
        "d",
        "loss_of_moving(d, p, q, dx)",
        hints=(
            "Which of V(D*) and V(D* + d) is larger? Which function of part c computes both?",
            "The loss is dx * sum of p log(D* / (D* + d)) + q log((1 - D*) / (1 - D* - d)).",
            "best = p / (p + q); return V(best) - V(best + d), each computed as in part c.",
        ),
        demo=f"{TWO}\nfile.loss_of_moving(np.array([0.1, -0.1, 0.05]), p, q, 0.1)",
        shows="loss_of_moving(d={d}, p={p}, q={q}, dx={dx})",
    ),
)


ZERO, BOTH, MANY_SIZES = "where p or q is 0", "where both densities are 0", "for numbers of very different sizes"
LARGE_AND_SMALL = [1e-10, 5e-4, 0.5, 12.0, 40.0, 0.5, 7.0, 14.0], [5e-4, 1e-10, 0.3, 4.0, 35.0, 0.3, 0.5, 1e-9]
DENSITIES = (  # p, q of part a
    ([0.0, 0.7, 0.4], [0.3, 0.2, 0.9], ZERO),
    ([0.5, 0.2, 0.0, 0.9], [0.8, 0.0, 0.6, 0.3], ZERO),
    ([0.2, 0.7, 0.4], [0.3, 0.0, 0.9], ZERO),
    ([0.3, 0.0, 0.2], [0.6, 0.0, 0.5], BOTH),
    ([0.3, 0.1, 0.0, 0.0], [0.6, 0.4, 0.0, 0.0], BOTH),
    ([0.0, 0.4, 0.0], [0.7, 0.0, 0.2], "where p and q are nowhere both positive"),
    ([1e-300, 3e-301], [2e-300, 4e-301], "where both densities are tiny"),
    ([3e-301, 1e-300, 2e-300], [1e-300, 1e-301, 1e-300], "where both densities are tiny"),
    ([0.2, 0.5, 0.2], [0.2, 0.5, 0.2], "where p = q"),
    ([0.2], [0.7], "for one point"),
    (*LARGE_AND_SMALL, MANY_SIZES),
)
THREE = [0.2, 0.5, 0.9]
VALUES = (  # D, p, q, dx of part c
    ([0.0, 1.0, 0.4, 0.7], [0.0, 0.5, 0.9, 0.6], [0.4, 0.0, 0.3, 0.8], 0.1, "where D is 0 or 1, and a density is 0"),
    ([0.3, 0.0, 1.0], [0.9, 0.0, 0.7], [0.6, 0.8, 0.0], 0.2, "where D is 0 or 1, and a density is 0"),
    ([0.0, 0.4, 0.7], [0.1, 0.9, 0.6], [0.4, 0.3, 0.8], 0.1, "where D is certain and wrong, so that V is -inf"),
    ([0.2, 1.0, 0.7], [0.5, 0.9, 0.6], [0.4, 0.3, 0.8], 0.1, "where D is certain and wrong, so that V is -inf"),
    ([1 - 4e-4, 1e-10, 0.3], [0.5, 0.9, 0.6], [0.4, 0.3, 0.8], 0.1, "where D is nearly certain"),
    ([1e-12, 1 - 7e-4, 1e-9, 0.3], [0.3, 0.9, 0.6, 0.6], [0.4, 0.8, 0.3, 0.8], 0.1, "where D is nearly certain"),
    ([0.3, 0.6, 0.8], [0.0, 0.0, 0.0], [0.4, 0.3, 0.2], 0.1, "where p is 0 everywhere"),
    ([0.3, 0.6, 0.8], [0.0, 0.5, 0.9], [0.0, 0.3, 0.2], 0.1, BOTH),
    ([0.1, 0.6, 0.8], THREE, THREE, 0.1, "where p = q"),
    (THREE, THREE, [0.6, 0.1, 0.3], 0.1, "where D = p"),
    ([0.3], [0.6], [0.9], 0.1, "for one point"),
    ([0.3, 0.8, 0.6, 0.4, 0.7, 0.8, 0.2, 0.9], *LARGE_AND_SMALL, 4.0, MANY_SIZES),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for k, dx in ((5, 0.2031), (4, 0.1234), (6, 0.3057)):
        p, q = rng.uniform(0.2, 1.8, size=(2, k)).round(2)
        yield Probe("a", {"p": p, "q": q})
        log_p, log_q = rng.normal(-0.4, 1.5, size=(2, k)).round(7)
        yield Probe("b", {"log_p": log_p, "log_q": log_q})
        D, d = rng.uniform(0.1, 0.9, k).round(6), rng.uniform(-0.06, 0.06, k).round(3)
        p, q = rng.uniform(0.2, 1.8, size=(2, k)).round(6)
        yield Probe("c", {"D": D, "p": p, "q": q, "dx": dx})
        yield Probe("d", {"d": d, "p": p, "q": q, "dx": dx})
    for one, two, about in DENSITIES:
        yield Probe("a", {"p": np.array(one), "q": np.array(two)}, about)
    far = np.array([-1000.3, -4321.5, -2500.0, -3.0])
    yield Probe("b", {"log_p": far, "log_q": far[::-1] - 1.2}, "where the densities underflow")
    yield Probe("b", {"log_p": far[:3] - 800, "log_q": far[1:] - 700}, "where the densities underflow")
    for log_p, log_q, about in (
        (special_values(11), special_values(11, start=3), MANY_SIZES),
        (np.array([0.0, 0.5, -0.3]), np.array([0.0, 0.2, -0.7]), "where both logarithms are 0"),
        (np.array([0.0, 0.5, -0.3]), np.array([0.2, 0.0, 0.0]), "where one of the logarithms is 0 everywhere"),
        (np.array([0.2, 0.5, -0.3]), np.array([0.2, 0.5, -0.3]), "where p = q"),
        (np.array([0.2]), np.array([-0.5]), "for one point"),
    ):
        yield Probe("b", {"log_p": log_p, "log_q": log_q}, about)
    for value, one, two, dx, about in VALUES:
        yield Probe("c", {"D": np.array(value), "p": np.array(one), "q": np.array(two), "dx": dx}, about)
    large, other = (np.array(each[1:]) for each in LARGE_AND_SMALL)
    small = np.array([1e-10, 0.0, 0.02, -0.5, -0.03, 0.02, -1e-12])
    yield Probe("d", {"d": small, "p": large, "q": other, "dx": 4.0}, MANY_SIZES)
    tiny = {"d": np.array([0.1, -0.2]), "p": np.array([1e-10, 0.3]), "q": np.array([0.2, 1e-10])}
    yield Probe("d", {**tiny, "dx": 0.1}, MANY_SIZES)
    d = np.array([0.05, 0.1, 0.02])
    yield Probe("d", {"d": d, "p": d, "q": np.array([0.4, 0.5, 0.6]), "dx": 0.1}, "where d = p")
    yield Probe("d", {"d": np.array([0.03]), "p": np.array([0.4]), "q": np.array([0.9]), "dx": 0.1}, "for one point")
    yield Probe("d", {"d": np.array([0.05, -0.02, 0.1]), "p": large[1:4], "q": large[1:4], "dx": 0.1}, "where p = q")
    yield Probe("d", {"d": np.zeros(3), "p": large[2:5], "q": other[2:5], "dx": 0.1}, "where d = 0")

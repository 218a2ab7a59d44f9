"""Exercise e06: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "The optimal discriminator"
STATEMENTS = ("optimal-discriminator", "pointwise-maximum")
LESSON = "05_find_the_best_discriminator"
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


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for k, dx in ((5, 0.2), (4, 0.1), (6, 0.3)):
        p, q = rng.uniform(0.2, 1.8, size=(2, k)).round(2)
        yield Probe("a", {"p": p, "q": q})
        log_p, log_q = rng.normal(-0.4, 1.5, size=(2, k)).round(2)
        yield Probe("b", {"log_p": log_p, "log_q": log_q})
        D, d = rng.uniform(0.1, 0.9, k).round(2), rng.uniform(-0.06, 0.06, k).round(3)
        yield Probe("c", {"D": D, "p": p, "q": q, "dx": dx})
        yield Probe("d", {"d": d, "p": p, "q": q, "dx": dx})
    for k in (4, 3):
        p, q = rng.uniform(0.1, 1, size=(2, k)).round(2)
        p[0] = q[1] = 0.0
        yield Probe("a", {"p": p, "q": q}, "where p or q is 0")
        nowhere = np.arange(k) == 2
        yield Probe("a", {"p": np.where(nowhere, 0, p), "q": np.where(nowhere, 0, q)}, "where both densities are 0")
        yield Probe("a", {"p": p[:2] * 1e-300 + 1e-301, "q": q[:2] * 1e-300 + 1e-301}, "where both densities are tiny")
        D = np.append([0.0, 1.0], rng.uniform(0.2, 0.8, k - 2).round(2))
        yield Probe("c", {"D": D, "p": p, "q": q, "dx": 0.1}, "where D is 0 or 1, and a density is 0")
        for sure in (0.0, 1.0):
            wrong = {"D": np.append(sure, D[1:].clip(0.2, 0.8)), "p": p + 0.1, "q": q + 0.1, "dx": 0.1}
            yield Probe("c", wrong, "where D is certain and wrong, so that V is -inf")
        D = np.where(np.arange(k) % 2, 10.0 ** -rng.uniform(8, 14, k), 1 - 10.0 ** -rng.uniform(3, 3.5, k))
        yield Probe("c", {"D": D, "p": p + 0.1, "q": q + 0.1, "dx": 0.1}, "where D is nearly certain")
        far = -rng.uniform(1000, 5000, size=(2, k)).round(1)
        yield Probe("b", {"log_p": far[0], "log_q": far[1]}, "where the densities underflow")

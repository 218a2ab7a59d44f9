"""Exercise e01: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "KL and JS divergence"
STATEMENTS = ("kl", "js")
LESSON = "05_measure_the_distance_of_two_distributions"
LIBRARY = ("numpygan.theory.divergences:kl", "numpygan.theory.divergences:js")

TWO_DISTRIBUTIONS = "p, q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.2, 0.6])"
PARTS = (
    Part(
        "a",
        "kl(p, q)",
        hints=(
            "KL is a mean of log(p / q): under which of the two distributions? Which value should 0 log 0 have?",
            "KL = sum over all i with p_i > 0 of p_i log(p_i / q_i); it is inf if q_i = 0 < p_i for some i.",
            "terms = p * log(p / q); replace them by 0 where p is 0 (np.where); sum along the last axis.",
        ),
        demo=f"{TWO_DISTRIBUTIONS}\nfile.kl(p, q)",
        shows="kl({p}, {q})",
        tolerance=1e-9,
    ),
    Part(
        "b",
        "js(p, q)",
        hints=(
            "JS compares both p and q with a third distribution. Which one? Can it be 0 where p or q is positive?",
            "m = (p + q) / 2 and JS = (KL(p||m) + KL(q||m)) / 2. For p = (1, 0), q = (0, 1) this gives log 2.",
            "m = (p + q) / 2; from_p = p log(p / m), or 0 where p is 0; from_q = q log(q / m), or 0 where "
            "q is 0; sum both over the last axis; divide by 2.",
        ),
        demo=f"{TWO_DISTRIBUTIONS}\nfile.js(p, q)",
        shows="js({p}, {q})",
        tolerance=1e-9,
    ),
    Part(
        "c",
        "kl_grid(log_p, log_q, dx)",
        hints=(
            "By what do you multiply a sum over a grid to get an integral? What is log(p / q) in terms of "
            "log_p and log_q?",
            "KL is approximately dx * sum of exp(log_p) (log_p - log_q).",
            "density = exp(log_p); multiply by log_p - log_q; sum along the last axis; multiply by dx.",
        ),
        demo=(
            "x = np.arange(-8, 10, 0.1)\n"
            "log_p, log_q = (-((x - mean) ** 2) / 2 - np.log(2 * np.pi) / 2 for mean in (0, 1))\n"
            "file.kl_grid(log_p, log_q, 0.1)"
        ),
        shows="kl_grid(log_p, log_q, dx={dx})",
    ),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for part in "ab":
        for k in (5, 4, 6):
            yield Probe(part, {"p": shares(rng, k), "q": shares(rng, k)})
        for n, k in ((3, 4), (2, 5)):
            rows = [np.stack([shares(rng, k) for _ in range(n)]) for _ in "pq"]
            yield Probe(part, {"p": rows[0], "q": rows[1]})
        for k in (4, 5):
            yield Probe(part, {"p": shares(rng, k, zero=1), "q": shares(rng, k)}, "where p has an exact zero")
    for k in (4, 5):
        yield Probe("a", {"p": shares(rng, k), "q": shares(rng, k, zero=2)}, "where q = 0 < p, so that KL is infinite")
        yield Probe("b", {"p": shares(rng, k), "q": shares(rng, k, zero=2)}, "where q has an exact zero")
        same = shares(rng, k)
        yield Probe("b", {"p": same, "q": same.copy()}, "where p = q")
        for part in "ab":
            yield Probe(part, {"p": shares(rng, k, zero=0), "q": shares(rng, k, zero=0)}, "where both have a zero")
    yield Probe(
        "b", {"p": np.array([0.3, 0.7, 0, 0]), "q": np.array([0, 0, 0.6, 0.4])}, "where the supports are disjoint"
    )
    for dx in (0.05, 0.1, 0.04):
        x = np.arange(-12.0, 12.0, dx)
        yield Probe("c", {"log_p": normal(rng, x), "log_q": normal(rng, x), "dx": dx})
    for n, dx in ((3, 0.08), (2, 0.06)):
        x = np.arange(-12.0, 12.0, dx)
        both = [np.stack([normal(rng, x) for _ in range(n)]) for _ in "pq"]
        yield Probe("c", {"log_p": both[0], "log_q": both[1], "dx": dx})
    for dx in (0.1, 0.2):
        x = np.arange(-80.0, 80.0, dx)
        yield Probe("c", {"log_p": normal(rng, x), "log_q": normal(rng, x), "dx": dx}, "where the densities underflow")


def shares(rng: np.random.Generator, k: int, zero: int | None = None) -> np.ndarray:
    """Return a probability vector (k,) of whole percents; all are > 0, except at index ``zero``."""
    weights = rng.dirichlet(np.full(k, 2.0))
    percents = 2 + rng.multinomial(100 - 2 * k, weights)
    if zero is not None:
        percents[(zero + 1) % k] += percents[zero]
        percents[zero] = 0
    return percents / 100


def normal(rng: np.random.Generator, x: np.ndarray) -> np.ndarray:
    """Return the log density at x of a normal distribution with a random mean near 0."""
    mean, std = rng.uniform(-1.5, 1.5), rng.uniform(0.6, 1.4)
    return -(((x - mean) / std) ** 2) / 2 - np.log(std * np.sqrt(2 * np.pi))

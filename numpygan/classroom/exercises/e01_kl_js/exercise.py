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
            yield Probe(part, {"p": rng.dirichlet(np.full(k, 2.0), n), "q": rng.dirichlet(np.full(k, 2.0), n)})
        for p, q, about in SPECIAL:
            yield Probe(part, {"p": np.array(p), "q": np.array(q)}, about)
    for dx in (0.05, 0.1, 0.04):
        x = np.arange(-12.0, 12.0, dx)
        yield Probe("c", {"log_p": normal(rng, x), "log_q": normal(rng, x), "dx": dx})
    for n, dx in ((3, 0.08), (2, 0.06)):
        x = np.arange(-12.0, 12.0, dx)
        both = [np.stack([normal(rng, x) for _ in range(n)]) for _ in "pq"]
        yield Probe("c", {"log_p": both[0], "log_q": both[1], "dx": dx})
    yield from on_special_grids()


ROWS = [[0.5, 0.3, 0.2], [0.9, 0.05, 0.05], [0.2, 0.4, 0.4]], [[0.2, 0.2, 0.6], [0.05, 0.05, 0.9], [0.3, 0.4, 0.3]]
SPECIAL = (
    ([0.5, 0.0, 0.2, 0.3], [0.2, 0.3, 0.1, 0.4], "where p has an exact zero"),
    ([0.0, 0.7, 0.3], [0.3, 0.2, 0.5], "where p has an exact zero"),
    ([0.2, 0.3, 0.1, 0.4], [0.5, 0.0, 0.2, 0.3], "where q = 0 < p"),
    ([0.3, 0.2, 0.5], [0.0, 0.7, 0.3], "where q = 0 < p"),
    ([0.0, 0.6, 0.1, 0.3], [0.0, 0.2, 0.5, 0.3], "where both have a zero at the same point"),
    ([0.2, 0.7, 0.0, 0.1], [0.3, 0.4, 0.0, 0.3], "where both have a zero at the same point"),
    ([0.3, 0.7, 0.0, 0.0], [0.0, 0.0, 0.6, 0.4], "where the supports are disjoint"),
    ([0.2, 0.5, 0.3], [0.2, 0.5, 0.3], "where p = q"),
    ([0.4, 1e-12, 0.6], [1e-13, 0.6, 0.4], "where a probability is tiny"),
    ([[0.5, 0.0, 0.5], [0.2, 0.3, 0.5]], [[0.4, 0.3, 0.3], [0.1, 0.6, 0.3]], "where a row of a batch has a zero"),
    ([[0.5, 0.2, 0.3], [0.2, 0.3, 0.5]], [[0.4, 0.6, 0.0], [0.1, 0.6, 0.3]], "where a row of a batch has a zero"),
    (*ROWS, "for as many rows as columns"),
    ([[0.5, 0.5], [0.9, 0.1], [0.2, 0.8]], [[0.2, 0.8], [0.1, 0.9], [0.3, 0.7]], "for more rows than columns"),
    ([[0.6, 0.4]], [[0.3, 0.7]], "for a batch of one row"),
    ([[1.0], [1.0]], [[1.0], [1.0]], "for distributions on one point"),
)


def on_special_grids() -> Iterator[Probe]:
    x = np.arange(-10.0, 10.0, 0.1)
    wide, narrow = (-((x / std) ** 2) / 2 - np.log(std * np.sqrt(2 * np.pi)) for std in (1.0, 0.02))
    about = "where a density underflows"
    yield Probe("c", {"log_p": wide, "log_q": narrow, "dx": 0.1}, about)
    yield Probe("c", {"log_p": np.stack([wide, wide]), "log_q": np.stack([narrow, wide - 0.1]), "dx": 0.1}, about)
    x = np.arange(-80.0, 80.0, 0.1)
    yield Probe("c", {"log_p": -(x**2) / 2 - 0.92, "log_q": -((x - 1) ** 2) / 2 - 0.92, "dx": 0.1}, about)
    yield Probe("c", {"log_p": wide, "log_q": wide.copy(), "dx": 0.1}, "where p = q")
    # The densities vanish at both ends, so that the trapezoidal rule gives the same.
    one, two = (np.array([-900.0, *middle, -900.0]) for middle in ([0.0, 0.0, 1e-10, 0.0], [0.2, 0.0, -0.3, 0.0]))
    about = "where the density is 1 and its logarithm 0"
    yield Probe("c", {"log_p": one, "log_q": two, "dx": 0.2}, about)
    yield Probe("c", {"log_p": two, "log_q": one, "dx": 0.2}, about)
    yield Probe("c", {"log_p": np.stack([one, two]), "log_q": np.stack([two, one]), "dx": 0.2}, about)
    x = np.arange(-120.0, 120.0, 4.0)
    yield Probe("c", {"log_p": -(x**2) / 200 - 3.2, "log_q": -((x - 4) ** 2) / 128 - 3.0, "dx": 4.0}, "for dx = 4")
    shares_of_p = np.array([0.1, 0.5, 0.3, 0.9, 0.6])
    rows = np.pad(
        np.log(np.stack([shares_of_p, 1 - shares_of_p], axis=1) / 1.5), ((0, 0), (1, 1)), constant_values=-900
    )
    yield Probe("c", {"log_p": rows, "log_q": rows[[3, 2, 0, 4, 1]], "dx": 1.5}, "for more rows than points")
    yield Probe("c", {"log_p": rows[:4], "log_q": rows[[3, 2, 0, 1]], "dx": 1.5}, "for as many rows as points")
    yield Probe("c", {"log_p": rows[:1], "log_q": rows[3:4], "dx": 1.5}, "for a batch of one row")


def shares(rng: np.random.Generator, k: int) -> np.ndarray:
    """Return a positive probability vector (k,) of whole percents."""
    return np.asarray((2 + rng.multinomial(100 - 2 * k, rng.dirichlet(np.full(k, 2.0)))) / 100)


def normal(rng: np.random.Generator, x: np.ndarray) -> np.ndarray:
    """Return the log density at x of a normal distribution with a random mean near 0."""
    mean, std = rng.uniform(-1.5, 1.5), rng.uniform(0.6, 1.4)
    return -(((x - mean) / std) ** 2) / 2 - np.log(std * np.sqrt(2 * np.pi))

"""e07: what it is and what is called."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "What the generator minimizes"
STATEMENTS = ("theorem-1",)
LESSON = "06_see_what_the_generator_minimizes"
LIBRARY = ("numpygan.theory.game:criterion", "numpygan.theory.divergences:js")

TWO = "p, q = np.array([0.5, 0.3, 0.2]) / 0.1, np.array([0.2, 0.2, 0.6]) / 0.1"
PARTS = (
    Part(
        "a",
        "criterion_by_value(p, q, dx)",
        hints=(
            "Which D makes V as large as it can be? Put it in: what is 1 - D*?",
            "C = dx * sum of p log(p / (p + q)) + q log(q / (p + q)).",
            "D = p / (p + q); sum of p log D + q log(1 - D); times dx.",
        ),
        demo=f"{TWO}\nfile.criterion_by_value(p, q, 0.1)",
        shows="criterion_by_value(p={p}, q={q}, dx={dx})",
        tolerance=1e-9,
    ),
    Part(
        "b",
        "criterion_by_js(p, q, dx)",
        hints=(
            "What is C where p = q, and what does JS add? Once or twice?",
            "C = -log 4 + 2 JS(p || q), JS = (KL(p || m) + KL(q || m)) / 2, m = (p + q) / 2.",
            "m = mean of p and q; js = half the integral of p log(p / m) + q log(q / m); minus log 4, plus twice js.",
        ),
        demo=f"{TWO}\nfile.criterion_by_js(p, q, 0.1)",
        shows="criterion_by_js(p={p}, q={q}, dx={dx})",
        tolerance=1e-9,
    ),
    Part(
        "c",
        "criterion_curve(means, stds, x)",
        hints=(
            "What is the density of N(mean, std^2)? What is dx on an even grid? Which of the two distributions changes?",
            "exp(-((x - mean) / std)^2 / 2) / (std sqrt(2 pi)); then part a or b for each pair, with dx = x[1] - x[0].",
            "p = normal(x, 0, 1); for each mean and std: q = normal(x, mean, std), C(p, q, dx); collect them "
            "in an array.",
        ),
        demo="x = np.arange(-10, 12, 0.1)\nfile.criterion_curve(np.array([0.0, 2.0]), np.array([1.0, 0.5]), x)",
        shows="criterion_curve(means={means}, stds={stds}, x)",
        points=2,
    ),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for k, dx in ((5, 0.2), (4, 0.1), (6, 0.5)):
        p, q = (rng.dirichlet(np.full(k, 2.0)) * 0.9 + 0.1 / k for _ in "pq")
        for part in "ab":
            yield Probe(part, {"p": p / dx, "q": q / dx, "dx": dx})
        yield Probe(
            "c", {"means": rng.uniform(-2, 2, k).round(2), "stds": rng.uniform(0.5, 1.5, k).round(2), "x": grid(dx)}
        )
    same = rng.dirichlet(np.full(4, 3.0)) * 0.9 + 0.025
    for part in "ab":
        yield Probe(part, {"p": same / 0.1, "q": same / 0.1, "dx": 0.1}, "where p = q")
    yield Probe("c", {"means": np.zeros(2), "stds": np.ones(2), "x": grid(0.2)}, "where p = q")


def grid(dx: float) -> np.ndarray:
    """Where no density of part c has underflowed."""
    return np.arange(-12.0, 12.0, dx / 4)

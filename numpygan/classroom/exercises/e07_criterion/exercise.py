"""Exercise e07: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "What the generator minimizes"
STATEMENTS = ("theorem-1",)
LESSON = "08_see_what_the_generator_minimizes"
LIBRARY = ("numpygan.theory.game:criterion", "numpygan.theory.divergences:js")

TWO = "p, q = np.array([0.5, 0.3, 0.2]) / 0.1, np.array([0.2, 0.2, 0.6]) / 0.1"
PARTS = (
    Part(
        "a",
        "criterion_by_value(p, q, dx)",
        hints=(
            "Which D maximizes V? What is 1 - D* in terms of p and q?",
            "C = dx * sum of p log(p / (p + q)) + q log(q / (p + q)).",
            "D = p / (p + q); sum of p log D + q log(1 - D); multiply by dx.",
        ),
        demo=f"{TWO}\nfile.criterion_by_value(p, q, 0.1)",
        shows="criterion_by_value(p={p}, q={q}, dx={dx})",
    ),
    Part(
        "b",
        "criterion_by_js(p, q, dx)",
        hints=(
            "What is C if p = q? Which multiple of JS is added to it?",
            "C = -log 4 + 2 JS(p || q), JS = (KL(p || m) + KL(q || m)) / 2, m = (p + q) / 2.",
            "m = (p + q) / 2; js = dx * sum of (p log(p / m) + q log(q / m)) / 2; return -log 4 + 2 js.",
        ),
        demo=f"{TWO}\nfile.criterion_by_js(p, q, 0.1)",
        shows="criterion_by_js(p={p}, q={q}, dx={dx})",
    ),
    Part(
        "c",
        "criterion_curve(means, stds, x)",
        hints=(
            "What is the density of N(mean, std^2)? How do you get dx from an even grid x? Which of p and "
            "q is different for each generator?",
            "The density is exp(-((x - mean) / std)^2 / 2) / (std sqrt(2 pi)). Use part a or b for each "
            "generator, with dx = x[1] - x[0].",
            "p = density(x, 0, 1); for each mean and std: q = density(x, mean, std); compute C(p, q, dx); return "
            "all values in an array.",
        ),
        demo="x = np.arange(-10, 12, 0.1)\nfile.criterion_curve(np.array([0.0, 2.0]), np.array([1.0, 1.5]), x)",
        shows="criterion_curve(means={means}, stds={stds}, x)",
        points=2,
    ),
)


MANY_SIZES = "for numbers of very different sizes"


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for k, dx in ((5, 0.2), (4, 0.123457), (6, 0.5)):
        p, q = (rng.dirichlet(np.full(k, 2.0)) * 0.9 + 0.1 / k for _ in "pq")
        for part in "ab":
            yield Probe(part, {"p": p / dx, "q": q / dx, "dx": dx})
        yield Probe(
            "c", {"means": rng.uniform(-1.8, 1.8, k).round(6), "stds": rng.uniform(1, 1.6, k).round(2), "x": grid(dx)}
        )
    for part in "ab":
        for one, two, dx, about in SPECIAL:
            yield Probe(part, {"p": np.array(one), "q": np.array(two), "dx": dx}, about)
    for means, stds, x, about in GENERATORS:
        yield Probe("c", {"means": np.array(means), "stds": np.array(stds), "x": x}, about)


def grid(dx: float) -> np.ndarray:
    """Return a grid for part c, on which q / p is above 1e-16, so that 1 - D does not round to 0."""
    return np.arange(-14.0, 14.0, dx / 4)


SPECIAL = (
    ([1.2, 5.0, 3.8], [1.2, 5.0, 3.8], 0.1, "where p = q"),
    ([10.0], [10.0], 0.1, "for one point"),
    ([1e-10, 0.1, 39.0, 10.9], [5.4e-4, 14.9, 20.0, 15.09946], 0.02, MANY_SIZES),
    ([5.4e-4, 14.9, 20.0, 15.09946], [1e-10, 0.1, 39.0, 10.9], 0.02, MANY_SIZES),
    ([0.05, 0.15, 0.05], [0.1, 0.05, 0.1], 4.0, "for dx = 4"),
)
WIDE = np.arange(-37.0, 37.0, 0.05)
GENERATORS = (
    ([0.0, 0.0], [1.0, 1.0], grid(0.2), "where p = q"),
    ([1.9, 0.0, 1e-10, -1.9, -1e-10, 0.7], [1.0, 1.0, 1.2, 1.1, 1.3, 1.0], grid(0.2), MANY_SIZES),
    ([0.5, 0.0, 5e-4, -1.0], [3.5, 2.0, 4.0, 3.0], WIDE, MANY_SIZES),
    ([0.7], [1.4], grid(0.2), "for one generator"),
    ([1.1, 1.2, 1.6], [1.1, 1.2, 1.6], grid(0.2), "where the means equal the standard deviations"),
)

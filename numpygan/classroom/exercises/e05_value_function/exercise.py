"""Exercise e05: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.special_inputs import special_values

TITLE = "The value function"
STATEMENTS = ("value-function",)
LESSON = "06_write_down_the_game"
LIBRARY = ("numpygan.theory.game:value", "numpygan.nets.losses:discriminator_loss")

BATCHES = "real, fake = np.array([0.8, 0.6, 0.9]), np.array([0.3, 0.1])"
PARTS = (
    Part(
        "a",
        "value(d_real, d_fake)",
        hints=(
            "V has two expectations. Which batch estimates each of them? Which D(x_fake), large or small, "
            "makes V larger?",
            "V = mean log d_real + mean log(1 - d_fake).",
            "np.log(d_real).mean() + np.log1p(-d_fake).mean().",
        ),
        demo=f"{BATCHES}\nfile.value(real, fake)",
        shows="value({d_real}, {d_fake})",
    ),
    Part(
        "b",
        "value_gradient(d_real, d_fake)",
        hints=(
            "What is the derivative of log(1 - d)? Which factor does the mean contribute?",
            "dV/d d_real = 1 / (m d_real) and dV/d d_fake = -1 / (n (1 - d_fake)).",
            "1 / d_real / len(d_real), and -1 / (1 - d_fake) / len(d_fake).",
        ),
        demo=f"{BATCHES}\nfile.value_gradient(real, fake)",
        shows="value_gradient({d_real}, {d_fake})",
    ),
    Part(
        "c",
        "parameter_gradient(w, b, x, x_fake)",
        hints=(
            "Use the chain rule with the logit in the middle. What are the derivatives of the logit x . w "
            "+ b in w and in b?",
            "dV/dw = mean of (1 - D(x)) x - mean of D(x_fake) x_fake; dV/db = mean of (1 - D(x)) - mean of D(x_fake).",
            "real = 1 - sigmoid(x @ w + b); fake = sigmoid(x_fake @ w + b); dw = x.T @ real / m - x_fake.T @ fake / n; "
            "db = real.mean() - fake.mean().",
        ),
        demo=(
            "w, x, x_fake = np.array([1.0, -0.5]), np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]]), np.eye(2)\n"
            "file.parameter_gradient(w, 0.3, x, x_fake)"
        ),
        shows="parameter_gradient(w={w}, b={b}, x, x_fake)",
        points=2,
    ),
)


MANY_SIZES = "for numbers of very different sizes"
SURE = "where D is nearly certain, and wrong"


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for m, n in ((4, 3), (2, 5), (5, 2)):
        both = {"d_real": rng.uniform(0.3, 0.95, m).round(3), "d_fake": rng.uniform(0.05, 0.6, n).round(5)}
        yield Probe("a", both)
        yield Probe("b", both)
    for m, n, d, side in ((5, 3, 2, 1), (4, 6, 3, -1), (3, 2, 4, 1)):
        w, b = rng.normal(size=d).round(2), round(side * float(rng.uniform(0.2, 1.2)), 2)
        x, x_fake = (rng.normal(side * mean, 1, size=(rows, d)) for mean, rows in ((0.7, m), (-0.4, n)))
        yield Probe("c", {"w": w, "b": b, "x": x, "x_fake": x_fake})
    for part in "ab":
        for d_real, d_fake, about in SPECIAL:
            yield Probe(part, {"d_real": np.array(d_real), "d_fake": np.array(d_fake)}, about)
    for m, n, d, most, about in SIZES:
        x, x_fake = special_values(m, d, most=most), special_values(n, d, start=3, most=most)
        yield Probe("c", {"w": special_values(d, start=1, most=1) + 0.1, "b": 0.0, "x": x, "x_fake": x_fake}, about)
    x, x_fake = special_values(5, 11, most=1), special_values(4, 11, start=3, most=1)
    yield Probe("c", {"w": special_values(11), "b": 0.3, "x": x, "x_fake": x_fake}, MANY_SIZES)
    x, x_fake = 100 * special_values(5, 3), 100 * special_values(4, 3, start=1)
    yield Probe("c", {"w": np.array([0.005, -0.002, 0.01]), "b": 0.3, "x": x, "x_fake": x_fake}, MANY_SIZES)
    x = np.array([[0.5, -0.2, 0.1], [1.0, 0.3, -0.7]])
    both = {"x": x, "x_fake": x.copy()}
    yield Probe("c", {"w": np.array([0.3, -0.8, 0.2]), "b": 4.5, **both}, "where both batches are equal")


SPECIAL = (
    ([1e-9, 0.6, 1e-30], [0.3, 1e-10], SURE),
    ([1e-12, 2e-25], [1e-10, 0.2, 0.3], SURE),
    ([0.6, 0.9, 0.6], [0.2, 0.3, 0.3, 0.1], "where two probabilities are equal"),
    ([0.4, 0.7, 0.8], [0.4, 0.7, 0.8], "where both batches are equal"),
    ([0.7], [0.2, 0.1], "for one real point"),
    ([0.7, 0.9], [0.2], "for one fake point"),
)
SIZES = (
    (11, 7, 3, np.inf, MANY_SIZES),
    (3, 3, 3, 1, "for as many rows as columns"),
    (1, 4, 2, 1, "for one real point"),
    (4, 1, 2, 1, "for one fake point"),
    (4, 3, 1, 1, "for one column"),
)

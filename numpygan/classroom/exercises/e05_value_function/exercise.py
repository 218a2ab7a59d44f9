"""Exercise e05: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

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


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for m, n in ((4, 3), (2, 5), (5, 2)):
        both = {"d_real": rng.uniform(0.3, 0.95, m).round(2), "d_fake": rng.uniform(0.05, 0.6, n).round(2)}
        yield Probe("a", both)
        yield Probe("b", both)
    for m, n in ((2, 3), (3, 2)):
        both = {"d_real": 10.0 ** -rng.uniform(9, 30, m), "d_fake": rng.uniform(0.1, 0.9, n).round(2)}
        yield Probe("a", both, "where D is nearly certain, and wrong")
        yield Probe("b", both, "where D is nearly certain, and wrong")
    for m, n, d, side in ((5, 3, 2, 1), (4, 6, 3, -1), (3, 2, 4, 1)):
        w, b = rng.normal(size=d).round(2), round(side * float(rng.uniform(0.2, 1.2)), 2)
        x, x_fake = (rng.normal(side * mean, 1, size=(rows, d)).round(2) for mean, rows in ((0.7, m), (-0.4, n)))
        yield Probe("c", {"w": w, "b": b, "x": x, "x_fake": x_fake})

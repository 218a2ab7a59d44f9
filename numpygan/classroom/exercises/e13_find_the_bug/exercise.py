"""e13: what it is and what is called."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "Find the bug"
STATEMENTS = ()
LESSON = "14_hunt_bugs"
LIBRARY = ("numpygan.distributions.toy_2d:ring", "numpygan.nets.extras.averaging:AveragedNetwork")

PARTS = (
    Part(
        "a",
        "ring_centers(modes, radius)",
        hints=(
            "Print the first and the last center. What does linspace do with its end?",
            "angle_j = 2 pi j / modes, j = 0 ... modes - 1: 2 pi itself is angle 0 again.",
            "np.linspace(0, 2 pi, modes, endpoint=False), or 2 pi np.arange(modes) / modes.",
        ),
        demo="file.ring_centers(4, 1.0).round(2)",
        shows="ring_centers({modes}, {radius})",
    ),
    Part(
        "b",
        "history(theta, gradient, lr, steps)",
        hints=(
            "Print the rows. Which array is in the list, and how often?",
            "theta -= ... changes the array in place, and every entry of the list is that array.",
            "append a copy each time, or make a new array in each step: theta = theta - ...",
        ),
        demo="file.history(np.ones(2), lambda theta: theta, 0.5, 2)",
        shows="history({theta}, gradient, {lr}, {steps})",
    ),
    Part(
        "c",
        "cross_entropy(logits, labels)",
        hints=(
            "What is the shape of losses? What would it be if each logit met its own label only?",
            "(n, 1) times (n,) broadcasts to (n, n): every logit with every label.",
            "take the column out first: logits[:, 0]; or make a column of the labels: labels[:, None].",
        ),
        demo="file.cross_entropy(np.array([[2.0], [-1.0]]), np.array([1.0, 0.0]))",
        shows="cross_entropy(logits of shape (n, 1), {labels})",
    ),
    Part(
        "d",
        "running_mean(thetas, decay)",
        hints=(
            "With decay = 0.999, how much of the newest theta is in the mean?",
            "mean <- decay mean + (1 - decay) theta: the old mean is kept, with weight decay.",
            "exchange decay and 1 - decay.",
        ),
        demo="file.running_mean(np.array([[1.0], [2.0], [0.5]]), 0.9)",
        shows="running_mean(thetas, {decay})",
    ),
    Part(
        "e",
        "between(x, x_fake, alpha)",
        hints=(
            "How many alphas are used?",
            "Row i is alpha_i x_i + (1 - alpha_i) x_fake_i.",
            "make a column of alpha, so that it broadcasts along the rows: alpha[:, None].",
        ),
        demo="file.between(np.ones((2, 3)), -np.ones((2, 3)), np.array([0.3, 0.9]))",
        shows="between(x, x_fake, {alpha})",
    ),
    Part(
        "f",
        "smoothed_labels(n_real, n_fake, smoothing)",
        hints=(
            "Why is it called one-sided?",
            "real: 1 - smoothing; fake: 0.",
            "take the smoothing of the fakes' labels away.",
        ),
        demo="file.smoothed_labels(2, 3, 0.1)",
        shows="smoothed_labels({n_real}, {n_fake}, {smoothing})",
    ),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for n, d, modes in ((4, 2, 8), (3, 3, 5), (5, 4, 6)):
        yield Probe("a", {"modes": modes, "radius": round(float(rng.uniform(0.5, 3)), 2)})
        theta, a = rng.normal(size=d).round(2), rng.uniform(0.5, 2, d).round(2)
        yield Probe("b", {"theta": theta, "a": a, "lr": 0.3, "steps": n})
        labels = rng.permutation(np.arange(n) % 3 == 0).astype(float)
        yield Probe("c", {"logits": rng.normal(0, 2, (n, 1)).round(2), "labels": labels})
        yield Probe("d", {"thetas": rng.normal(size=(n, d)).round(2), "decay": [0.9, 0.8, 0.7][n - 3]})
        x, x_fake = rng.normal(size=(2, n, d)).round(2)
        yield Probe("e", {"x": x, "x_fake": x_fake, "alpha": rng.uniform(0.05, 0.95, n).round(2)})
        smoothing = round(float(rng.uniform(0.05, 0.3)), 2)
        yield Probe("f", {"n_real": n, "n_fake": d + 2, "smoothing": smoothing})

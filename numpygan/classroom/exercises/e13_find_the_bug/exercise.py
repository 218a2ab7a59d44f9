"""Exercise e13: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "Find the bug"
STATEMENTS = ()
LESSON = "17_hunt_bugs"
LIBRARY = ("numpygan.distributions.toy_2d:ring", "numpygan.nets.extras.averaging:AveragedNetwork")

PARTS = (
    Part(
        "a",
        "ring_centers(modes, radius)",
        hints=(
            "Print the first and the last center. Does np.linspace include its end point?",
            "angle_j = 2 pi j / modes for j = 0, ..., modes - 1. The angle 2 pi is the same as the angle 0.",
            "angles = np.linspace(0, 2 * np.pi, modes, endpoint=False), or 2 * np.pi * np.arange(modes) / modes.",
        ),
        demo="file.ring_centers(4, 1.0).round(2)",
        shows="ring_centers({modes}, {radius})",
    ),
    Part(
        "b",
        "history(theta, gradient, lr, steps)",
        hints=(
            "Print the rows of the result. How many different arrays are in the list?",
            "theta -= ... changes the array in place, and every entry of the list is this same array.",
            "append theta.copy() each time, or make a new array in each step: theta = theta - lr * gradient(theta).",
        ),
        demo="file.history(np.ones(2), lambda theta: theta, 0.5, 2)",
        shows="history({theta}, gradient, {lr}, {steps})",
    ),
    Part(
        "c",
        "cross_entropy(logits, labels)",
        hints=(
            "What is the shape of losses? Which shape would it have with one loss for each point?",
            "A product of (n, 1) and (n,) broadcasts to (n, n): every logit is combined with every label.",
            "use logits[:, 0], of shape (n,), in place of logits; or labels[:, None], of shape (n, 1), in "
            "place of labels.",
        ),
        demo="file.cross_entropy(np.array([[2.0], [-1.0]]), np.array([1.0, 0.0]))",
        shows="cross_entropy(logits of shape (n, 1), {labels})",
    ),
    Part(
        "d",
        "running_mean(thetas, decay)",
        hints=(
            "With decay = 0.999, which weight does the newest theta have in this code? Which should it have?",
            "mean <- decay mean + (1 - decay) theta: the old mean has the weight decay.",
            "exchange decay and 1 - decay in the update.",
        ),
        demo="file.running_mean(np.array([[1.0], [2.0], [0.5]]), 0.9)",
        shows="running_mean(thetas, {decay})",
    ),
    Part(
        "e",
        "between(x, x_fake, alpha)",
        hints=(
            "How many entries of alpha does the code use?",
            "Row i is alpha_i x_i + (1 - alpha_i) x_fake_i.",
            "a = alpha[:, None], of shape (n, 1), so that row i is multiplied by alpha[i].",
        ),
        demo="file.between(np.ones((2, 3)), -np.ones((2, 3)), np.array([0.3, 0.9]))",
        shows="between(x, x_fake, {alpha})",
    ),
    Part(
        "f",
        "smoothed_labels(n_real, n_fake, smoothing)",
        hints=(
            "Which of the two kinds of labels does one-sided smoothing change?",
            "The label of a real point is 1 - smoothing, that of a generated point is 0.",
            "leave the labels of the generated points at 0: fake = np.zeros(n_fake).",
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

"""Exercise e13: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.special_inputs import special_values

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


MANY_SIZES = "for numbers of very different sizes"


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for n, d, modes in ((4, 2, 8), (3, 3, 5), (5, 4, 6)):
        yield Probe("a", {"modes": modes, "radius": round(float(rng.uniform(0.5, 3)), 6)})
        theta, a = rng.normal(size=d).round(7), rng.uniform(0.5, 2, d)
        yield Probe("b", {"theta": theta, "a": a, "lr": 0.3123, "steps": n})
        labels = rng.permutation(np.arange(n) % 3 == 0).astype(float)
        yield Probe("c", {"logits": rng.normal(0, 2, (n, 1)), "labels": labels})
        yield Probe("d", {"thetas": rng.normal(size=(n, d)), "decay": [0.9123457, 0.8, 0.7][n - 3]})
        x, x_fake = rng.normal(size=(2, n, d))
        yield Probe("e", {"x": x, "x_fake": x_fake, "alpha": rng.uniform(0.05, 0.95, n).round(6)})
        smoothing = round(float(rng.uniform(0.05, 0.3)), 7)
        yield Probe("f", {"n_real": n, "n_fake": d + 2, "smoothing": smoothing})
    yield from fixed_probes()


def fixed_probes() -> Iterator[Probe]:
    for modes, radius, about in (
        (3, 0.0, "for radius 0"),
        (7, 40.0, "for radius 40"),
        (4, 40.0, "for radius 40"),
    ):
        yield Probe("a", {"modes": modes, "radius": radius}, about)
    for theta, lr, steps, about in (
        (special_values(11), 0.3, 3, MANY_SIZES),
        (np.array([0.7]), 0.3, 3, "for one parameter"),
        (np.array([0.7, -0.4]), 0.3, 0, "for no step"),
        (np.array([0.7, -0.4]), 4.0, 2, "for lr = 4"),
    ):
        yield Probe("b", {"theta": theta, "a": np.linspace(0.5, 1.5, len(theta)), "lr": lr, "steps": steps}, about)
    labels = (np.arange(11) % 3 == 0).astype(float)
    for logits, y, about in (
        (special_values(11), labels, MANY_SIZES),
        (special_values(11), 1 - labels, MANY_SIZES),
        (np.array([0.7]), np.ones(1), "for one point"),
        (np.array([60.0, 50.0]), np.zeros(2), "where D is certain and wrong"),
    ):
        yield Probe("c", {"logits": logits[:, None], "labels": y}, about)
    for n, d, decay, most, about in (
        (9, 6, 0.5, np.inf, MANY_SIZES),
        (4, 3, 0.0, 1, "for decay = 0"),
        (1, 3, 0.9, 1, "for one theta"),
        (4, 1, 0.9, 1, "for one parameter"),
        (2, 4, 0.9, 1, "for more columns than rows"),
    ):
        yield Probe("d", {"thetas": special_values(n, d, most=most), "decay": decay}, about)
    yield Probe("d", {"thetas": special_values(4, 3, most=1), "decay": 0.9}, "for decay = 0.9")
    yield Probe("d", {"thetas": np.array([[50.0, -70.0], [90.0, 0.4], [0.7, 80.0]]), "decay": 0.8}, MANY_SIZES)
    for n, d, most, about in (
        (9, 6, np.inf, MANY_SIZES),
        (1, 3, 1, "for one row"),
        (4, 1, 1, "for one column"),
        (2, 4, 1, "for more columns than rows"),
    ):
        x, x_fake = special_values(n, d, start=1, most=most), special_values(n, d, start=4, most=most)
        alpha = np.linspace(0.1, 0.9, n)
        yield Probe("e", {"x": x, "x_fake": x_fake, "alpha": alpha}, about)
    x, alpha = np.array([[0.5, -0.2, 0.3], [0.1, 0.8, -0.4], [1.2, 0.6, 0.9]]), np.array([0.0, 1.0, 0.0])
    yield Probe("e", {"x": x, "x_fake": x, "alpha": alpha}, "where x = x_fake")
    yield Probe("e", {"x": x, "x_fake": x[::-1], "alpha": alpha}, "where alpha is 0 or 1")
    yield Probe("e", {"x": x, "x_fake": x[::-1], "alpha": np.array([1e-10, 0.3, 5e-4])}, "where alpha is tiny")
    for n_real, n_fake, smoothing, about in (
        (3, 4, 0.0, "without smoothing"),
        (4, 1, 0.1, "for smoothing = 0.1"),
        (3, 4, 0.1, "for smoothing = 0.1"),
    ):
        yield Probe("f", {"n_real": n_real, "n_fake": n_fake, "smoothing": smoothing}, about)

"""Exercise e12: its parts, hints and probes."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from numpygan.classroom.exercise import Draws, Part, Probe

TITLE = "The conditional GAN"
STATEMENTS = ("conditional", "conditions")
LESSON = "16_condition_on_what_you_know"
LIBRARY = ("numpygan.training.conditional:conditional_gan", "numpygan.distributions.conditional:Labeled")

PAIRS = (
    "x, c, x_fake, c_fake = np.array([[1.0], [2.0], [-1.0]]), np.eye(3)[:, :2], "
    "np.array([[0.5], [3.0]]), np.eye(2)[::-1]"
)
PARTS = (
    Part(
        "a",
        "one_hot(labels, classes)",
        hints=(
            "How many columns must the result have if the last class is not in the batch?",
            "rows[i, j] = 1 if j = labels[i], else 0.",
            "rows = zeros (n, classes); rows[arange(n), labels] = 1. Or compare labels[:, None] with arange(classes).",
        ),
        demo="file.one_hot(np.array([1, 0, 1]), 3)",
        shows="one_hot({labels}, {classes})",
    ),
    Part(
        "b",
        "d_gradient(w, x, c, x_fake, c_fake)",
        hints=(
            "What is D's input for a real pair, and for a generated pair? Which conditions belong to the "
            "generated points?",
            "The gradient is [x, c]^T (-(1 - D_real) / m) + [x_fake, c_fake]^T (D_fake / n).",
            "real = [x, c]; fake = [x_fake, c_fake]; d_real = -sigmoid(-real @ w) / m; d_fake = sigmoid(fake @ w) / n; "
            "return real.T @ d_real + fake.T @ d_fake.",
        ),
        demo=f"{PAIRS}\nfile.d_gradient(np.array([0.5, -1.0, 0.3]), x, c, x_fake, c_fake)",
        shows="d_gradient(w={w}, x, c, x_fake, c_fake)",
        points=2,
    ),
    Part(
        "c",
        "g_gradient(A, w, z, c)",
        hints=(
            "D's input is [x_fake, c]. Which entries of w multiply x_fake? Does c depend on A?",
            "dA = [z, c]^T (dl w[:d]^T), where dl = -(1 - D) / n and d is the number of columns of x_fake.",
            "given = [z, c]; pairs = [given @ A, c]; dl = -sigmoid(-pairs @ w) / n; dx = outer(dl, "
            "w[:d]); return given.T @ dx.",
        ),
        demo=(
            "A, w = np.array([[1.0], [0.5], [-0.5]]), np.array([0.5, -1.0, 0.3])\n"
            "z, c = np.array([[1.0], [-2.0], [0.5]]), np.eye(3)[:, :2]\n"
            "file.g_gradient(A, w, z, c)"
        ),
        shows="g_gradient(A, w={w}, z, c)",
        points=2,
    ),
    Part(
        "d",
        "shuffle(x, c, rng)",
        hints=(
            "What must be the same for x and for c? Which random number generator do you use?",
            "Use one permutation for both: x[order], c[order].",
            "order = rng.permutation(len(x)); return x[order], c[order]. Do not change x or c in place.",
        ),
        demo=(
            "x, c = np.arange(4.0)[:, None], np.arange(4.0)[:, None]\n"
            "[each.ravel() for each in file.shuffle(x, c, np.random.default_rng(2))]"
        ),
        shows="shuffle(x, c, rng), sorted by pairs; x {x}",
    ),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    def rows(labels: np.ndarray, k: int) -> np.ndarray:
        return np.eye(k)[labels]

    for m, n, d, k in ((5, 3, 2, 3), (4, 6, 1, 2), (6, 4, 3, 2)):
        labels = np.append(rng.integers(0, k, size=m - 2), [0, k - 1])
        yield Probe("a", {"labels": labels, "classes": k})
        yield Probe(
            "a", {"labels": rng.permutation([0, m - 1, m - 1]), "classes": m}
        )  # most classes are not in the batch
        c, c_fake = rows(labels, k), rows(rng.permutation(np.arange(n) % k), k)
        x, x_fake = rng.normal(0.5, 1, (m, d)).round(2), rng.normal(-0.5, 1, (n, d)).round(2)
        w = (rng.uniform(0.3, 1.5, d + k) * rng.choice([-1, 1], d + k)).round(2)
        yield Probe("b", {"w": w, "x": x, "c": c, "x_fake": x_fake, "c_fake": c_fake})
        A, z = rng.normal(size=(2 + k, d)).round(2), rng.normal(size=(m, 2)).round(2)
        yield Probe("c", {"A": A, "w": w, "z": z, "c": c})
        many = rng.normal(size=(12, d)).round(3)
        yield Probe("d", {"x": many, "c": rng.normal(size=(12, k)).round(3), "rng": Draws(7), "other": Draws(8)})
    labels = rng.integers(0, 2, size=4)
    for k in (4, 5):
        yield Probe("a", {"labels": labels, "classes": k}, "where the last classes are not in the batch")
    A, z = rng.normal(size=(5, 2)).round(2), rng.normal(size=(4, 2)).round(2)
    yield Probe("c", {"A": A, "w": rng.normal(size=5).round(2), "z": z, "c": rows(np.array([0, 2, 1, 2]), 3)})


def derived(part: str, inputs: Mapping[str, Any], outputs: dict[str, Any]) -> dict[str, Any]:
    """Replace the answers of a shuffle by what all correct shuffles share. This runs in the grader's process."""
    if part != "d":
        return outputs
    x, c, x_2, c_2, *after = (
        outputs[name]["array"] for name in ("x", "c", "x by another", "c by another", "next of rng", "next of another")
    )
    fit = x.shape == x_2.shape == inputs["x"].shape and c.shape == c_2.shape == inputs["c"].shape
    pairs = np.hstack([x, c]) if fit else np.zeros((0, 0))
    fresh = [np.random.default_rng(inputs[name].seed).random() for name in ("rng", "other")]
    found = {
        "shape of x": np.zeros(x.shape),
        "shape of c": np.zeros(c.shape),
        "pairs in sorted order": pairs[np.lexsort(pairs.T)] if fit else pairs,
        "whether rows moved": np.array(float(fit and (x != inputs["x"]).any())),
        "another order from another generator": np.array(float(fit and (x != x_2).any())),
        "generators used": np.array(float(sum(a != b for a, b in zip(after, fresh, strict=True)))),
    }
    single = any(outputs[name]["single"] for name in ("x", "c"))
    return {name: {"array": array, "single": single and name.startswith("pairs")} for name, array in found.items()}

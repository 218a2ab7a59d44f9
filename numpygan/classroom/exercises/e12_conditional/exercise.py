"""Exercise e12: its parts, hints and probes."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from numpygan.classroom.exercise import Draws, Part, Probe
from numpygan.classroom.special_inputs import special_values

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
    for m, n, d, k in ((5, 3, 2, 3), (4, 6, 1, 2), (6, 4, 3, 2)):
        labels = np.append(rng.integers(0, k, size=m - 2), [0, k - 1])
        yield Probe("a", {"labels": labels, "classes": k})
        few = rng.permutation([0, m - 1, m - 1])  # most classes are not in the batch
        yield Probe("a", {"labels": few, "classes": m})
        c, c_fake = np.eye(k)[labels], np.eye(k)[rng.permutation(np.arange(n) % k)]
        x, x_fake = rng.normal(0.5, 1, (m, d)), rng.normal(-0.5, 1, (n, d))
        w = rng.normal(size=d + k).round(2)
        yield Probe("b", {"w": w, "x": x, "c": c, "x_fake": x_fake, "c_fake": c_fake})
        yield Probe("c", {"A": rng.normal(size=(2 + k, d)), "w": w, "z": rng.normal(size=(m, 2)), "c": c})
        many = rng.normal(size=(12, d)).round(3)
        yield Probe("d", {"x": many, "c": rng.normal(size=(12, k)), "rng": Draws(7), "other": Draws(8)})
    A, z = rng.normal(size=(5, 2)), rng.normal(size=(4, 2))
    yield Probe("c", {"A": A, "w": rng.normal(size=5).round(2), "z": z, "c": one_hot_rows(4, 3)})
    yield from fixed_probes()


MANY_SIZES = "for numbers of very different sizes"
LAST = "where the last classes are not in the batch"
SIZES = (  # m, n, d, k of part b
    (1, 4, 2, 3, "for one real point"),
    (4, 1, 2, 3, "for one fake point"),
    (4, 3, 2, 1, "for one class"),
    (3, 3, 3, 3, "for as many rows as columns"),
    (2, 3, 4, 5, "for more columns than rows"),
)
GENERATOR_SIZES = (  # n, dz, d, k of part c
    (1, 2, 3, 2, "for one point"),
    (4, 1, 2, 3, "for one column of noise"),
    (4, 2, 3, 1, "for one class"),
    (3, 3, 6, 3, "for as many rows as columns"),
    (2, 3, 9, 4, "for more columns than rows"),
)


def one_hot_rows(n: int, k: int, first: int = 0) -> np.ndarray:
    return np.eye(k)[(np.arange(n) + first) % k]


def fixed_probes() -> Iterator[Probe]:
    for labels, classes, about in (
        ([1, 0, 1, 0], 4, LAST),
        ([0, 0, 1, 1], 5, LAST),
        ([2], 3, "for one label"),
        ([1, 0, 1, 0], 6, LAST),
        ([39, 0, 12, 7, 4], 40, "for many classes"),
    ):
        yield Probe("a", {"labels": np.array(labels), "classes": classes}, about)
    for m, n, d, k, about in SIZES:
        x, x_fake = special_values(m, d, start=1, most=1) + 0.3, special_values(n, d, start=3, most=1) - 0.4
        w = special_values(d + k, start=2, most=1) + 0.1
        yield discriminator(w, x, x_fake, k, about)
    some, small = special_values(8, 3), 0.3 * special_values(5, start=1, most=1) + 0.01
    yield discriminator(small, some, special_values(7, 3, start=4), 2, MANY_SIZES)
    yield discriminator(0.02 * small, 100 * some, 100 * special_values(7, 3, start=4), 2, MANY_SIZES)
    yield discriminator(special_values(11), special_values(4, 8, most=1), special_values(3, 8, most=1), 3, MANY_SIZES)
    rows, w = one_hot_rows(4, 3), np.array([0.4, -0.7, 0.2, 0.3, -0.1, 0.6])
    other = one_hot_rows(4, 3, 1)
    equal = "where points are equal to conditions"
    for x, c, x_fake, c_fake in (
        (rows, rows, w[:3] + np.zeros((4, 1)), other),
        (w[:3] + np.zeros((4, 1)), rows, rows, other),
        (w[:3] + np.zeros((4, 1)), rows, other, other),
    ):
        yield Probe("b", {"w": w, "x": x, "c": c, "x_fake": x_fake, "c_fake": c_fake}, equal)
    for n, dz, d, k, about in GENERATOR_SIZES:
        A = special_values(dz + k, d, start=1, most=1) + 0.2
        z, w = special_values(n, dz, start=3, most=1) - 0.1, special_values(d + k, start=2, most=1) + 0.1
        yield Probe("c", {"A": A, "w": w, "z": z, "c": one_hot_rows(n, k)}, about)
    mild, c = special_values(6, 4, start=1, most=1), one_hot_rows(8, 2)
    z, w = special_values(8, 4), special_values(6, start=4)
    yield Probe("c", {"A": 0.02 * mild, "w": w, "z": z, "c": c}, MANY_SIZES)
    yield Probe("c", {"A": 0.02 * mild, "w": 0.1 * w, "z": z, "c": c}, MANY_SIZES)
    yield Probe("c", {"A": special_values(6, 4), "w": np.linspace(-0.3, 0.4, 6), "z": mild, "c": c[:6]}, MANY_SIZES)
    z, w = np.array([[35.0, 0.0], [30.0, 1.0], [40.0, -2.0]]), np.array([35.0, -12.0, 1e-10, 0.2])
    A = np.array([[-0.01, 0.003], [0.02, 0.01], [-0.1, 0.2], [0.0, 0.1]])
    yield Probe("c", {"A": A, "w": w, "z": z, "c": c[:3]}, MANY_SIZES)
    A = np.linspace(-0.5, 0.7, 12).reshape(6, 2)
    yield Probe("c", {"A": A, "w": np.array([0.4, -0.7, 0.2, 0.3, -0.1]), "z": rows, "c": rows}, "where z = c")
    for d, k, most, about in (
        (2, 1, np.inf, MANY_SIZES),
        (12, 12, 1, "for as many rows as columns"),
        (15, 14, 1, "for more columns than rows"),
    ):
        x, c = special_values(12, d, most=most) + np.arange(12)[:, None] % 2, special_values(12, k, start=3, most=most)
        yield Probe("d", {"x": x, "c": c, "rng": Draws(7), "other": Draws(8)}, about)
    x = np.arange(24.0).reshape(12, 2) % 7
    yield Probe("d", {"x": x, "c": x, "rng": Draws(7), "other": Draws(8)}, "where x = c")


def discriminator(w: np.ndarray, x: np.ndarray, x_fake: np.ndarray, k: int, about: str) -> Probe:
    c, c_fake = one_hot_rows(len(x), k), one_hot_rows(len(x_fake), k, 1)
    return Probe("b", {"w": w, "x": x, "c": c, "x_fake": x_fake, "c_fake": c_fake}, about)


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
        "whether neighbors are separated": np.array(float(fit and _separated(inputs, pairs))),
        "another order from another generator": np.array(float(fit and (x != x_2).any())),
        "generators used": np.array(float(sum(a != b for a, b in zip(after, fresh, strict=True)))),
    }
    single = any(outputs[name]["single"] for name in ("x", "c"))
    return {name: {"array": array, "single": single and name.startswith("pairs")} for name, array in found.items()}


def _separated(inputs: Mapping[str, Any], pairs: np.ndarray) -> bool:
    """Whether most rows that were neighbors are not neighbors now; a rotation or an exchange keeps most of them.

    Of 12 rows in a random order, 2 of 11 pairs stay neighbors on average, and 8 or more in one of 10^5 cases.
    """
    old = np.hstack([inputs["x"], inputs["c"]])
    places = [np.flatnonzero((pairs == row).all(axis=1)) for row in old]
    if any(len(place) != 1 for place in places):  # equal rows, or rows that are not of the data
        return True
    order = np.concatenate(places)
    return bool((np.abs(np.diff(order)) == 1).sum() < 8)

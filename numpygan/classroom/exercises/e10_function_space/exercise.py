"""Exercise e10: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.special_inputs import special_values

TITLE = "Descent in function space"
STATEMENTS = ("proposition-2",)
LESSON = "12_converge_in_function_space"
LIBRARY = ("numpygan.theory.function_space:descend", "numpygan.theory.function_space:criterion_gradient")

TWO = "p, q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.2, 0.6])"
PARTS = (
    Part(
        "a",
        "criterion_gradient(p, q)",
        hints=(
            "Which term of V contains q, if D is held fixed at D*?",
            "V = sum p log D + q log(1 - D): dV/dq = log(1 - D*), and 1 - D* = q / (p + q).",
            "np.log(q / (p + q)).",
        ),
        demo=f"{TWO}\nfile.criterion_gradient(p, q)",
        shows="criterion_gradient({p}, {q})",
    ),
    Part(
        "b",
        "step(q, g, lr)",
        hints=(
            "C must decrease. Should q increase or decrease where the gradient g is positive? How do you "
            "make the result sum to 1?",
            "The new q is q exp(-lr g) / sum(q exp(-lr g)).",
            "moved = q * np.exp(-lr * g); return moved / moved.sum().",
        ),
        demo="file.step(np.array([0.2, 0.2, 0.6]), np.array([-1.0, 0.5, 1.0]), 0.3)",
        shows="step({q}, {g}, {lr})",
    ),
    Part(
        "c",
        "descend(p, q, lr, steps)",
        hints=(
            "When do you have to compute D* again? How many values are there, with the one at the start?",
            "For each step: g = log(q / (p + q)) with the current q; q <- q exp(-lr g) / sum; then C(p, q).",
            "values = [C(p, q)]; steps times: q = step(q, criterion_gradient(p, q), lr); append C(p, q). "
            "Return np.array(values).",
        ),
        demo=f"{TWO}\nfile.descend(p, q, 0.5, 3)",
        shows="descend({p}, {q}, lr={lr}, steps={steps})",
        points=2,
    ),
)


RARE = np.array([[2e-7, 0.6, 0.4 - 2e-7], [0.4, 2e-7, 0.6 - 2e-7], [0.3, 0.2, 0.5], [0.1, 0.7, 0.2]])
TIES = np.array([0.3, 0.4, 0.3])


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    def distribution(k: int) -> np.ndarray:
        percents = 3 + rng.multinomial(100 - 3 * k, rng.dirichlet(np.full(k, 2.0)))
        return np.asarray(percents / 100)

    for k, lr, steps in ((4, 0.4137, 3), (5, 1.3, 4), (3, 0.3, 5)):
        yield Probe("a", {"p": distribution(k), "q": distribution(k)})
        yield Probe("b", {"q": distribution(k), "g": rng.normal(-0.5, 1, k), "lr": lr})
        yield Probe("c", {"p": distribution(k), "q": distribution(k), "lr": lr, "steps": steps})
    rare = "where a point is rare"
    for p, q, about in (
        (RARE[2], RARE[0], rare),
        (RARE[3], RARE[1], rare),
        (RARE[0], RARE[2], rare),
        (RARE[1], RARE[3], rare),
        (TIES, TIES, "where p = q"),
        (np.ones(1), np.ones(1), "for one point"),
    ):
        yield Probe("a", {"p": p, "q": q}, about)
        yield Probe("c", {"p": p, "q": q, "lr": 1.0, "steps": 2}, about)
    yield Probe("c", {"p": RARE[2], "q": RARE[3], "lr": 0.5, "steps": 0}, "for no step")
    yield Probe("c", {"p": RARE[2], "q": RARE[3], "lr": 4.0, "steps": 3}, "for lr = 4")
    for q, g, lr, about in (
        (np.full(11, 1 / 11), special_values(11), 0.1, "for gradients of very different sizes"),
        (np.array([1e-10, 5e-4, 1 - 5e-4 - 1e-10]), np.array([0.3, -0.7, 0.1]), 0.5, rare),
        (RARE[3], np.array([0.3, -0.7, 0.1]), 4.0, "for lr = 4"),
        (RARE[3], RARE[3], 0.5, "where q = g"),
        (RARE[3], np.zeros(3), 0.5, "where g = 0"),
        (np.ones(1), np.array([0.3]), 0.5, "for one point"),
    ):
        yield Probe("b", {"q": q, "g": g, "lr": lr}, about)

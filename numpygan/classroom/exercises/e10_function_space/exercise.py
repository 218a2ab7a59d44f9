"""Exercise e10: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

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


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    def distribution(k: int) -> np.ndarray:
        percents = 3 + rng.multinomial(100 - 3 * k, rng.dirichlet(np.full(k, 2.0)))
        return np.asarray(percents / 100)

    for k, lr, steps in ((4, 0.4, 3), (5, 1.3, 4), (3, 0.3, 5)):
        yield Probe("a", {"p": distribution(k), "q": distribution(k)})
        yield Probe("b", {"q": distribution(k), "g": rng.normal(-0.5, 1, k).round(2), "lr": lr})
        yield Probe("c", {"p": distribution(k), "q": distribution(k), "lr": lr, "steps": steps})
    for k in (3, 4):
        p, q = distribution(k), distribution(k)
        q[0] = 10.0 ** -rng.uniform(3.5, 4)
        rare = {"p": p, "q": q / q.sum()}
        yield Probe("a", rare, "where a point is rare under q")
        yield Probe("c", {**rare, "lr": 1.0, "steps": 2}, "where a point is rare under q")

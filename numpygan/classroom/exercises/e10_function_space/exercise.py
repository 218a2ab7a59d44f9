"""e10: what it is and what is called."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "Descent in function space"
STATEMENTS = ("proposition-2",)
LESSON = "10_converge_in_function_space"
LIBRARY = ("numpygan.theory.function_space:descend", "numpygan.theory.function_space:criterion_gradient")

TWO = "p, q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.2, 0.6])"
PARTS = (
    Part(
        "a",
        "criterion_gradient(p, q)",
        hints=(
            "Which term of V contains q, if D is held where it is best?",
            "V = sum p log D + q log(1 - D): dV/dq = log(1 - D*), and 1 - D* = q / (p + q).",
            "the logarithm of q over (p + q).",
        ),
        demo=f"{TWO}\nfile.criterion_gradient(p, q)",
        shows="criterion_gradient({p}, {q})",
        tolerance=1e-9,
    ),
    Part(
        "b",
        "step(q, g, lr)",
        hints=(
            "C is to fall: should q grow where its gradient is positive, or shrink? What makes a distribution of the result?",
            "q exp(-lr g) / sum(q exp(-lr g)).",
            "moved = q times exp of minus lr g; divide by its sum.",
        ),
        demo="file.step(np.array([0.2, 0.2, 0.6]), np.array([-1.0, 0.5, 1.0]), 0.3)",
        shows="step({q}, {g}, {lr})",
    ),
    Part(
        "c",
        "descend(p, q, lr, steps)",
        hints=(
            "When does D* have to be computed anew? How many values are there if the start counts?",
            "for each step: g = log(q / (p + q)) at the q of now; q <- q exp(-lr g) / sum; C of it.",
            "values = [C(p, q)]; repeat: q = step(q, gradient(p, q), lr); append C(p, q). An array at the end.",
        ),
        demo=f"{TWO}\nfile.descend(p, q, 0.5, 3)",
        shows="descend({p}, {q}, lr={lr}, steps={steps})",
        tolerance=1e-9,
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

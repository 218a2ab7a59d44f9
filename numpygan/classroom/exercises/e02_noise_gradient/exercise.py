"""Exercise e02: its parts, hints and probes."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe
from numpygan.classroom.special_inputs import special_values

TITLE = "The gradient through noise"
STATEMENTS = ("noise-gradient",)
LESSON = "04_differentiate_through_noise"
LIBRARY = ("numpygan.theory.smoothing:pathwise_gradient", "numpygan.theory.smoothing:score_gradient")

SETUP = "x, sigma, eps = np.array([0.5, -1.0]), 0.1, np.array([[1.0, 0.5], [-0.3, -1.2], [0.2, 1.1]])"
PARTS = (
    Part(
        "a",
        "pathwise(grad_f, x, sigma, eps)",
        hints=(
            "At which points do you evaluate grad_f? Which axis of eps counts the draws?",
            "grad F(x) is approximately (1/m) sum_i grad f(x + sigma eps_i).",
            "noisy = x + sigma * eps, (m, d); apply grad_f; take the mean along axis 0.",
        ),
        demo=f"{SETUP}\nfile.pathwise(np.cos, x, sigma, eps)",
        shows="pathwise(grad_f, x={x}, sigma={sigma}, eps)",
    ),
    Part(
        "b",
        "score(f, x, sigma, eps)",
        hints=(
            "If f increases in the direction of a draw, in which direction does the gradient point? By "
            "which power of sigma do you divide the change of f?",
            "grad F(x) is approximately (1/m) sum_i (f(x + sigma eps_i) - f(x)) eps_i / sigma.",
            "change = f(noisy points) - f(x), (m,); multiply row i of eps by change[i], with change[:, None]; "
            "take the mean along axis 0; divide by sigma.",
        ),
        demo=f"{SETUP}\nfile.score(lambda x: np.sin(x).sum(axis=-1), x, sigma, eps)",
        shows="score(f, x={x}, sigma={sigma}, eps)",
    ),
    Part(
        "c",
        "by_quadrature(grad_f, x, sigma, t, w)",
        hints=(
            "The density of N(0, 1) contains exp(-eps^2 / 2), the quadrature contains exp(-t^2). How are "
            "eps and t related?",
            "eps = sqrt(2) t, so E g(eps) = sum_i w_i g(sqrt(2) t_i) / sqrt(pi).",
            "points = x + sqrt(2) sigma t; sum of w * grad_f(points); divide by sqrt(pi).",
        ),
        demo="t, w = np.polynomial.hermite.hermgauss(5)\nfile.by_quadrature(np.cos, 0.5, 0.1, t, w)",
        shows="by_quadrature(grad_f, x={x}, sigma={sigma}, t, w)",
    ),
)


def probes(rng: np.random.Generator) -> Iterator[Probe]:
    for part in "ab":
        for m, d, sigma in ((7, 3, 0.1), (5, 2, 0.01), (4, 3, 0.5), (3, 3, 2.0)):
            x, a, b = rng.normal(size=(3, d)).round(2)
            yield Probe(part, {"a": a, "b": b, "x": x, "sigma": sigma, "eps": rng.normal(size=(m, d))})
        for m, d, sigma, about in SIZES:
            yield Probe(part, fixed(m, d, sigma), about)
    for k, sigma in ((5, 0.1), (8, 0.01), (12, 1.5)):
        a, b, x = (float(v) for v in rng.uniform(0.5, 2, size=3).round(2))
        yield quadrature(a, b, x, sigma, k)
    yield quadrature(0.7, -0.4, 0.0, 0.3, 5, "for x = 0")
    yield quadrature(1.2, 0.8, -4.5, 0.3, 6, "for a negative x")
    yield quadrature(1.2, 0.8, 14.5, 0.3, 6, "for x > 13")
    yield quadrature(0.3, 0.2, 1.5, 4.0, 8, "for sigma = 4")
    yield quadrature(1.1, 0.3, 0.5, 0.4, 1, "for one node")
    yield quadrature(0.9, 0.1, 0.5, 0.2, 60, "for many nodes")


SIZES = (
    (5, 9, 0.3, "for numbers of very different sizes"),
    (4, 4, 4.0, "for sigma = 4"),
    (1, 3, 0.3, "for one draw"),
    (3, 1, 0.3, "for one dimension"),
)


def fixed(m: int, d: int, sigma: float) -> dict[str, object]:
    a, b = np.linspace(0.5, 1.5, d), np.linspace(-0.4, 0.7, d)
    eps = special_values(m, d, start=1) if d != 3 else special_values(m, d, start=1, most=1)
    return {"a": a, "b": b, "x": special_values(d), "sigma": sigma, "eps": eps}


def quadrature(a: float, b: float, x: float, sigma: float, k: int, about: str = "") -> Probe:
    t, w = np.polynomial.hermite.hermgauss(k)
    return Probe("c", {"a": a, "b": b, "x": x, "sigma": sigma, "t": t, "w": w}, about)

"""e02: what it is and what is called."""

from collections.abc import Iterator

import numpy as np

from numpygan.classroom.exercise import Part, Probe

TITLE = "The gradient through noise"
STATEMENTS = ("noise-gradient",)
LESSON = "01_push_noise_through_a_generator"
LIBRARY = ("numpygan.theory.smoothing:pathwise_gradient", "numpygan.theory.smoothing:score_gradient")

SETUP = "x, sigma, eps = np.array([0.5, -1.0]), 0.1, np.array([[1.0, 0.5], [-0.3, -1.2], [0.2, 1.1]])"
PARTS = (
    Part(
        "a",
        "pathwise(grad_f, x, sigma, eps)",
        hints=(
            "At which points is the gradient taken? Over what is the mean, and along which axis do the draws lie?",
            "grad F(x) is about 1/m sum_i grad f(x + sigma eps_i).",
            "noisy = x plus sigma times eps, (m, d); grad_f of it; the mean along axis 0.",
        ),
        demo=f"{SETUP}\nfile.pathwise(np.cos, x, sigma, eps)",
        shows="pathwise(grad_f, x={x}, sigma={sigma}, eps)",
    ),
    Part(
        "b",
        "score(f, x, sigma, eps)",
        hints=(
            "If f rises in the direction of a draw, where does the gradient point? Why divide by sigma, and how often?",
            "grad F(x) is about 1/m sum_i (f(x + sigma eps_i) - f(x)) eps_i / sigma.",
            "change = f at the noisy points minus f(x), (m,); times eps row by row, so change[:, None]; "
            "mean; over sigma.",
        ),
        demo=f"{SETUP}\nfile.score(lambda x: np.sin(x).sum(axis=-1), x, sigma, eps)",
        shows="score(f, x={x}, sigma={sigma}, eps)",
    ),
    Part(
        "c",
        "by_quadrature(grad_f, x, sigma, t, w)",
        hints=(
            "The density of N(0, 1) has exp(-eps^2 / 2), the quadrature exp(-t^2). How are eps and t related?",
            "eps = sqrt(2) t, so E g(eps) = sum_i w_i g(sqrt(2) t_i) / sqrt(pi).",
            "points = x + sqrt(2) sigma t; sum of w times grad_f(points); divide by sqrt(pi).",
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
    for k, sigma in ((5, 0.1), (8, 0.01), (12, 1.5)):
        t, w = np.polynomial.hermite.hermgauss(k)
        a, b, x = (float(v) for v in rng.uniform(0.5, 2, size=3).round(2))
        yield Probe("c", {"a": a, "b": b, "x": x, "sigma": sigma, "t": t, "w": w})

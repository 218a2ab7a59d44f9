"""``noise-gradient``: grad E f(x + eps) approaches grad f(x) as the noise shrinks, like sigma^2 (1.1.1)."""

from collections.abc import Callable, Iterator

import numpy as np

from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement
from numpygan.theory.smoothing import pathwise_gradient, score_gradient, smoothed_gradient

SIGMAS = np.array([0.04, 0.02, 0.01, 0.005])
SAMPLES = 200_000
STANDARD_ERRORS = 5.0

# name, f (n, d) -> (n,), its gradient by hand, the point
EXAMPLES: list[tuple[str, Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray], list[float]]] = [
    ("f = sin x", lambda x: np.sin(x[:, 0]), lambda x: np.cos(x), [0.4]),
    ("f = exp(x) / (1 + x^2)", lambda x: np.exp(x[:, 0]) / (1 + x[:, 0] ** 2),
     lambda x: np.exp(x) * (1 - x) ** 2 / (1 + x**2) ** 2, [-0.5]),
    # Not sin(x1) exp(x2): that one is harmonic, and no noise changes its mean.
    ("f = sin(x1) exp(2 x2)", lambda x: np.sin(x[:, 0]) * np.exp(2 * x[:, 1]),
     lambda x: np.exp(2 * x[:, 1:]) * np.stack([np.cos(x[:, 0]), 2 * np.sin(x[:, 0])], axis=1), [0.3, -0.2]),
    ("f = log(1 + exp(x1 - 2 x2))", lambda x: np.logaddexp(0, x[:, 0] - 2 * x[:, 1]),
     lambda x: np.array([1, -2]) / (1 + np.exp(2 * x[:, 1:] - x[:, :1])), [0.7, 0.1]),
]  # fmt: skip


@statement(
    "noise-gradient",
    equation="1.1.1",
    title_zh="噪声消失时的梯度极限",
    claim="grad E f(x + eps) -> grad f(x) as sigma -> 0, with a gap of order sigma^2",
    formula=(
        r"\nabla_x\,\mathbb{E}_{\epsilon\sim\mathcal{N}(0,\,\sigma^2 I)}\,f(x+\epsilon)"
        r"\;\;\longrightarrow\;\;\nabla_x f(x)\qquad(\sigma\to 0)"
    ),
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    for name, f, gradient, point in EXAMPLES:
        x = np.array(point)
        exact = gradient(x[None])[0]
        differences = central_differences(f, x)
        case = f"{name} at {point}"
        yield Comparison(
            case,
            "max |gradient by hand - central differences|",
            np.abs(exact - differences).max(),
            "no difference",
            0,
            1e-9,
        )
        gaps = [np.linalg.norm(smoothed_gradient(f, x, sigma) - exact) for sigma in SIGMAS]
        slope = np.polyfit(np.log(SIGMAS), np.log(gaps), 1)[0]
        yield Comparison(case, "slope of log(gap) against log(sigma)", slope, "2", 2, 0.02)
        sigma = float(SIGMAS[0])
        smoothed = smoothed_gradient(f, x, sigma)
        noise = sigma * rng.normal(size=(SAMPLES, x.size))
        for route, (mean, error) in (
            ("pathwise estimator", pathwise_gradient(gradient, x, noise)),
            ("score-function estimator", score_gradient(f, x, noise, sigma)),
        ):
            for i in range(x.size):
                each = f"{case}, d/dx{i + 1}, sigma = {sigma:g}"
                yield Comparison(each, route, mean[i], "Gauss-Hermite", smoothed[i], STANDARD_ERRORS * error[i])


def central_differences(f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float = 6e-6) -> np.ndarray:
    """grad f at x (d,) from f alone."""
    steps = h * np.eye(x.size)
    return (f(x + steps) - f(x - steps)) / (2 * h)

"""``pointwise-maximum``: y -> a log y + b log(1 - y) is largest at a / (a + b) (proof of Prop. 1)."""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import xlog1py, xlogy

from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement

SWEEP = [(1, 1), (0.3, 0.7), (0.99, 0.01), (5, 2), (1e-3, 1), (1e-9, 1), (1, 1e-300), (1e-300, 1e-300), (0, 1), (1, 0)]


@statement("pointwise-maximum", equation="Prop. 1", claim="a log y + b log(1-y) is largest on [0,1] at y = a/(a+b)")
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    for a, b in SWEEP + [tuple(pair) for pair in rng.dirichlet([0.5, 0.5], size=5)]:
        y, top = largest(a, b)
        best = a / (a + b)
        case = f"a = {a:.3g}, b = {b:.3g}"
        # Near its top the function is flat: its own rounding hides a move of y by about sqrt(eps).
        yield Comparison(case, "argmax by bounded search", y, "a/(a+b)", best, 1e-7)
        allowed = 1e-8 * (a + b) if best in (0, 1) or min(a, b) < 1e-8 * max(a, b) else 1e-14 * (a + b)
        yield Comparison(
            case, "maximum by bounded search", top, "value at a/(a+b)", xlogy(a, best) + xlog1py(b, -best), allowed
        )


def largest(a: float, b: float) -> tuple[float, float]:
    """Where in [0, 1] the function is largest, and its value there: bounded search, no formula."""
    size = max(a, b)  # dividing by it moves no maximum, and keeps 1e-300 visible to the search
    found = minimize_scalar(
        lambda y: -(xlogy(a / size, y) + xlog1py(b / size, -y)),
        bounds=(0, 1),
        method="bounded",
        options={"xatol": 1e-12},
    )
    return float(found.x), -float(found.fun) * size

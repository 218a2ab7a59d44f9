"""``pointwise-maximum``: y -> a log y + b log(1 - y) is largest at a / (a + b) (proof of Prop. 1)."""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_expit, xlogy

from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement

SWEEP = [(1, 1), (0.3, 0.7), (0.99, 0.01), (5, 2), (1e-3, 1), (1e-9, 1), (1, 1e-300), (1e-300, 1e-300), (0, 1), (1, 0)]
LARGEST_LOGIT = 750.0  # y = 1 / (1 + exp(-750)) is 1 in double precision, and 1 - y is still not lost


@statement(
    "pointwise-maximum",
    equation="Prop. 1",
    claim="a log y + b log(1-y) is largest on [0,1] at y = a/(a+b)",
    formula=r"a\,\log y+b\,\log(1-y)\;\leq\;a\,\log\dfrac{a}{a+b}+b\,\log\dfrac{b}{a+b}\qquad(0\leq y\leq 1)",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    pairs = SWEEP + [(float(a), float(b)) for a, b in rng.dirichlet([0.5, 0.5], size=5)]
    for a, b in pairs:
        y, top = largest(a, b)
        case = f"a = {a:.3g}, b = {b:.3g}"
        # Near its top the function is flat: its own rounding hides a move of y by about sqrt(eps).
        yield Comparison(case, "argmax by bounded search", y, "a/(a+b)", a / (a + b), 1e-7)
        closed = xlogy(a, a / (a + b)) + xlogy(b, b / (a + b))
        yield Comparison(case, "maximum by bounded search", top, "value at a/(a+b)", closed, 1e-14 * (a + b))


def largest(a: float, b: float) -> tuple[float, float]:
    """Where in [0, 1] the function is largest, and its value there: a bounded search that uses no formula.

    It looks through the logits of y, because in y itself the last digits before 1 are missing.
    """
    size = max(a, b)  # dividing by it moves no maximum, and keeps 1e-300 visible to the search

    def below(logit: float) -> float:
        # A weight of 0 counts for nothing, whatever the logarithm is.
        return -sum(w / size * log_expit(side) for w, side in ((a, logit), (b, -logit)) if w > 0)

    bounds = (-LARGEST_LOGIT, LARGEST_LOGIT)
    found = minimize_scalar(below, bounds=bounds, method="bounded", options={"xatol": 1e-10, "maxiter": 1000})
    return float(expit(found.x)), -float(found.fun) * size

"""``pointwise-maximum``: y -> a log y + b log(1 - y) is largest at a / (a + b) (proof of Prop. 1)."""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_expit, xlogy

from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement

SWEEP = [(1, 1), (0.3, 0.7), (0.99, 0.01), (5, 2), (1e-3, 1), (1e-9, 1), (1, 1e-300), (1e-300, 1e-300), (0, 1), (1, 0)]
LARGEST_LOGIT = 750.0  # y = 1 / (1 + exp(-750)) rounds to 1, but its logit still gives log(1 - y)


@statement(
    "pointwise-maximum",
    equation="Prop. 1",
    title_zh="a log y + b log(1-y) 的最大值",
    claim="a log y + b log(1-y) is largest on [0,1] at y = a/(a+b)",
    formula=r"a\,\log y+b\,\log(1-y)\;\leq\;a\,\log\dfrac{a}{a+b}+b\,\log\dfrac{b}{a+b}\qquad(0\leq y\leq 1)",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    pairs = SWEEP + [(float(a), float(b)) for a, b in rng.dirichlet([0.5, 0.5], size=5)]
    for a, b in pairs:
        y, top = largest(a, b)
        case = f"a = {a:.3g}, b = {b:.3g}"
        # Near its maximum the function is flat: its rounding error hides a change of y by about sqrt(eps).
        yield Comparison(case, "argmax by bounded search", y, "a/(a+b)", a / (a + b), 1e-7)
        closed = xlogy(a, a / (a + b)) + xlogy(b, b / (a + b))
        yield Comparison(case, "maximum by bounded search", top, "value at a/(a+b)", closed, 1e-14 * (a + b))


def largest(a: float, b: float) -> tuple[float, float]:
    """Where in [0, 1] the function is largest, and its value there: a bounded search that uses no formula.

    It searches over the logit of y, because y itself is rounded to 1 when the logit is large.
    """
    size = max(a, b)  # dividing by it does not move the maximum, and the search can handle a = 1e-300

    def below(logit: float) -> float:
        # A term with weight 0 is 0, also where the logarithm is infinite.
        return -sum(w / size * log_expit(side) for w, side in ((a, logit), (b, -logit)) if w > 0)

    bounds = (-LARGEST_LOGIT, LARGEST_LOGIT)
    found = minimize_scalar(below, bounds=bounds, method="bounded", options={"xatol": 1e-10, "maxiter": 1000})
    return float(expit(found.x)), -float(found.fun) * size

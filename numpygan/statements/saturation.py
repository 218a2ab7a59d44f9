"""``saturation``: log(1 - D) saturates where log D does not; both have the same fixed point (sec. 2).

For p = N(0, 1) and q = N(t, 1), with D = D* held fixed, the gradient of G's loss in its mean is t A for the
saturating loss and, up to its sign, t (1 - A) for the other, with A = integral of p q / (p + q).
"""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from numpygan.distributions import Normal
from numpygan.numerics import integrate
from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement
from numpygan.theory import js, kl

SHIFTS = (0.0, 0.3, 1.0, 3.0, 6.0, 10.0)


@statement(
    "saturation",
    equation="sec. 2",
    title_zh="梯度饱和与 log D 目标函数",
    claim="log(1-D) saturates early; log D has the same fixed point, larger gradients",
    formula=(
        r"\nabla\,\mathbb{E}_z\,\log(1-D^{*}(G(z)))=t\,A"
        "\n"
        r"\nabla\,\mathbb{E}_z[-\log D^{*}(G(z))]=t\,(1-A)"
        "\n"
        r"A=\int\,\dfrac{p\,q}{p+q}\,dx,\quad p=\mathcal{N}(0,1),\;\;q=\mathcal{N}(t,1)"
    ),
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    ratios = []
    for t in SHIFTS:
        A = overlap(t)
        saturating = derivative(partial(expected_loss, t=t, sign=1), t)
        alternative = derivative(partial(expected_loss, t=t, sign=-1), t)
        case = f"N(0, 1), N({t:g}, 1)"
        yield Comparison(case, "derivative of E log(1 - D*(x)) in t", saturating, "t A", t * A, 1e-10)
        yield Comparison(case, "derivative of E -log D*(x) in t", alternative, "t (1 - A)", t * (1 - A), 1e-10)
        ratios.append((1 - A) / A)
        # Arjovsky and Bottou (2017), Theorem 2.5.
        right = derivative(lambda mean: kl(Normal(mean, 1), Normal(0, 1)) - 2 * js(Normal(mean, 1), Normal(0, 1)), t)
        yield Comparison(case, "E[-grad log D*(G(z))]", t * (1 - A), "grad [KL(p_g||p) - 2 JS]", right, 1e-10)
    yield Comparison("ratio of the two gradients", "ratio at t = 3", ratios[3], "ratio at t = 6", ratios[4], 0, "<=")
    yield Comparison(
        "ratio of the two gradients", "1e5", 1e5, "ratio at t = 10, which is unbounded", ratios[5], 0, "<="
    )


def overlap(t: float) -> float:
    """A = integral of p q / (p + q), as integral of q sigmoid(log p - log q)."""
    p, q = Normal(0, 1), Normal(t, 1)
    return integrate(lambda x, log_p, log_q: np.exp(log_p + log_q - np.logaddexp(log_p, log_q)), p, q)


def expected_loss(mean: float, t: float, *, sign: int) -> float:
    """E over N(mean, 1) of sign * log(1 - D) for sign 1, of -log D for sign -1; D is D* of N(0, 1) and N(t, 1)."""
    distribution = Normal(mean, 1)
    return integrate(lambda x, log_q: np.exp(log_q) * -sign * np.logaddexp(0, sign * (t * t / 2 - t * x)), distribution)


def derivative(f: Callable[[float], float], t: float, h: float = 0.02) -> float:
    """df/dt by central differences at four distances, extrapolated: the error falls like h^8."""
    slopes = [(f(t + step) - f(t - step)) / (2 * step) for step in (4 * h, 3 * h, 2 * h, h)]
    # A polynomial in h^2 through the four, at 0.
    squares = np.array([16.0, 9.0, 4.0, 1.0])
    weights = [np.prod(np.delete(squares, i) / (np.delete(squares, i) - s)) for i, s in enumerate(squares)]
    return float(np.dot(weights, slopes))

"""``js``: symmetric, between 0 and log 2, and log 2 iff the supports are disjoint (1.3.2)."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import stats
from scipy.spatial import distance

from numpygan.distributions import Categorical, Distribution, Mixture, Normal, Uniform, from_scipy
from numpygan.statements.comparison import Comparison
from numpygan.statements.pairs import (
    mixtures_2d,
    normals_2d,
    random_categoricals,
    random_normals,
    standard_pairs,
)
from numpygan.statements.registry import statement
from numpygan.statements.second_engine import PAIRS, js_by_quad
from numpygan.theory import entropy, js, kl

INTEGRAND = "quadrature of m (u t + log(1 - u^2)) / 2"
QUAD = "scipy's quad of p log(p / m) / 2 + q log(q / m) / 2"


@statement(
    "js",
    equation="1.3.2",
    title_zh="JS 散度：对称、上界 log 2",
    claim="JS is symmetric, 0 <= JS <= log 2, and = log 2 iff the supports are disjoint",
    formula=(
        r"\mathrm{JS}(p\,\Vert\,q)=\dfrac{1}{2}\,\mathrm{KL}(p\,\Vert\,m)"
        r"+\dfrac{1}{2}\,\mathrm{KL}(q\,\Vert\,m),\quad m=\dfrac{p+q}{2}"
        "\n"
        r"0\;\leq\;\mathrm{JS}(p\,\Vert\,q)=\mathrm{JS}(q\,\Vert\,p)\;\leq\;\log 2"
    ),
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    for case, p, q in standard_pairs():
        value = js(p, q)
        yield Comparison(case, route(value), value, "KL(p||m)/2 + KL(q||m)/2", js_by_definition(p, q), 1e-11)
    for case, p, q in standard_pairs()[:10]:
        value = js(p, q)
        yield Comparison(case, route(value), value, "H(m) - H(p)/2 - H(q)/2", js_by_entropies(p, q), 1e-11)
    yield from check_2d()
    for pair in PAIRS:
        yield Comparison(f"JS of {pair.case}", "js", js(*pair.distributions), QUAD, js_by_quad(pair), 1e-14)
    for x0, scale in ((5.0, 3.0), (100.0, 1.0), (0.0, 1.001)):
        p, q = from_scipy(stats.cauchy(0, 1)), from_scipy(stats.cauchy(x0, scale))
        closed = js_of_cauchys(x0, 1.0, scale)
        yield Comparison(f"Cauchy(0, 1), Cauchy({x0:g}, {scale:g})", INTEGRAND, js(p, q), "closed form", closed, 1e-12)
    for shift in (0.001, 0.3, 1.0, 2.0):
        closed = min(shift, 1) * np.log(2)
        value = js(Uniform(0, 1), Uniform(shift, 1 + shift))
        yield Comparison(
            f"U(0, 1), U({shift:g}, {1 + shift:g})",
            INTEGRAND,
            value,
            "log 2 times the share that does not overlap",
            closed,
            1e-14,
        )
    a, b = Categorical([0.36, 0.48, 0.16]), Categorical([0.25, 0.25, 0.5])
    squared = distance.jensenshannon(a.probs, b.probs) ** 2
    yield Comparison("3 points", "sum", js(a, b), "scipy's jensenshannon, squared", squared, 1e-14)
    pairs = random_normals(rng, 20) + random_categoricals(rng, 200)
    values = [float(js(p, q)) for _, p, q in pairs]
    asymmetry = max(abs(js(q, p) - value) for (_, p, q), value in zip(pairs, values, strict=True))
    yield Comparison(f"{len(pairs)} random pairs", "0", 0, "the smallest JS", min(values), 0, "<=")
    yield Comparison(f"{len(pairs)} random pairs", "the largest JS", max(values), "log 2", np.log(2), 0, "<=")
    yield Comparison(f"{len(pairs)} random pairs", "max |JS(p,q) - JS(q,p)|", asymmetry, "0, by symmetry", 0, 1e-15)
    yield Comparison("N(0, 1), N(0, 1)", "JS", js(Normal(), Normal()), "0, because p = q", 0, 0)


def check_2d() -> Iterator[Comparison]:
    """2-D distributions; the exact value for two normal distributions uses no 2-D quadrature."""
    for case, p, q in mixtures_2d():
        yield Comparison(case, INTEGRAND, js(p, q), "KL(p||m)/2 + KL(q||m)/2", js_by_definition(p, q), 1e-9)
    for case, a, b in normals_2d():
        yield Comparison(case, route(js(a, b)), js(a, b), "H(m) - H(p)/2 - H(q)/2", js_by_entropies(a, b), 1e-9)


def route(value: Any) -> str:
    """How ``js`` has computed this value."""
    method = getattr(value, "method", "")
    return INTEGRAND if method == "quadrature" else method


def midpoint(p: Any, q: Any) -> Any:
    """The distribution m = (p + q) / 2, of the kind of ``p`` and ``q``."""
    return Mixture([0.5, 0.5], [p, q])


def js_by_definition(p: Distribution, q: Distribution) -> float:
    """JS exactly as eq. 1.3.2 defines it."""
    m = midpoint(p, q)
    return (kl(p, m) + kl(q, m)) / 2


def js_by_entropies(p: Distribution, q: Distribution) -> float:
    """JS = H((p + q)/2) - H(p)/2 - H(q)/2: three integrals, each of one density, without the ratio of two densities."""
    return entropy(midpoint(p, q)) - entropy(p) / 2 - entropy(q) / 2


def js_of_cauchys(distance: float, scale_p: float, scale_q: float) -> float:
    """JS of two Cauchy distributions (Nielsen and Okamura, 2021)."""
    r = np.hypot(distance, scale_p + scale_q)
    return float(np.log(2 * r / (r + 2 * np.sqrt(scale_p * scale_q))))

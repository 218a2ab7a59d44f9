"""``kl``: never negative, zero iff p = q, not symmetric, infinite if p > 0 where q = 0 (1.3.1)."""

from collections.abc import Iterator

import numpy as np
from scipy import special, stats

from numpygan.distributions import Categorical, Normal, Uniform, Univariate, from_scipy
from numpygan.numerics import crossings, integrate
from numpygan.numerics.divergence_integrands import kl_integrand
from numpygan.statements.comparison import Comparison
from numpygan.statements.pairs import normals_2d, random_categoricals, random_normals
from numpygan.statements.registry import statement
from numpygan.statements.second_engine import PAIRS, kl_by_quad
from numpygan.theory import kl

QUADRATURE = "quadrature of p (t + exp(-t) - 1)"
QUAD = "scipy's quad of p log(p / q)"


@statement(
    "kl",
    equation="1.3.1",
    title_zh="KL 散度：非负、不对称、无上界",
    claim="KL(p||q) >= 0, = 0 iff p = q; not symmetric; infinite if p > 0 where q = 0",
    formula=r"\mathrm{KL}(p\,\Vert\,q)=\int\,p(x)\,\log\dfrac{p(x)}{q(x)}\,dx\;\geq\;0",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    for case, p, q, closed in closed_forms():
        by_quadrature = integrate(kl_integrand, p, q, landmarks=crossings(p, q))
        yield Comparison(case, QUADRATURE, by_quadrature, "closed form", closed, 1e-11 * max(1, abs(closed)))
        yield Comparison(case, "kl", kl(p, q), "closed form", closed, 1e-11 * max(1, abs(closed)))
    yield from check_2d()
    for pair in PAIRS:
        yield Comparison(f"KL of {pair.case}", "kl", kl(*pair.distributions), QUAD, kl_by_quad(pair), 1e-13)
    a, b = Categorical([0.36, 0.48, 0.16]), Categorical([0.25, 0.25, 0.5])
    yield Comparison(
        "3 points", "sum", kl(a, b), "scipy.special.rel_entr", special.rel_entr(a.probs, b.probs).sum(), 1e-14
    )
    yield Comparison(
        "U(0, 2) || U(0, 1)", "kl", kl(Uniform(0, 2), Uniform(0, 1)), "infinite: q = 0 on (1, 2)", np.inf, 0
    )
    cauchy = from_scipy(stats.cauchy())
    yield Comparison("Cauchy || N(0, 1)", "kl", kl(cauchy, Normal()), "infinite: E x^2 of a Cauchy", np.inf, 0)
    yield Comparison("N(1, 2^2) || N(1, 2^2)", "kl", kl(Normal(1, 2), Normal(1, 2)), "0, because p = q", 0, 0)
    pairs = random_normals(rng, 20) + random_categoricals(rng, 200)
    smallest = min(kl(p, q) for _, p, q in pairs)
    yield Comparison(f"{len(pairs)} random pairs", "0", 0, "the smallest KL", smallest, 0, "<=")
    difference = abs(kl(Normal(0, 1), Normal(0, 2)) - kl(Normal(0, 2), Normal(0, 1)))
    # KL(N(0, 1) || N(0, 2^2)) = log 2 - 3/8, and with p and q exchanged 3/2 - log 2.
    yield Comparison(
        "N(0, 1), N(0, 2^2)", "|KL(p||q) - KL(q||p)|", difference, "closed form", 15 / 8 - 2 * np.log(2), 1e-12
    )


def check_2d() -> Iterator[Comparison]:
    """2-D normal distributions."""
    for case, p, q in normals_2d():
        closed = kl(p, q)
        allowed = 1e-9 * max(1, closed)
        yield Comparison(case, QUADRATURE, integrate(kl_integrand, p, q), "closed form", closed, allowed)


def closed_forms() -> Iterator[tuple[str, Univariate, Univariate, float]]:
    """Pairs with a KL in closed form."""

    def normal(m: float, s: float, n: float, t: float) -> float:
        return float(np.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - 0.5)

    def laplace(m: float, b: float, n: float, c: float) -> float:
        d = abs(m - n)
        return float((b * np.exp(-d / b) + d) / c + np.log(c / b) - 1)

    def gamma(a: float, b: float) -> float:
        return float((a - b) * special.digamma(a) - special.gammaln(a) + special.gammaln(b))

    def beta(a: float, b: float, c: float, d: float) -> float:
        return float(
            special.betaln(c, d)
            - special.betaln(a, b)
            + (a - c) * special.digamma(a)
            + (b - d) * special.digamma(b)
            + (c - a + d - b) * special.digamma(a + b)
        )

    yield "N(0, 1) || N(2, 1)", Normal(0, 1), Normal(2, 1), normal(0, 1, 2, 1)
    yield "N(4, 0.5^2) || N(0, 1)", Normal(4, 0.5), Normal(0, 1), normal(4, 0.5, 0, 1)
    yield "N(0, 1) || N(0, 0.01^2)", Normal(0, 1), Normal(0, 0.01), normal(0, 1, 0, 0.01)
    yield (
        "Laplace(0, 1) || Laplace(3, 0.5)",
        from_scipy(stats.laplace(0, 1)),
        from_scipy(stats.laplace(3, 0.5)),
        laplace(0, 1, 3, 0.5),
    )
    yield (
        "exp(1) || exp(3)",
        from_scipy(stats.expon()),
        from_scipy(stats.expon(scale=1 / 3)),
        float(np.log(1 / 3) + 3 - 1),
    )
    yield "gamma(0.5) || gamma(1.5)", from_scipy(stats.gamma(0.5)), from_scipy(stats.gamma(1.5)), gamma(0.5, 1.5)
    yield "beta(1, 3) || beta(3, 1)", from_scipy(stats.beta(1, 3)), from_scipy(stats.beta(3, 1)), beta(1, 3, 3, 1)

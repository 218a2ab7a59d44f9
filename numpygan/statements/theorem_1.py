"""``theorem-1``: C(G) = max_D V(D, G) = -log 4 + 2 JS(p_data || p_g) (1.3.5 to 1.3.7).

The left side is found by Newton's method over D, without the formula for D*. The right side uses no discriminator:
JS comes from three entropies, from a closed form where there is one, for normal distributions from Chernoff's
coefficient, and from ``scipy.integrate.quad``, which shares no step with the integrals of this package.
"""

from collections.abc import Iterator

import numpy as np
from scipy import stats

from numpygan.distributions import Normal, Uniform, from_scipy
from numpygan.numerics import normal_pairs
from numpygan.statements.comparison import Comparison
from numpygan.statements.js import js_by_entropies, js_of_cauchys
from numpygan.statements.pairs import (
    mixtures_2d,
    normals_2d,
    random_categoricals,
    random_normals,
    standard_pairs,
)
from numpygan.statements.registry import statement
from numpygan.statements.second_engine import PAIRS, js_by_quad
from numpygan.theory import maximize_value

BY_ASCENT = "max over D by ascent"


@statement(
    "theorem-1",
    equation="1.3.7",
    title_zh="定理 1：C(G) = -log 4 + 2 JS",
    claim="max_D V(D,G) = -log 4 + 2 JS(p_data||p_g) >= -log 4, equal iff p_g = p_data",
    formula=r"C(G)=\max_D\,V(D,G)=-\log 4+2\,\mathrm{JS}(p_{\mathrm{data}}\,\Vert\,p_g)\;\geq\;-\log 4",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    pairs = [*standard_pairs(), *random_normals(rng, 4), *random_categoricals(rng, 4), *mixtures_2d()]
    for case, p_data, p_g in pairs:
        right = -np.log(4) + 2 * js_by_entropies(p_data, p_g)
        yield Comparison(case, BY_ASCENT, maximize_value(p_data, p_g).value, "-log 4 + 2 JS by entropies", right, 1e-10)
    for case, p, q in normals_2d():
        right, route = -np.log(4) + 2 * normal_pairs.js(p, q), "-log 4 + 2 JS by Chernoff's coefficient"
        yield Comparison(case, BY_ASCENT, maximize_value(p, q).value, route, right, 1e-10)
    cauchys = from_scipy(stats.cauchy(0, 1)), from_scipy(stats.cauchy(5, 3))
    uniforms = Uniform(0, 1), Uniform(0.25, 1.25)
    for case, distributions, js in (
        ("Cauchy(0, 1), Cauchy(5, 3)", cauchys, js_of_cauchys(5, 1, 3)),
        ("U(0, 1), U(0.25, 1.25)", uniforms, 0.25 * np.log(2)),
    ):
        right = -np.log(4) + 2 * js
        yield Comparison(
            case, BY_ASCENT, maximize_value(*distributions).value, "-log 4 + 2 JS in closed form", right, 1e-10
        )
    for pair in PAIRS:
        right, route = -np.log(4) + 2 * js_by_quad(pair), "-log 4 + 2 JS by scipy's quad"
        yield Comparison(pair.case, BY_ASCENT, maximize_value(*pair.distributions).value, route, right, 1e-12)
    for shift in (0.0, 0.1, 1.0, 3.0):
        top = maximize_value(Normal(0, 1), Normal(shift, 1)).value
        # Equality iff p_g = p_data: the excess over -log 4 is 0 for shift 0, and at most shift^2 / 4.
        yield Comparison(f"N(0, 1), N({shift:g}, 1)", "-log 4", -np.log(4), BY_ASCENT, top, 1e-14, "<=")
        yield Comparison(
            f"N(0, 1), N({shift:g}, 1)", BY_ASCENT, top, "-log 4 + shift^2 / 4", -np.log(4) + shift**2 / 4, 1e-14, "<="
        )

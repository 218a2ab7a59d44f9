"""``equilibrium``: the unique equilibrium is p_g = p_data with D = 1/2 everywhere (sec. 1)."""

from collections.abc import Iterator

import numpy as np
from scipy import stats

from numpygan.distributions import Categorical, Mixture, Normal, Univariate, from_scipy
from numpygan.statements.comparison import Comparison
from numpygan.statements.pairs import name, standard_pairs
from numpygan.statements.registry import statement
from numpygan.theory import Discriminator, constant_discriminator, maximize_value, optimal_discriminator, value

DEVIATIONS = 25


@statement(
    "equilibrium",
    equation="sec. 1",
    title_zh="唯一解：p_g = p_data，D = 1/2",
    claim="the unique solution is p_g = p_data with D = 1/2 everywhere",
    formula=r"p_g=p_{\mathrm{data}},\qquad D(x)=\dfrac{1}{2},\qquad V(D,G)=-\log 4",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    half = constant_discriminator(0.5)
    distributions: list[Univariate] = [
        Normal(4, 0.5),
        Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)]),
        from_scipy(stats.expon()),
        Categorical([0.2, 0.5, 0.3]),
    ]
    for p in distributions:
        at_equilibrium = value(half, p, p)
        yield Comparison(name(p), "V at the equilibrium", at_equilibrium, "-log 4", -np.log(4), 1e-13)
        best = max(value(random_discriminator(rng), p, p) for _ in range(DEVIATIONS))
        yield Comparison(
            name(p), f"best of {DEVIATIONS} other D", best, "V at the equilibrium", at_equilibrium, 0, "<="
        )
        lowest = min(value(half, p, random_distribution(rng, p)) for _ in range(DEVIATIONS))
        yield Comparison(
            name(p), "V at the equilibrium", at_equilibrium, f"lowest of {DEVIATIONS} other G", lowest, 1e-13, "<="
        )
    for case, p, q in standard_pairs()[1:]:
        # Elsewhere a player gains by a change: D if D = 1/2; G, by copying the data, if D = D*.
        gain = maximize_value(p, q).value - value(half, p, q)
        yield Comparison(case, "1e-6", 1e-6, "gain of D by a change from 1/2 to D*", gain, 0, "<=")
        D = optimal_discriminator(p, q)
        if q.support == p.support == (-np.inf, np.inf):  # otherwise log(1 - D*) is infinite on a part of the data
            gain = value(D, p, q) - value(D, p, p)
            yield Comparison(case, "0", 0, "gain of G by copying the data, against D*", gain, 0, "<=")


def random_discriminator(rng: np.random.Generator) -> Discriminator:
    """A logit that is a sine of random frequency, phase and size."""
    size, a, b = 10 ** rng.uniform(-2, 1), rng.normal(), rng.normal()
    return Discriminator(lambda x: size * np.sin(a * x + b))


def random_distribution(rng: np.random.Generator, like: Univariate) -> Univariate:
    """Another distribution of the same kind, discrete or continuous."""
    if not like.has_density:
        return Categorical(rng.dirichlet(np.ones(like.atoms.size)), like.atoms)
    return Normal(float(rng.normal()), float(rng.uniform(0.2, 3)))

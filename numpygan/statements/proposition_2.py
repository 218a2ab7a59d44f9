"""``proposition-2``: with the best D at every step, p_g -> p_data; with a fixed D it does not (1.3.8)."""

from collections.abc import Iterator

import numpy as np

from numpygan.distributions import Categorical, Normal
from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement
from numpygan.theory import maximize_value
from numpygan.theory.function_space import criterion_gradient, criterion_of_masses, descend, fixed_discriminator

STEPS = 80
CELLS = 4001


@statement(
    "proposition-2",
    equation="1.3.8",
    title_zh="命题 2：p_g 收敛于 p_data",
    claim="with the optimal D at every step p_g -> p_data; C is convex, falls to -log 4",
    formula=(
        r"C(p_g)=\sup_D\,U(p_g,D),\qquad\dfrac{\partial C}{\partial p_g(x)}=\log(1-D^{*}(x))"
        "\n"
        r"p_g\to p_{\mathrm{data}},\qquad C\to-\log 4"
    ),
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    yield from check_convexity(rng)
    yield from check_gradient(rng)
    simplex = rng.dirichlet(np.ones(12)), rng.dirichlet(np.ones(12))
    x = np.linspace(-9, 9, CELLS)
    cells = [distribution.pdf(x) / distribution.pdf(x).sum() for distribution in (Normal(1.5, 0.5), Normal(0, 1))]
    for name, (p_data, p_g) in (("12 points", simplex), ("N(1.5, 0.5^2), p_g starts at N(0, 1)", cells)):
        path = descend(p_data, p_g, steps=STEPS, rate=0.5)
        # When C has reached -log 4, rounding still changes its last digit.
        rise = np.diff(path.criterion).max()
        yield Comparison(name, "largest rise of C in a step", rise, "0, because C falls", 0, 1e-15, "<=")
        yield Comparison(name, f"C after {STEPS} steps", path.criterion[-1], "-log 4", -np.log(4), 1e-10)
        yield Comparison(name, "sum |p_g - p_data|", np.abs(path.p_g - p_data).sum(), "0", 0, 1e-5)
        kept = descend(p_data, p_g, steps=STEPS, rate=0.5, gradient=fixed_discriminator(p_data, p_g))
        yield Comparison(name, "-log 4 + 0.5", -np.log(4) + 0.5, "C with a fixed D", kept.criterion[-1], 0, "<=")
        yield Comparison(name, "0.01", 0.01, "largest rise of C with a fixed D", np.diff(kept.criterion).max(), 0, "<=")


def check_convexity(rng: np.random.Generator) -> Iterator[Comparison]:
    """U(p_g, D) is linear in p_g for a fixed D; its supremum over D is convex."""
    bend, excess = [], []
    for _ in range(100):
        p, a, b = rng.dirichlet(np.ones(7), size=3)
        D = rng.uniform(0.01, 0.99, size=7)
        bend.append(abs(U(p, (a + b) / 2, D) - (U(p, a, D) + U(p, b, D)) / 2))
        middle = criterion_of_masses(p, (a + b) / 2)
        excess.append(middle - (criterion_of_masses(p, a) + criterion_of_masses(p, b)) / 2)
    yield Comparison(
        "100 random chords", "max |U(middle) - mean of U at the ends|", max(bend), "0, as U is linear in p_g", 0, 1e-14
    )
    yield Comparison(
        "100 random chords", "max C(middle) - mean of C at the ends", max(excess), "0, as C is convex", 0, 0, "<="
    )


def U(p_data: np.ndarray, p_g: np.ndarray, D: np.ndarray) -> float:
    """sum p log D + p_g log(1 - D)."""
    return float(p_data @ np.log(D) + p_g @ np.log1p(-D))


def check_gradient(rng: np.random.Generator) -> Iterator[Comparison]:
    """Danskin's gradient log(1 - D*) against differences of max_D V, found by ascent without the formula for D*."""
    for i in range(3):
        p, q, direction = rng.dirichlet(np.ones(6)), rng.dirichlet(np.ones(6)), rng.normal(size=6)
        direction *= 0.1 * q.min() / np.abs(direction - direction.mean()).max()
        direction -= direction.mean()  # masses keep their sum
        tops = [maximize_value(Categorical(p), Categorical(q + step * direction)).value for step in (1e-2, -1e-2)]
        slope = (tops[0] - tops[1]) / 2e-2
        size = float(np.abs(direction).sum())
        danskin = float(criterion_gradient(p, q) @ direction)
        yield Comparison(
            f"random distributions on 6 points, {i + 1}",
            "log(1 - D*) . direction",
            danskin / size,
            "differences of max_D V",
            slope / size,
            1e-6,
        )
        tangent = criterion_of_masses(p, q) + float(criterion_gradient(p, q) @ (p - q))
        yield Comparison(
            f"random distributions on 6 points, {i + 1}",
            "tangent of C at p_g",
            tangent,
            "C(p_data)",
            -np.log(4),
            1e-14,
            "<=",
        )

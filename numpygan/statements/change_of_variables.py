"""``change-of-variables``: an expectation over z is an integral over x against p_g (1.3.4)."""

from collections.abc import Callable, Iterator

import numpy as np
from scipy import special

from numpygan.distributions import MultivariateNormal, Normal, Uniform, Univariate
from numpygan.nets import Network, Tanh, mlp
from numpygan.numerics import integrate
from numpygan.statements.comparison import Comparison
from numpygan.statements.pairs import name
from numpygan.statements.registry import statement
from numpygan.theory import PushForward

CENTER = 1.0  # of the discriminator sigmoid(1 - x), so that log(1 - D(x)) = -softplus(1 - x)


@statement(
    "change-of-variables",
    equation="1.3.4",
    title_zh="变量替换：从 z 到 x",
    claim="E_z log(1 - D(G(z))) = integral of p_g(x) log(1 - D(x))",
    formula=(
        r"\mathbb{E}_{z\sim p_z}\,\log(1-D(G(z)))=\int\,p_g(x)\,\log(1-D(x))\,dx"
        "\n"
        r"p_g(x)=\sum_{z:\,G(z)=x}\,\dfrac{p_z(z)}{|G\,'(z)|}"
    ),
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    leaky, smooth = mlp([1, 16, 16, 1], rng=rng), mlp([1, 8, 1], Tanh, rng=rng)
    generators: list[tuple[str, Callable[[np.ndarray], np.ndarray] | Network, Univariate, float]] = [
        ("G(z) = 0.5 z + 4", lambda z: 0.5 * z + 4, Normal(), 1e-9),
        ("G(z) = exp z", np.exp, Normal(), 1e-9),
        ("G(z) = z^2, two z for each x", np.square, Normal(), 1e-9),
        ("G(z) = sin z, 6 or 7 z for each x", np.sin, Uniform(-10, 10), 1e-9),
        ("a LeakyReLU network", leaky, Normal(), 1e-12),
        ("a LeakyReLU network", leaky, Uniform(-1, 1), 1e-12),
        ("a tanh network", smooth, Normal(), 1e-8),
    ]
    for generator, G, noise, allowed in generators:
        case = f"{generator}, z ~ {name(noise)}"
        p_g = PushForward(G, noise)
        forward = G.forward if isinstance(G, Network) else G
        over_z = integrate(
            lambda z, log_p, G=forward: np.exp(log_p) * loss(G(z[:, None])[:, 0]), noise, landmarks=breakpoints(G)
        )
        over_x = integrate(lambda x, log_p: np.exp(log_p) * loss(x), p_g)
        yield Comparison(case, "quadrature over z", over_z, "integral of p_g(x) log(1 - D(x))", over_x, allowed)
        mass = integrate(lambda x, log_p: np.exp(log_p), p_g)
        yield Comparison(case, "integral of p_g", mass, "1", 1, allowed)
    yield from check_2d()


def check_2d() -> Iterator[Comparison]:
    """G(z) = A z + b in 2-D, whose distribution is N(b, A A^T), and a D whose logit is curved."""
    A, b = np.array([[1.0, 0.5], [-0.3, 2.0]]), np.array([1.0, -1.0])
    noise, p_g = MultivariateNormal([0, 0], 1), MultivariateNormal(b, A @ A.T)
    over_z = integrate(lambda z, log_p: np.exp(log_p) * loss_2d(z @ A.T + b), noise)
    over_x = integrate(lambda x, log_p: np.exp(log_p) * loss_2d(x), p_g)
    case = "2-D: G(z) = A z + b, z ~ N(0, I)"
    yield Comparison(case, "quadrature over z", over_z, "integral of p_g(x) log(1 - D(x))", over_x, 1e-10)


def loss_2d(x: np.ndarray) -> np.ndarray:
    """log(1 - D(x)) for the logit x_1 - x_1 x_2 / 2, x of shape (n, 2)."""
    return special.log_expit(x[:, 0] * x[:, 1] / 2 - x[:, 0])


def loss(x: np.ndarray) -> np.ndarray:
    """log(1 - D(x)) for D(x) = sigmoid(CENTER - x)."""
    return special.log_expit(x - CENTER)


def breakpoints(G: Callable[[np.ndarray], np.ndarray] | Network) -> np.ndarray:
    """The points at which the quadrature over z is divided."""
    found = G.breakpoints(-50, 50) if isinstance(G, Network) else None
    return np.empty(0) if found is None else found

"""``optimal-discriminator``: for fixed G the best D is p_data / (p_data + p_g) (Prop. 1, 1.3.3)."""

from collections.abc import Iterator

import numpy as np

from numpygan.distributions import Normal, Univariate
from numpygan.evaluation import discriminator_function
from numpygan.nets import Adam, Network, discriminator_loss, mlp
from numpygan.statements.comparison import Comparison
from numpygan.statements.pairs import name, standard_pairs
from numpygan.statements.registry import statement
from numpygan.theory import criterion, maximize_value, optimal_discriminator, value

STEPS = 2500


@statement(
    "optimal-discriminator",
    equation="1.3.3",
    title_zh="命题 1：最优鉴别器",
    claim="for fixed G the best D is p_data / (p_data + p_g)",
    formula=r"D^{*}(x)=\dfrac{p_{\mathrm{data}}(x)}{p_{\mathrm{data}}(x)+p_g(x)}",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    for case, p, q in standard_pairs():
        x = np.concatenate([p.sample(200, rng=rng), q.sample(200, rng=rng)])[:, 0]
        by_ascent = maximize_value(p, q).discriminator(x)
        formula = optimal_discriminator(p, q)(x)
        density_p, density_q = p.pdf(x), q.pdf(x)
        ratio = density_p / (density_p + density_q)
        yield Comparison(case, "max |D by ascent - p/(p+q)|", np.abs(by_ascent - ratio).max(), "no difference", 0, 1e-9)
        yield Comparison(
            case, "max |sigmoid(log p - log q) - p/(p+q)|", np.abs(formula - ratio).max(), "no difference", 0, 1e-12
        )
    p, q = Normal(0, 1), Normal(1, 1)
    yield Comparison("N(0, 1), N(1, 1)", "D* at 0.5, where p = q", optimal_discriminator(p, q)([0.5])[0], "1/2", 0.5, 0)
    for p, q in ((Normal(0, 1), Normal(1, 1)), (Normal(4, 0.5), Normal(3, 1))):
        case = f"{name(p)}, {name(q)}"
        D = discriminator_function(trained_network(p, q, rng), p, q)
        trained, best = value(D, p, q), criterion(p, q)
        yield Comparison(case, "V of a trained network", trained, "C(G)", best, 0, "<=")
        yield Comparison(case, "C(G)", best, "V of the trained network", trained, 5e-3, "<=")
        low, high = p.quantile([0.01, 0.99])
        x = np.linspace(low, high, 101)
        difference = np.abs(D(x) - optimal_discriminator(p, q)(x)).mean()
        yield Comparison(case, "mean |D trained - D*|, middle 98 % of p", difference, "no difference", 0, 0.04)


def trained_network(p: Univariate, q: Univariate, rng: np.random.Generator) -> Network:
    """A network trained for STEPS steps to separate samples of p and q. It gets no density."""
    network = mlp([1, 32, 32, 1], rng=rng, bias_std=3.0)
    optimizer = Adam(network, 1e-2)
    for step in range(STEPS):
        optimizer.lr = 1e-2 * (1 - step / STEPS)  # to 0, because with a constant step D keeps moving around D*
        n = 256
        logits = network.forward(np.concatenate([p.sample(n, rng=rng), q.sample(n, rng=rng)]))
        _, dlogits = discriminator_loss(logits[:n], logits[n:])
        network.backward(dlogits)
        optimizer.step()
    return network

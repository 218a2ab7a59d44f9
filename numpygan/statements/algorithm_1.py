"""``algorithm-1``: fresh minibatches, k ascent steps on D, then one descent step on G."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from numpygan.distributions import Distribution, NoDensityError, Normal
from numpygan.evaluation import exact_measures
from numpygan.nets import mlp, saturating
from numpygan.recipes import Run, Settings
from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement
from numpygan.training import GAN, discriminator_gradient, generator_gradient, iterate

SEEDS = 10
BOUND = 0.05
MEASURED_EVERY = 250


@statement(
    "algorithm-1",
    equation="Alg. 1",
    title_zh="算法 1：先 k 步 D，再 1 步 G",
    claim="k ascent steps on D, then one descent step on G; p_g approaches p_data",
    formula=(
        r"\theta_d\leftarrow\theta_d+\eta\,\nabla_{\theta_d}\dfrac{1}{m}\,\sum_{i=1}^{m}\,"
        r"\left[\log D(x_i)+\log(1-D(G(z_i)))\right]\quad(k\;\mathrm{times})"
        "\n"
        r"\theta_g\leftarrow\theta_g-\eta\,\nabla_{\theta_g}\dfrac{1}{m}\,\sum_{i=1}^{m}\,\log(1-D(G(z_i)))"
    ),
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    yield from check_draws(rng)
    yield from check_signs(rng)
    yield from check_frozen_network(rng)
    yield from check_learning(rng)


def check_learning(rng: np.random.Generator) -> Iterator[Comparison]:
    """On N(4, 0.5^2) the exact JS of the generator falls below the bound, and V never exceeds C."""
    last = []
    for seed in rng.integers(2**32, size=SEEDS).tolist():
        js, excess = run(seed)
        last.append(js[-1])
        case = f"N(4, 0.5^2), seed {seed}"
        yield Comparison(case, f"lowest exact JS in {Settings.steps} steps", min(js), "bound", BOUND, 0, "<=")
        yield Comparison(case, "largest V(D,G) - C(G) in the run", excess, "0, as C(G) = max_D V", 0, 1e-12, "<=")
    yield Comparison(
        f"N(4, 0.5^2), {SEEDS} seeds", "median of the exact JS at the end", np.median(last), "bound", BOUND, 0, "<="
    )


def run(seed: int) -> tuple[list[float], float]:
    """Train once; the exact JS during the run, and the largest V(D, G) - C(G)."""
    data = Normal(4, 0.5)
    training = Run(data, Settings(), rng=np.random.default_rng(seed))
    measures = [exact_measures(training.gan, data)]
    for record in training.iterate():
        if record.step % MEASURED_EVERY == 0:
            measures.append(exact_measures(training.gan, data))
    return [each["js"] for each in measures], max(-each["gap"] for each in measures)


class RecordedDistribution(Distribution):
    """A distribution that records its name and the number of points in ``log`` when it is drawn from."""

    def __init__(self, name: str, distribution: Distribution, log: list[tuple[str, int]]) -> None:
        self.name, self.distribution, self.log, self.dim = name, distribution, log, distribution.dim

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        self.log.append((self.name, n))
        return self.distribution.sample(n, rng=rng)

    def log_pdf(self, x: object) -> np.ndarray:
        raise NoDensityError(f"{self.name} is only drawn from")


def small_gan(rng: np.random.Generator, noise: Distribution) -> GAN:
    return GAN(mlp([1, 8, 1], rng=rng), mlp([1, 8, 1], rng=rng), noise)


def check_draws(rng: np.random.Generator) -> Iterator[Comparison]:
    """Line 2 to 7: noise then data, k times, then noise; k (m data + m noise) + m noise an iteration."""
    k, m, iterations = 3, 7, 4
    log: list[tuple[str, int]] = []
    gan = small_gan(rng, RecordedDistribution("z", Normal(), log))
    for _ in islice(iterate(gan, RecordedDistribution("x", Normal(4, 0.5), log), batch=m, k=k, rng=rng), iterations):
        pass
    expected = ([("z", m), ("x", m)] * k + [("z", m)]) * iterations
    misplaced = sum(a != b for a, b in zip(log, expected, strict=False)) + abs(len(log) - len(expected))
    yield Comparison(f"k = {k}, m = {m}", "draws in another order than Algorithm 1", misplaced, "none", 0, 0)
    drawn = sum(n for _, n in log)
    yield Comparison(
        f"k = {k}, m = {m}", "points drawn", drawn, "iterations (2 k m + m)", iterations * (2 * k * m + m), 0
    )


def check_signs(rng: np.random.Generator) -> Iterator[Comparison]:
    """A short step of D raises V on its batch; a short step of G lowers its loss on its batch."""
    gan = small_gan(rng, Normal())
    x, z, lr = Normal(4, 0.5).sample(64, rng=rng), Normal().sample(64, rng=rng), 1e-4
    before = -discriminator_gradient(gan, x, z)
    gan.discriminator.theta -= lr * gan.discriminator.dtheta
    after = -discriminator_gradient(gan, x, z)
    yield Comparison("one step of D", "V before", before, "V after, same batch", after, 0, "<=")
    before = generator_gradient(gan, z, saturating)
    gan.generator.theta -= lr * gan.generator.dtheta
    after = generator_gradient(gan, z, saturating)
    yield Comparison("one step of G", "log(1 - D(G(z))) after", after, "before, same batch", before, 0, "<=")


def check_frozen_network(rng: np.random.Generator) -> Iterator[Comparison]:
    """In one iteration with k = 1, the step of G does not change D, and the step of D does not change G."""
    gan, data = small_gan(rng, Normal()), Normal(4, 0.5)
    twin = small_gan(np.random.default_rng(0), Normal())
    twin.generator.theta, twin.discriminator.theta = gan.generator.theta, gan.discriminator.theta
    seed, lr = int(rng.integers(2**32)), 0.1
    next(iterate(gan, data, batch=32, lr=lr, rng=np.random.default_rng(seed)))
    draws = np.random.default_rng(seed)
    z, x = Normal().sample(32, rng=draws), data.sample(32, rng=draws)
    discriminator_gradient(twin, x, z)
    twin.discriminator.theta -= lr * twin.discriminator.dtheta
    alone = np.abs(twin.discriminator.theta - gan.discriminator.theta).max()
    yield Comparison(
        "D after an iteration", "max |theta_d - theta_d after D's step alone|", alone, "no difference", 0, 0
    )
    generator_gradient(twin, Normal().sample(32, rng=draws), saturating)
    twin.generator.theta -= lr * twin.generator.dtheta
    moved = np.abs(twin.generator.theta - gan.generator.theta).max()
    yield Comparison(
        "G after an iteration", "max |theta_g - theta_g after G's step alone|", moved, "no difference", 0, 0
    )

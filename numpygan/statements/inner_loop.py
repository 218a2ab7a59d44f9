"""``inner-loop``: D trained to the end over-fits a finite data set; k steps keep it near its optimum (sec. 2)."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from numpygan.distributions import Empirical, Normal
from numpygan.evaluation import exact_measures
from numpygan.nets import Adam, discriminator_loss, mlp
from numpygan.recipes import Run, Settings
from numpygan.statements.comparison import Comparison
from numpygan.statements.registry import statement
from numpygan.theory import Discriminator, criterion, value

DATA = Normal(4, 0.5)
SEEDS = 8
STEPS, SKIPPED, MEASURED_EVERY = 240, 60, 60
POINTS, OVERFIT_STEPS = 30, 1000


@statement(
    "inner-loop",
    equation="sec. 2",
    claim="D trained to the end over-fits finite data; k steps keep D near D* while G is slow",
    formula=r"V_{\mathrm{train}}(D,G)\;>\;C(G)=\max_{D'}\,V(D',G)\;\geq\;V(D,G)",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    yield from check_gap(rng)
    yield from check_overfitting(rng)


def check_gap(rng: np.random.Generator) -> Iterator[Comparison]:
    """C(G) - V(D, G) during training: smaller for more steps of D, and for a slower G."""
    seeds = rng.integers(2**32, size=SEEDS).tolist()
    usual = Settings()
    gaps = {k: mean_gap(usual.with_values(k=k), seeds) for k in (1, 2, 5)}
    case = f"N(4, 0.5), {SEEDS} seeds, mean gap C(G) - V(D,G)"
    yield Comparison(case, "k = 5", gaps[5], "k = 2", gaps[2], 0, "<=")
    yield Comparison(case, "k = 2", gaps[2], "k = 1", gaps[1], 0, "<=")
    fast = mean_gap(usual.with_values(k=2, g_lr=10 * usual.step_sizes.g_lr), seeds)
    yield Comparison(case, "slow G", gaps[2], "G ten times as fast", fast, 0, "<=")


def mean_gap(settings: Settings, seeds: list[int]) -> float:
    """The mean of C(G) - V(D, G) over a run's steps and over seeds."""
    gaps = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        run = Run(DATA, settings, rng=rng)
        for record in islice(run.iterate(), STEPS):
            if record.step > SKIPPED and record.step % MEASURED_EVERY == 0:
                gaps.append(exact_measures(run.gan, DATA)["gap"])
    return float(np.mean(gaps))


def check_overfitting(rng: np.random.Generator) -> Iterator[Comparison]:
    """Against a fixed G, on POINTS data points and as many generated points, D is trained to the end."""
    p_g = Normal(3.5, 0.7)
    points, fakes = Empirical(DATA.sample(POINTS, rng=rng)), Empirical(p_g.sample(POINTS, rng=rng))
    best = criterion(DATA, p_g)
    training, on_the_distribution = train_to_overfit(points, fakes, p_g, rng)
    peak = max(on_the_distribution)
    case = f"{POINTS} points, {OVERFIT_STEPS} steps of D"
    yield Comparison(case, "C(G)", best, "V on the training points at the end", training[-1], 0, "<=")
    yield Comparison(case, "V on the distribution, at its best", peak, "C(G)", best, 0, "<=")
    yield Comparison(
        case, "V on the distribution at the end", on_the_distribution[-1], "0.02 below its best", peak - 0.02, 0, "<="
    )


def train_to_overfit(
    points: Empirical, fakes: Empirical, p_g: Normal, rng: np.random.Generator
) -> tuple[list[float], list[float]]:
    """V on the training points and V on the distributions, at eight times of the training of one D."""
    network = mlp([1, 64, 64, 1], rng=rng, bias_std=1.0)
    optimizer = Adam(network, 1e-2)
    u = standardized(np.concatenate([points.points, fakes.points]))
    D = Discriminator(lambda x: network.forward(standardized(x).reshape(-1, 1))[:, 0])
    n = len(points.points)
    training, on_the_distribution = [], []
    for step in range(1, OVERFIT_STEPS + 1):
        logits = network.forward(u)
        loss, dlogits = discriminator_loss(logits[:n], logits[n:])
        network.backward(dlogits)
        optimizer.step()
        if step in (10, 20, 50, 100) or step % (OVERFIT_STEPS // 4) == 0:
            training.append(-loss)
            kinks = network.breakpoints(-12, 12)
            landmarks = () if kinks is None else DATA.mean + DATA.std * kinks
            on_the_distribution.append(float(value(Discriminator(D.logit, landmarks), DATA, p_g)))
    return training, on_the_distribution


def standardized(x: np.ndarray) -> np.ndarray:
    """So that the kinks of a new network, which lie around 0, lie among the data."""
    return (x - DATA.mean) / DATA.std

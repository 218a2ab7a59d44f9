"""``inner-loop``: a D trained to convergence over-fits a finite data set; k steps keep it near D* (sec. 2)."""

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
    title_zh="内循环：把 D 训练到收敛会过拟合",
    claim="a D trained to convergence over-fits; k steps suffice if G changes slowly",
    formula=r"V_{\mathrm{train}}(D,G)\;>\;C(G)=\max_{D'}\,V(D',G)\;\geq\;V(D,G)",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    yield from check_gap(rng)
    yield from check_overfitting(rng)


def check_gap(rng: np.random.Generator) -> Iterator[Comparison]:
    """C(G) - V(D, G) during training is smaller for more steps of D, and for smaller steps of G."""
    seeds = rng.integers(2**32, size=SEEDS).tolist()
    usual = Settings()
    gaps = {k: mean_gap(usual.with_values(k=k), seeds) for k in (1, 2, 5)}
    case = f"N(4, 0.5^2), {SEEDS} seeds, mean of C(G) - V(D,G)"
    yield Comparison(case, "k = 5", gaps[5], "k = 2", gaps[2], 0, "<=")
    yield Comparison(case, "k = 2", gaps[2], "k = 1", gaps[1], 0, "<=")
    fast = mean_gap(usual.with_values(k=2, g_lr=10 * usual.step_sizes.g_lr), seeds)
    yield Comparison(case, "usual steps of G", gaps[2], "steps of G 10 times as large", fast, 0, "<=")


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
    """Against a fixed G, on POINTS data points and as many generated points, D is trained to convergence."""
    p_g = Normal(3.5, 0.7)
    points, fakes = Empirical(DATA.sample(POINTS, rng=rng)), Empirical(p_g.sample(POINTS, rng=rng))
    best = criterion(DATA, p_g)
    training, on_distributions = train_to_overfit(points, fakes, p_g, rng)
    peak = max(on_distributions)
    case = f"{POINTS} points, {OVERFIT_STEPS} steps of D"
    yield Comparison(case, "C(G)", best, "V on the training points at the end", training[-1], 0, "<=")
    yield Comparison(case, "largest V on the true distributions", peak, "C(G)", best, 0, "<=")
    yield Comparison(
        case,
        "V on the true distributions at the end",
        on_distributions[-1],
        "its largest value - 0.02",
        peak - 0.02,
        0,
        "<=",
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
    training, on_distributions = [], []
    for step in range(1, OVERFIT_STEPS + 1):
        logits = network.forward(u)
        loss, dlogits = discriminator_loss(logits[:n], logits[n:])
        network.backward(dlogits)
        optimizer.step()
        if step in (10, 20, 50, 100) or step % (OVERFIT_STEPS // 4) == 0:
            training.append(-loss)
            breakpoints = network.breakpoints(-12, 12)
            landmarks = () if breakpoints is None else DATA.mean + DATA.std * breakpoints
            on_distributions.append(float(value(Discriminator(D.logit, landmarks), DATA, p_g)))
    return training, on_distributions


def standardized(x: np.ndarray) -> np.ndarray:
    """x in standard deviations of the data, because a new network has its breakpoints around 0."""
    return (x - DATA.mean) / DATA.std

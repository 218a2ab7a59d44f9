"""``value-function``: V(D, G) = E_data log D(x) + E_z log(1 - D(G(z))) (1.2.1)."""

from collections.abc import Iterator

import numpy as np

from numpygan.distributions import MultivariateNormal, Normal, Uniform, Univariate, ring
from numpygan.nets import discriminator_loss
from numpygan.statements.comparison import Comparison
from numpygan.statements.pairs import mixtures_2d, name, standard_pairs
from numpygan.statements.registry import statement
from numpygan.theory import Discriminator, constant_discriminator, value

SAMPLES = 200_000
# A sample mean is off by more than 5 standard errors once in two million times.
STANDARD_ERRORS = 5.0


@statement(
    "value-function",
    equation="1.2.1",
    title_zh="价值函数 V(D,G)",
    claim="V(D,G) = E_data log D(x) + E_z log(1 - D(G(z))); V = -log 4 for D = 1/2",
    formula=r"V(D,G)=\mathbb{E}_{x\sim p_{\mathrm{data}}}\,\log D(x)+\mathbb{E}_{z\sim p_z}\,\log(1-D(G(z)))",
)
def check(rng: np.random.Generator) -> Iterator[Comparison]:
    D = Discriminator(lambda x: 1.5 * x - 2)
    for p_data, noise, slope, shift in (
        (Normal(4, 0.5), Normal(), 1.0, 0.0),
        (Normal(0, 1), Uniform(-1, 1), 2.0, 1.0),
        (Uniform(0, 3), Normal(1, 2), -0.5, 2.0),
    ):
        p_g = affine(noise, slope, shift)
        x, z = p_data.sample(SAMPLES, rng=rng), noise.sample(SAMPLES, rng=rng)
        sampled, error = sampled_value(D, x[:, 0], slope * z[:, 0] + shift)
        case = f"{name(p_data)}, G(z) = {slope:g} z + {shift:g}, z ~ {name(noise)}"
        yield Comparison(case, "sample means", sampled, "quadrature", value(D, p_data, p_g), STANDARD_ERRORS * error)
        logits = D.logit(x[:, 0])[:, None], D.logit(slope * z[:, 0] + shift)[:, None]
        yield Comparison(case, "-discriminator_loss", -discriminator_loss(*logits)[0], "sample means", sampled, 1e-12)
    yield from check_2d(rng)
    for case, p, q in standard_pairs() + mixtures_2d():
        yield Comparison(
            f"D = 1/2; {case}", "quadrature", value(constant_discriminator(0.5), p, q), "-log 4", -np.log(4), 1e-12
        )


def check_2d(rng: np.random.Generator) -> Iterator[Comparison]:
    """In 2-D, with a D whose logit is curved."""
    p_data, p_g = ring(8, 2.0, 0.3), MultivariateNormal([0.5, 0], 1)
    D = Discriminator(lambda x: x[:, 0] * x[:, 1] - np.sin(x[:, 0]))
    sampled, error = sampled_value(D, p_data.sample(SAMPLES, rng=rng), p_g.sample(SAMPLES, rng=rng))
    case = "2-D: ring of 8, N((0.5, 0), I)"
    yield Comparison(case, "sample means", sampled, "quadrature", value(D, p_data, p_g), STANDARD_ERRORS * error)


def affine(noise: Univariate, slope: float, shift: float) -> Univariate:
    """The distribution of slope z + shift, from the family's own parameters."""
    if isinstance(noise, Normal):
        return Normal(slope * noise.mean + shift, abs(slope) * noise.std)
    assert isinstance(noise, Uniform)
    ends = sorted((slope * noise.low + shift, slope * noise.high + shift))
    return Uniform(*ends)


def sampled_value(D: Discriminator, x: np.ndarray, x_fake: np.ndarray) -> tuple[float, float]:
    """V as two sample means of log D and log(1 - D), with its standard error."""
    real, fake = np.log(D(x)), np.log1p(-D(x_fake))
    return float(real.mean() + fake.mean()), float(np.sqrt(real.var() / real.size + fake.var() / fake.size))

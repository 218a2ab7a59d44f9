"""One setting of plain Algorithm 1, with every number in sight: networks, step sizes, batch, k and loss."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from numpygan.distributions import Distribution, Normal
from numpygan.nets import Adam, GeneratorLoss, mlp, non_saturating
from numpygan.training.algorithm1 import Record, iterate
from numpygan.training.gan import GAN


@dataclass(frozen=True)
class Settings:
    """What a run on a 1-D law needs besides the law and a seed.

    The defaults are what the command line and the ``algorithm-1`` statement use: LeakyReLU
    networks, G 1-64-1 and D 1-32-32-1, noise N(0, 1), Adam with D ten times as fast as G, three steps
    of D for one of G, and the non-saturating loss. Algorithm 1 itself is untouched: no penalty, no
    averaging, no shrinking steps. The first biases have standard deviations ``d_bias_std`` and
    ``g_bias_std``, which spreads the kinks of the networks over the line.
    """

    steps: int = 2500
    batch: int = 64
    k: int = 3
    generator_loss: GeneratorLoss = non_saturating
    d_lr: float = 5e-3
    g_lr: float = 5e-4
    betas: tuple[float, float] = (0.5, 0.9)
    d_hidden: tuple[int, ...] = (32, 32)
    g_hidden: tuple[int, ...] = (64,)
    d_bias_std: float = 1.0
    g_bias_std: float = 0.3

    def gan(self, rng: np.random.Generator) -> GAN:
        """A new GAN with freshly drawn weights."""
        generator = mlp([1, *self.g_hidden, 1], rng=rng, bias_std=self.g_bias_std)
        discriminator = mlp([1, *self.d_hidden, 1], rng=rng, bias_std=self.d_bias_std)
        return GAN(generator, discriminator, Normal())

    def iterate(self, gan: GAN, data: Distribution, rng: np.random.Generator) -> Iterator[Record]:
        """Algorithm 1 on ``gan`` with these settings, endless: the caller stops after ``steps``."""
        optimizers = Adam(gan.discriminator, self.d_lr, self.betas), Adam(gan.generator, self.g_lr, self.betas)
        return iterate(
            gan, data, batch=self.batch, k=self.k, rng=rng, generator_loss=self.generator_loss, optimizers=optimizers
        )

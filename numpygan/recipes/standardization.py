"""Data in its own units, and in units of its standard deviation around its mean, where step sizes fit.

A distribution centered at 400 is nothing special once 400 is the origin. So the GAN learns the standardized
distribution, and afterwards an affine layer behind G and one in front of D bring both back.
"""

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions import Distribution, Pairs
from numpygan.nets import Network
from numpygan.nets.extras import Affine
from numpygan.training.conditional import ConditionalGenerator
from numpygan.training.gan import GAN

SAMPLE_SIZE = 10_000


class Standardized(Distribution):
    """The distribution of (x - mean) / std for x ~ ``distribution``.

    Parameters
    ----------
    distribution : Distribution
    mean, std : array_like of shape (d,)
        In the units of x; std > 0.
    """

    def __init__(self, distribution: Distribution, mean: npt.ArrayLike, std: npt.ArrayLike) -> None:
        self.distribution, self.dim = distribution, distribution.dim
        self.mean, self.std = (np.array(values, dtype=float) for values in (mean, std))
        for name, values in (("mean", self.mean), ("std", self.std)):
            if values.shape != (distribution.dim,):
                raise ValueError(f"{name} has shape {values.shape}, expected ({distribution.dim},)")
            arguments.all_finite(name, values)
        if (self.std <= 0).any():
            raise ValueError(f"std must be > 0, got {self.std}")

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        return (self.distribution.sample(n, rng=rng) - self.mean) / self.std

    def log_pdf(self, x: npt.ArrayLike) -> np.ndarray:
        density: np.ndarray = self.distribution.log_pdf(arguments.rows("x", x, self.dim) * self.std + self.mean)
        return density + np.log(self.std).sum()

    def restore(self, gan: GAN) -> GAN:
        """Return a copy of ``gan`` that works in the units of ``distribution``."""
        return GAN(self._restored_generator(gan.generator), self._restored_discriminator(gan.discriminator), gan.noise)

    def _restored_generator(self, generator: Network) -> Network:
        layers, dtype = generator.layer_copies(), generator.dtype
        if isinstance(generator, ConditionalGenerator):  # its last columns are the condition, which no layer makes
            x = slice(generator.x_dim)
            return ConditionalGenerator(*layers, Affine(self.std[x], self.mean[x]), c_dim=generator.c_dim, dtype=dtype)
        return Network(*layers, Affine(self.std, self.mean), dtype=dtype)

    def _restored_discriminator(self, discriminator: Network) -> Network:
        layers = discriminator.layer_copies()
        return Network(Affine(1 / self.std, -self.mean / self.std), *layers, dtype=discriminator.dtype)

    def __repr__(self) -> str:
        return f"Standardized({self.distribution!r}, mean={self.mean.tolist()}, std={self.std.tolist()})"


def standardize(distribution: Distribution, *, rng: np.random.Generator, n: int = SAMPLE_SIZE) -> Standardized:
    """``distribution`` standardized by the mean and the standard deviation of ``n`` points drawn from it.

    A column that does not vary keeps its unit, and so do the conditions of
    :class:`~numpygan.distributions.Pairs`, which G is given.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> rng = np.random.default_rng(0)
    >>> standardize(Normal(400, 3), rng=rng).sample(4, rng=rng).round(1).ravel()
    array([ 0.5, -1.3, -1.1, -0.5])
    """
    x = distribution.sample(arguments.int_at_least("n", n, 2), rng=arguments.generator(rng))
    mean, std = x.mean(axis=0), x.std(axis=0)
    if isinstance(distribution, Pairs):
        mean[distribution.distribution.dim :], std[distribution.distribution.dim :] = 0, 1
    return Standardized(distribution, mean, np.where(std > 0, std, 1))

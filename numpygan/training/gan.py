"""A generator, a discriminator and the distribution of the noise: what Algorithm 1 trains."""

import numpy as np

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.nets import Network


class GAN:
    """A generator, a discriminator and the distribution of the noise.

    Parameters
    ----------
    generator : Network
        From noise (n, dz) to points (n, d).
    discriminator : Network
        From points (n, d) to logits (n, 1): it ends in a Linear layer, not in a sigmoid.
    noise : Distribution
        The distribution of z on R^dz, p_z in the notes.
    """

    def __init__(self, generator: Network, discriminator: Network, noise: Distribution) -> None:
        for name, network in (("generator", generator), ("discriminator", discriminator)):
            if not isinstance(network, Network):
                raise TypeError(f"{name} must be a Network, got {network!r}")
        if not isinstance(noise, Distribution):
            raise TypeError(f"noise must be a Distribution, got {noise!r}")
        if generator.n_in != noise.dim:
            raise ValueError(f"the generator takes {generator.n_in} columns, the noise has {noise.dim}")
        if discriminator.n_in != generator.n_out:
            raise ValueError(
                f"the discriminator takes {discriminator.n_in} columns, the generator makes {generator.n_out}"
            )
        if discriminator.n_out != 1:
            raise ValueError(f"the discriminator must end in 1 logit, it ends in {discriminator.n_out}")
        if generator is discriminator:
            raise ValueError("generator and discriminator must be two networks, got one")
        self.generator, self.discriminator, self.noise = generator, discriminator, noise

    @property
    def dim(self) -> int:
        """Number of columns of a point."""
        return self.discriminator.n_in or 0

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        """Draw ``n`` generated points, an array of shape (n, d)."""
        n = arguments.int_at_least("n", n, 0)
        return self.generator.forward(self.noise.sample(n, rng=arguments.generator(rng)))

    def __repr__(self) -> str:
        return f"GAN(generator={self.generator!r}, discriminator={self.discriminator!r}, noise={self.noise!r})"

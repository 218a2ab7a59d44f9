"""The conditional GAN: a GAN on pairs [x | c] whose generator copies the condition c to its output.

Algorithm 1 does not change: a row of noise is [z | c], a row of data is [x | c], and D sees the whole row. The
distributions of pairs are in :mod:`numpygan.distributions`.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution, NoDensityError
from numpygan.nets import Layer, LeakyReLU, Linear, Network, mlp, mlp_layers
from numpygan.training.gan import GAN


class ConditionalGenerator(Network):
    """A generator that maps rows [z | c] to rows [G(z, c) | c].

    Parameters
    ----------
    *layers : Layer
        From the columns of z and c to those of x; :func:`numpygan.nets.mlp_layers` makes them.
    c_dim : int
        How many of the last columns are the condition.
    """

    def __init__(self, *layers: Layer, c_dim: int, dtype: npt.DTypeLike = np.float64) -> None:
        super().__init__(*layers, dtype=dtype)
        self.c_dim = arguments.positive_int("c_dim", c_dim)
        self.x_dim = self.n_out or 0
        self.n_out = self.x_dim + self.c_dim

    def forward(self, x: npt.ArrayLike) -> np.ndarray:
        """Return [G(z, c) | c] (n, n_out) for rows [z | c] (n, n_in)."""
        zc = np.asarray(x, dtype=self.dtype)
        return np.concatenate([super().forward(zc), zc[:, -self.c_dim :]], axis=1)

    def backward(self, dy: npt.ArrayLike) -> np.ndarray:
        """Return the gradient (n, n_in) for ``dy`` (n, n_out); overwrite ``dtheta``."""
        gradient = arguments.rows("dy", np.asarray(dy, dtype=self.dtype), self.n_out or 0)
        dx = super().backward(gradient[:, : self.x_dim])
        dx[:, -self.c_dim :] += gradient[:, self.x_dim :]  # c is an input of the layers, and is also copied
        return dx

    def given(self, c: npt.ArrayLike) -> Network:
        """Return the network z -> G(z, c) for one condition ``c`` (c_dim,), with copies of the present weights."""
        condition = np.asarray(c, dtype=float).reshape(-1)
        if condition.size != self.c_dim:
            raise ValueError(f"c has shape {np.shape(c)}, expected ({self.c_dim},)")
        n_in = self.n_in or 0
        attach = Linear(n_in - self.c_dim, n_in, rng=np.random.default_rng(0), initialization=_identity)
        attach.params[1][-self.c_dim :] = condition
        return Network(attach, *self.layer_copies(), dtype=self.dtype)


def _identity(n_in: int, n_out: int, *, rng: np.random.Generator) -> np.ndarray:
    return np.eye(n_in, n_out)


class ConditionedNoise(Distribution):
    """The distribution of rows [z | c]: noise z and an independent condition c."""

    def __init__(self, noise: Distribution, distribution: Conditional) -> None:
        self.noise, self.distribution = noise, distribution
        self.dim = noise.dim + distribution.c_dim

    def sample(self, n: int, *, rng: np.random.Generator) -> np.ndarray:
        return np.concatenate([self.noise.sample(n, rng=rng), self.distribution.sample_conditions(n, rng=rng)], axis=1)

    def log_pdf(self, x: npt.ArrayLike) -> np.ndarray:
        raise NoDensityError("the density of [z | c] is not available: this distribution can only be sampled")


def conditional_gan(
    distribution: Conditional,
    noise: Distribution,
    *,
    g_hidden: Sequence[int],
    d_hidden: Sequence[int],
    rng: np.random.Generator,
    g_activation: Callable[[], Layer] = LeakyReLU,
    d_bias_std: float = 0.0,
) -> GAN:
    """A GAN on the pairs of ``distribution``, with multilayer perceptrons of the given hidden widths.

    Parameters
    ----------
    distribution : Conditional
    noise : Distribution
        The distribution of z; the GAN's own noise is the distribution of [z | c].
    g_hidden, d_hidden : sequence of int
    rng : numpy.random.Generator
    g_activation : function of no arguments that returns a layer
        Of G. With 1-D noise, about one G in ten with LeakyReLU(0.2) maps two separate intervals of z to the same x and
        stays there; LeakyReLU(0.7) is nearly linear and avoids this.
    d_bias_std : float
        Standard deviation of D's first biases, see :func:`numpygan.nets.mlp`.

    References
    ----------
    Mirza & Osindero (2014), section 3.2, with z and c joined before the first layer instead of after it.
    """
    if not isinstance(distribution, Conditional):
        raise TypeError(f"expected a conditional distribution, got {distribution!r}")
    if not isinstance(noise, Distribution):
        raise TypeError(f"noise must be a Distribution, got {noise!r}")
    g_layers = mlp_layers([noise.dim + distribution.c_dim, *g_hidden, distribution.dim], g_activation, rng=rng)
    discriminator = mlp([distribution.dim + distribution.c_dim, *d_hidden, 1], rng=rng, bias_std=d_bias_std)
    return GAN(
        ConditionalGenerator(*g_layers, c_dim=distribution.c_dim), discriminator, ConditionedNoise(noise, distribution)
    )


def sample_given(gan: GAN, c: npt.ArrayLike, *, rng: np.random.Generator) -> np.ndarray:
    """Draw one generated x for each row of ``c`` (n, c_dim), an array of shape (n, d)."""
    if not (
        isinstance(gan, GAN)
        and isinstance(gan.generator, ConditionalGenerator)
        and isinstance(gan.noise, ConditionedNoise)
    ):
        raise TypeError(f"expected a GAN that conditional_gan made, got {gan!r}")
    conditions = arguments.rows("c", c, gan.generator.c_dim)
    z = gan.noise.noise.sample(len(conditions), rng=arguments.generator(rng))
    return gan.generator.forward(np.concatenate([z, conditions], axis=1))[:, : gan.generator.x_dim]

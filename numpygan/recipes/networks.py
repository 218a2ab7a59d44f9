"""The two networks of a run, and :func:`build_gan`, which makes them for a distribution."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution, EmpiricalConditional, standard_normal
from numpygan.nets import Layer, LeakyReLU, Network, mlp_layers
from numpygan.nets.extras import Affine
from numpygan.recipes.discriminator_input import DiscriminatorInput
from numpygan.training.conditional import ConditionalGenerator, ConditionedNoise
from numpygan.training.gan import GAN

MOST_DRAWS = 1000  # A very small G may never pass. Usually one draw in 3 passes, with conditions down to one in 15.
CONDITIONS = 20  # for which G must be unfolded


@dataclass(frozen=True)
class Networks:
    """The shape of G and D, and the noise z.

    Attributes
    ----------
    d_hidden, g_hidden : tuple of int
        Widths of the hidden layers.
    d_bias_std, g_bias_std : float
        Standard deviation of the biases of the first layer, before training. It spreads the breakpoints of the network.
    activation : function of no arguments that returns a layer
        Of the hidden layers of both networks.
    g_slope : float
        Slope of G's LeakyReLU below 0. D's slope is 0.2. Other activations ignore it.
    g_unfolded : bool
        Whether the first weights of a G from 1-D noise to 1-D points are drawn again until G(-3) and G(3) lie on
        opposite sides of G(0), neither more than twice as far away as the other, for each of 20 conditions if there are
        conditions. If both lie on the same side, G is folded, and training may not unfold it.
    noise : function of a dimension that returns a distribution
        The distribution of z: ``standard_normal`` or ``standard_uniform``.
    noise_dim : int
        The dimension of z; 0 (default) means the dimension of the data.
    dtype : str
        "float64" or "float32".
    """

    d_hidden: tuple[int, ...] = (32, 32)
    g_hidden: tuple[int, ...] = (64,)
    d_bias_std: float = 1.0
    g_bias_std: float = 0.3
    activation: Callable[[], Layer] = LeakyReLU
    g_slope: float = 0.2
    g_unfolded: bool = False
    noise: Callable[[int], Distribution] = standard_normal
    noise_dim: int = 0
    dtype: str = "float64"

    def __post_init__(self) -> None:
        arguments.int_at_least("noise_dim", self.noise_dim, 0)


def build_gan(
    distribution: Distribution | Conditional,
    networks: Networks | None = None,
    d_input: DiscriminatorInput | None = None,
    *,
    rng: np.random.Generator,
) -> GAN:
    """Return an untrained GAN for ``distribution``.

    Parameters
    ----------
    distribution : Distribution or Conditional
        For a conditional distribution, the GAN makes its pairs [x | c].
    networks : Networks, optional
        ``Networks()`` by default.
    d_input : DiscriminatorInput, optional
        Layers in front of D; none by default.
    rng : numpy.random.Generator
        Draws the weights of G, then those of D.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> gan = build_gan(Normal(4, 0.5), Networks(g_hidden=(8,)), rng=np.random.default_rng(0))
    >>> gan.generator
    Network(Linear(1, 8), LeakyReLU(0.2), Linear(8, 1))
    """
    if not isinstance(distribution, Distribution | Conditional):
        raise TypeError(f"distribution must be a Distribution or Conditional, got {distribution!r}")
    networks, d_input = networks or Networks(), d_input or DiscriminatorInput()
    dim, dtype = distribution.dim, networks.dtype
    c_dim = distribution.c_dim if isinstance(distribution, Conditional) else 0
    noise = networks.noise(networks.noise_dim or dim)
    generator = _generator(networks, noise.dim, c_dim, dim, _standardized(distribution, noise.dim), rng=rng)
    if networks.g_unfolded and noise.dim == dim == 1:
        c = np.empty((1, 0))
        if isinstance(distribution, Conditional):  # of a generator of its own, so that ``rng`` draws only the weights
            c = distribution.sample_conditions(CONDITIONS, rng=np.random.default_rng(0))
        for _ in range(MOST_DRAWS):
            if _is_unfolded(generator, c):
                break
            generator = _generator(networks, noise.dim, c_dim, dim, _standardized(distribution, noise.dim), rng=rng)
    in_front, columns = d_input.layers(dim, c_dim, rng=rng)
    widths = [columns, *networks.d_hidden, 1]
    d_layers = mlp_layers(widths, networks.activation, rng=rng, bias_std=networks.d_bias_std)
    discriminator = Network(*_standardized(distribution, dim), *in_front, *d_layers, dtype=dtype)
    if isinstance(distribution, Conditional):
        noise = ConditionedNoise(noise, distribution)
    return GAN(generator, discriminator, noise)


def _standardized(distribution: Distribution | Conditional, columns: int) -> list[Layer]:
    """Return the layers in front of a network that standardize the condition behind ``columns`` other columns.

    The numbers of a user's own file have any unit. Labels and the conditions of the catalog stay as they are.
    """
    if not isinstance(distribution, EmpiricalConditional) or distribution.classes:
        return []
    std = distribution.c.std(axis=0)
    std = np.where(std > 0, std, 1)
    shift = -distribution.c.mean(axis=0) / std
    return [Affine(np.append(np.ones(columns), 1 / std), np.append(np.zeros(columns), shift))]


def _generator(
    networks: Networks, noise_dim: int, c_dim: int, dim: int, in_front: list[Layer], *, rng: np.random.Generator
) -> Network:
    """Return an untrained generator from noise, and perhaps a condition, to points; its weights are drawn."""
    activation = networks.activation
    of_g = partial(LeakyReLU, networks.g_slope) if activation is LeakyReLU else activation
    widths = [noise_dim + c_dim, *networks.g_hidden, dim]
    layers = [*in_front, *mlp_layers(widths, of_g, rng=rng, bias_std=networks.g_bias_std)]
    if c_dim > 0:
        return ConditionalGenerator(*layers, c_dim=c_dim, dtype=networks.dtype)
    return Network(*layers, dtype=networks.dtype)


def _is_unfolded(generator: Network, c: np.ndarray) -> bool:
    """Return whether the ends of G, given each condition in ``c`` (k, c_dim), are opposite and similarly far away."""
    zc = [np.insert(c, 0, z, axis=1) for z in (-3.0, 0.0, 3.0)]
    low, center, high = (generator.forward(rows)[:, 0] for rows in zc)
    left, right = center - low, high - center
    return bool(((left * right > 0) & (left * left <= 2 * left * right) & (left * right <= 2 * left * left)).all())

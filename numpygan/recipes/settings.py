"""Every number of a run in sight: networks, step sizes, batch, k, loss, and the parts of the practical recipe.

Two kinds of settings: ``Settings()`` is Algorithm 1 of the notes, with Adam; in ``settings_for(distribution,
recipe=True)`` the
parts that help in practice are switched on. How they act while a GAN trains is in ``run``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

import numpy as np

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution, standard_normal, standard_uniform
from numpygan.nets import (
    Adam,
    GeneratorLoss,
    Layer,
    LeakyReLU,
    Network,
    ReLU,
    Tanh,
    mlp_layers,
    non_saturating,
    saturating,
)
from numpygan.nets.extras import Affine, FourierFeatures, GaussianNoise
from numpygan.training.algorithm1 import iterate
from numpygan.training.conditional import ConditionalGenerator, ConditionedNoise
from numpygan.training.gan import GAN
from numpygan.training.records import Record

LOSSES: dict[str, GeneratorLoss] = {"non-saturating": non_saturating, "saturating": saturating}
NOISES: dict[str, Callable[[int], Distribution]] = {"normal": standard_normal, "uniform": standard_uniform}
ACTIVATIONS: dict[str, Callable[[], Layer]] = {"leaky-relu": LeakyReLU, "relu": ReLU, "tanh": Tanh}
NAMED: dict[str, Mapping[str, Any]] = {  # the settings that are things, which have names only in a file
    "generator_loss": LOSSES,
    "late_loss": LOSSES,
    "noise": NOISES,
    "activation": ACTIVATIONS,
}


@dataclass(frozen=True)
class Settings:
    """What a run needs besides a distribution and a seed.

    The defaults are what the ``algorithm-1`` statement uses: LeakyReLU networks, G 1-64-1 and
    D 1-32-32-1, noise N(0, 1), Adam with D ten times as fast as G, three steps of D for one of G, and
    the non-saturating loss. Algorithm 1 itself is untouched: the recipe, from ``standardized`` on, is off.

    What networks and optimizers check themselves is left to them; the rest raises a ValueError or TypeError at once.

    Attributes
    ----------
    steps, batch, k : int
    generator_loss : function
    d_lr, g_lr : float
        Adam's step sizes at the start.
    betas : tuple of two floats
        Adam's, of both players.
    d_hidden, g_hidden : tuple of int
    d_bias_std, g_bias_std : float
        Of the first biases, which spreads the kinks of the networks over the line.
    activation : function of no arguments that returns a layer
        Of the hidden layers of both.
    g_slope : float
        Of G's LeakyReLU below 0, if that is the activation.
    noise : function of a dimension that returns a distribution
        Of z: ``standard_normal`` or ``standard_uniform``.
    noise_dim : int
        Of z; 0 for as many columns as a point has.
    dtype : str
        "float64" or "float32".
    standardized : bool
        Whether the GAN learns the data in units of its standard deviation around its mean. D's zoom, its
        noise and the penalty's weight are in the units that the GAN sees.
    d_halfway, g_halfway : float, optional
        The share of the step size that is left halfway through the run; it shrinks linearly before
        and after, to 0 at the end. 0.5 is plain linear decay, None (default) none at all.
    d_late_power, g_late_power : float
        In the second half steps shrink as this power of what is left: below 1 later and then faster, above 1 earlier.
    late_loss : function, optional
        What G descends in the second half; None (default) for ``generator_loss`` throughout.
    restart : bool
        Whether G begins the second half from its average.
    d_head_start : float
        For this share of the run, at the start of the second half, D steps alone: it learns to read its waves.
    average : float
        Decay of the averaged generator, which is then what the run makes; 0 for none.
    r1 : float
        Weight of the penalty at the start, in nats; it shrinks to 0 over the run, as the square of what is left.
    r1_points : int
        How many of D's real points the penalty is taken at; 0 (default) for all.
    d_noise : float
        Standard deviation, at the start, of the noise on D's input.
    noise_share : float
        The noise shrinks linearly to 0 over this share of the run.
    d_zoom : float
        What D's x is multiplied by before its first Linear layer: features this much sharper.
    d_waves : int
        How many :class:`~numpygan.nets.extras.FourierFeatures` of x D has; 0 for none. Their amplitude is 0 in the
        first half of the run.
    d_frequencies : tuple of two floats
        Of these waves, in radians per unit of x before the zoom.
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
    activation: Callable[[], Layer] = LeakyReLU
    g_slope: float = 0.2
    noise: Callable[[int], Distribution] = standard_normal
    noise_dim: int = 0
    dtype: str = "float64"
    # -- the recipe --
    standardized: bool = False
    d_halfway: float | None = None
    g_halfway: float | None = None
    d_late_power: float = 1.0
    g_late_power: float = 1.0
    late_loss: GeneratorLoss | None = None
    restart: bool = False
    d_head_start: float = 0.0
    average: float = 0.0
    r1: float = 0.0
    r1_points: int = 0
    d_noise: float = 0.0
    noise_share: float = 0.5
    d_zoom: float = 1.0
    d_waves: int = 0
    d_frequencies: tuple[float, float] = (1.0, 1.0)

    def __post_init__(self) -> None:
        for name in ("batch", "k"):
            arguments.positive_int(name, getattr(self, name))
        for name in ("noise_dim", "r1_points", "d_waves"):
            arguments.int_at_least(name, getattr(self, name), 0)
        for name in ("d_late_power", "g_late_power", "d_head_start", "r1", "d_noise"):
            arguments.not_negative(name, getattr(self, name))
        for name in ("noise_share", "d_zoom"):
            arguments.positive(name, getattr(self, name))
        for name in ("d_halfway", "g_halfway"):
            if getattr(self, name) is not None:
                arguments.not_negative(name, getattr(self, name))
        if self.d_head_start >= 0.5:
            raise ValueError(f"d_head_start must be < 0.5, a part of the second half, got {self.d_head_start:g}")
        if self.d_head_start > 0 and self.g_halfway is None:
            raise ValueError("d_head_start stops G; expected g_halfway as well, which sets its step again, got None")

    def gan(self, rng: np.random.Generator, distribution: Distribution | Conditional | None = None) -> GAN:
        """A new GAN for ``distribution`` (by default, one of the line) with freshly drawn weights."""
        dim = 1 if distribution is None else distribution.dim
        c_dim = distribution.c_dim if isinstance(distribution, Conditional) else 0
        noise = self.noise(self.noise_dim or dim)
        of_g = partial(LeakyReLU, self.g_slope) if self.activation is LeakyReLU else self.activation
        g_layers = mlp_layers([noise.dim + c_dim, *self.g_hidden, dim], of_g, rng=rng, bias_std=self.g_bias_std)
        in_front: list[Layer] = []
        if self.d_noise > 0:
            in_front.append(GaussianNoise(self.d_noise, rng=rng))
        if self.d_zoom != 1:
            in_front.append(Affine([self.d_zoom] * dim + [1.0] * c_dim))
        columns = dim + c_dim
        if self.d_waves > 0:
            low, high = (frequency / self.d_zoom for frequency in self.d_frequencies)
            in_front.append(FourierFeatures(columns, self.d_waves, (low, high), rng=rng, of=dim))
            columns += 2 * self.d_waves
        d_layers = mlp_layers([columns, *self.d_hidden, 1], self.activation, rng=rng, bias_std=self.d_bias_std)
        discriminator = Network(*in_front, *d_layers, dtype=self.dtype)
        if not isinstance(distribution, Conditional):
            return GAN(Network(*g_layers, dtype=self.dtype), discriminator, noise)
        generator = ConditionalGenerator(*g_layers, c_dim=c_dim, dtype=self.dtype)
        return GAN(generator, discriminator, ConditionedNoise(noise, distribution))

    def iterate(self, gan: GAN, data: Distribution, rng: np.random.Generator) -> Iterator[Record]:
        """Algorithm 1 on ``gan`` with the first part of these settings, endless: the caller stops after ``steps``."""
        optimizers = self.optimizers(gan)
        return iterate(
            gan, data, batch=self.batch, k=self.k, rng=rng, generator_loss=self.generator_loss, optimizers=optimizers
        )

    def optimizers(self, gan: GAN) -> tuple[Adam, Adam]:
        """Adam for D and for G."""
        return Adam(gan.discriminator, self.d_lr, self.betas), Adam(gan.generator, self.g_lr, self.betas)

    def as_json(self) -> dict[str, Any]:
        """Every setting as a number, a text or a list; :meth:`from_json` reads it back."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        for which, known in NAMED.items():
            names = [name for name, thing in known.items() if thing is values[which]]
            if not names and values[which] is not None:
                raise ValueError(f"{which} must be one of {', '.join(known)} to be written, got {values[which]}")
            values[which] = names[0] if names else None
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Settings":
        """Settings that :meth:`as_json` wrote; those that were written before there was a choice had no other."""
        values = {"noise": "normal", "activation": "leaky-relu", "g_late_power": 1.0, "d_head_start": 0.0, **values}
        known = {field.name for field in fields(cls)}
        if set(values) != known:
            raise ValueError(f"expected the settings {', '.join(sorted(known))}, got {', '.join(sorted(values))}")
        tuples = {name: tuple(value) for name, value in values.items() if isinstance(value, (list, tuple))}
        named = {which: None if values[which] is None else things[values[which]] for which, things in NAMED.items()}
        return cls(**{**values, **tuples, **named})


LINE = Settings()
LINE_RECIPE = Settings(
    batch=128,
    k=1,
    d_lr=5e-3,
    g_lr=2e-3,
    g_hidden=(32,),
    standardized=True,
    d_halfway=0.5,
    g_halfway=0.5,
    average=0.995,
    r1=0.1,
    d_noise=0.5,
    d_zoom=3.0,
)
PLANE = Settings(
    steps=10_000, batch=256, k=1, d_lr=1e-3, g_lr=1e-3, d_hidden=(128, 128), g_hidden=(128, 128), dtype="float32"
)
PLANE_RECIPE = Settings(
    steps=36_000,
    batch=256,
    k=1,
    d_lr=1e-3,
    g_lr=2e-3,
    betas=(0.5, 0.99),
    d_hidden=(128, 128, 128),
    g_hidden=(128, 128, 128, 128),
    g_slope=0.01,
    g_bias_std=0.0,
    dtype="float32",
    standardized=True,
    d_halfway=1.0,
    g_halfway=0.15,
    d_late_power=0.5,
    g_late_power=1.25,
    late_loss=saturating,
    restart=True,
    d_head_start=0.01,
    average=0.999,
    r1=0.01,
    r1_points=64,
    d_noise=0.5,
    noise_share=0.15,
    d_zoom=28.0,
    d_waves=32,
    d_frequencies=(5.0, 60.0),
)


# A generator that is told the mode has no gap to cross: smaller networks and fewer steps do.
LINE_CONDITIONAL_RECIPE = replace(LINE_RECIPE, steps=5000, g_hidden=(32, 32), g_slope=0.5)
PLANE_CONDITIONAL_RECIPE = replace(
    PLANE_RECIPE,
    steps=8000,
    d_lr=2e-3,
    d_hidden=(128, 128),
    g_hidden=(128, 128),
    g_slope=0.2,
    g_halfway=0.1,
    g_late_power=1.0,
    late_loss=None,
    d_head_start=0.0,
    d_zoom=10.0,
    d_waves=16,
)


def settings_for(distribution: Distribution | Conditional, *, recipe: bool = False) -> Settings:
    """The settings for ``distribution`` that the command line uses: plain Algorithm 1, or the practical recipe."""
    plain, unconditional, conditional = (
        (LINE, LINE_RECIPE, LINE_CONDITIONAL_RECIPE)
        if distribution.dim == 1
        else (PLANE, PLANE_RECIPE, PLANE_CONDITIONAL_RECIPE)
    )
    if not recipe:
        return plain
    return conditional if isinstance(distribution, Conditional) else unconditional

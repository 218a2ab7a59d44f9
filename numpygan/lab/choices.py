"""What can be chosen in the lab: a distribution, and the settings of the run, each from a short list."""

from dataclasses import dataclass, replace
from typing import Any

from numpygan import arguments
from numpygan.distributions import CATALOG, Conditional, Distribution, named_distribution
from numpygan.plots.conditions import can_draw_conditions
from numpygan.recipes import ACTIVATIONS, GENERATOR_LOSSES, NOISES, Settings, objects_of, settings_for

AnyDistribution = Distribution | Conditional
DISTRIBUTIONS = tuple(
    name
    for name, entry in CATALOG.items()
    if isinstance(entry.distribution, Distribution) or can_draw_conditions(entry.distribution)
)
OWN = "your points"  # the distribution of whoever has clicked some
FEW = "40 points"  # of a known distribution, for the preset that over-fits
WIDTHS = (), (8,), (16,), (32,), (64,), (16, 16), (32, 32), (64, 64), (128, 128), (128, 128, 128)
STEP_SIZES = 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 1.0, 10.0, 1e3, 1e6
OPTIONS: dict[str, tuple[Any, ...]] = {
    "distribution": DISTRIBUTIONS,
    "noise": tuple(NOISES),
    "noise_dim": (1, 2, 8),
    "g_hidden": WIDTHS,
    "d_hidden": WIDTHS,
    "activation": tuple(ACTIVATIONS),
    "generator_loss": tuple(GENERATOR_LOSSES),
    "k": (1, 2, 3, 5, 10, 20),
    "d_lr": STEP_SIZES,
    "g_lr": STEP_SIZES,
    "r1": (0.0, 0.01, 0.1, 1.0, 10.0),
    "pace": (0, 1, 4, 16),
}
NOT_SETTINGS = frozenset({"distribution", "pace"})
NAMES = {
    "distribution": "data x: distribution",
    "noise": "noise z: distribution",
    "noise_dim": "noise z: coordinates",
    "g_hidden": "G, hidden layers",
    "d_hidden": "D, hidden layers",
    "activation": "activation",
    "generator_loss": "G's loss",
    "k": "k, steps of D",
    "d_lr": "D, step size",
    "g_lr": "G, step size",
    "r1": "penalty R1 on D",
    "pace": "iterations in a frame",
}
WORDS = {"leaky-relu": "LeakyReLU(0.2)", "relu": "ReLU", "tanh": "Tanh"}
AT_ONCE = frozenset({"generator_loss", "k", "d_lr", "g_lr", "r1", "pace"})  # the rest begins a new run


@dataclass(frozen=True)
class Choices:
    """A choice for each of ``OPTIONS``; ``distribution`` may also be ``OWN`` or ``FEW``.

    ``base`` has all the other settings of the run. A ``pace`` of 0 means as many iterations as the time of a frame
    allows.
    """

    distribution: str
    noise: str
    noise_dim: int
    g_hidden: tuple[int, ...]
    d_hidden: tuple[int, ...]
    activation: str
    generator_loss: str
    k: int
    d_lr: float
    g_lr: float
    r1: float
    pace: int
    base: Settings

    @classmethod
    def usual(cls, name: str, distribution: AnyDistribution) -> "Choices":
        """What ``numpygan train`` uses for this distribution."""
        return cls.of(settings_for(distribution), name, distribution)

    @classmethod
    def of(cls, base: Settings, name: str, distribution: AnyDistribution, pace: int = 0) -> "Choices":
        """Return the choices that give the settings ``base``."""
        settings = base.as_json()
        settings |= {"distribution": name, "noise_dim": settings["noise_dim"] or distribution.dim, "pace": pace}
        return cls(**{name: settings[name] for name in OPTIONS}, base=base)

    def options(self, name: str, dim: int) -> tuple[Any, ...]:
        """The options for ``name`` and data of ``dim`` dimensions: an exact p_g in 1-D needs 1-D noise."""
        return (1,) if name == "noise_dim" and dim == 1 else OPTIONS[name]

    def next(self, name: str, by: int, dim: int) -> "Choices":
        """The choice ``by`` places further on in the list of ``name``; what stands behind the last is the first."""
        options = self.options(name, dim)
        now = getattr(self, name)
        place = options.index(now) + by if now in options else 0
        value = options[place % len(options)]
        if name == "distribution":
            return self.with_distribution(value, dim)
        return replace(self, **{name: value})

    def with_distribution(self, name: str, dim: int) -> "Choices":
        """The same choices for another distribution; the usual ones if its dimension is not ``dim``."""
        distribution = named_distribution(name)
        return Choices.usual(name, distribution) if distribution.dim != dim else replace(self, distribution=name)

    def settings(self, distribution: AnyDistribution) -> Settings:
        """The settings of a run on ``distribution``."""
        values = {name: getattr(self, name) for name in OPTIONS if name not in NOT_SETTINGS}
        values["noise_dim"] = 0 if self.noise_dim == distribution.dim else self.noise_dim
        return self.base.with_values(**objects_of(values))

    def in_words(self, name: str) -> str:
        """The choice for ``name`` as the window shows it."""
        value = getattr(self, name)
        if name in ("g_hidden", "d_hidden"):
            return " - ".join(map(str, value)) or "none: linear"
        if name in ("r1", "pace"):
            return f"{value:g}" if value else ("off" if name == "r1" else "as many as possible")
        return WORDS.get(value, value) if isinstance(value, str) else f"{value:g}"


def first(name: str) -> Choices:
    """The usual choices for the distribution ``name`` of the catalog."""
    return Choices.usual(name, named_distribution(arguments.known_name("distribution of the lab", name, DISTRIBUTIONS)))

"""What can be chosen in the lab: a law, and the settings of the run, each from a short list."""

from dataclasses import dataclass, fields, replace
from typing import Any

from numpygan import arguments
from numpygan.distributions import CATALOG, Distribution, named_law
from numpygan.training import LOSSES, Settings, settings_for

LAWS = tuple(name for name, entry in CATALOG.items() if isinstance(entry.law, Distribution))
OWN = "your points"  # the law of whoever has clicked some
WIDTHS = (), (8,), (16,), (32,), (64,), (16, 16), (32, 32), (64, 64), (128, 128), (128, 128, 128)
STEP_SIZES = 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 1.0, 10.0, 1e3, 1e6
OPTIONS: dict[str, tuple[Any, ...]] = {
    "law": LAWS,
    "noise_dim": (1, 2, 8),
    "g_hidden": WIDTHS,
    "d_hidden": WIDTHS,
    "g_slope": (0.2, 0.0, 0.7),
    "loss": tuple(LOSSES),
    "k": (1, 2, 3, 5, 10, 20),
    "d_lr": STEP_SIZES,
    "g_lr": STEP_SIZES,
    "r1": (0.0, 0.01, 0.1, 1.0, 10.0),
}
NAMES = {
    "law": "law",
    "noise_dim": "noise z, coordinates",
    "g_hidden": "G, hidden layers",
    "d_hidden": "D, hidden layers",
    "g_slope": "G, activation",
    "loss": "G's loss",
    "k": "k, steps of D",
    "d_lr": "D, step size",
    "g_lr": "G, step size",
    "r1": "penalty R1",
}
AT_ONCE = frozenset({"loss", "k", "d_lr", "g_lr", "r1"})  # the rest begins a new run


@dataclass(frozen=True)
class Choices:
    """A choice for each of ``OPTIONS``; ``law`` may also be :data:`OWN`."""

    law: str
    noise_dim: int
    g_hidden: tuple[int, ...]
    d_hidden: tuple[int, ...]
    g_slope: float
    loss: str
    k: int
    d_lr: float
    g_lr: float
    r1: float

    @classmethod
    def usual(cls, name: str, law: Distribution) -> "Choices":
        """What ``numpygan train`` uses for this law."""
        settings = settings_for(law)
        loss = next(name for name, loss in LOSSES.items() if loss is settings.generator_loss)
        values = {field.name: getattr(settings, field.name) for field in fields(cls) if hasattr(settings, field.name)}
        return cls(**{**values, "law": name, "loss": loss, "noise_dim": settings.noise_dim or law.dim})

    def options(self, name: str, dim: int) -> tuple[Any, ...]:
        """What ``name`` may be for a law of ``dim`` dimensions: p_g is exact on the line for noise of the line."""
        return (1,) if name == "noise_dim" and dim == 1 else OPTIONS[name]

    def next(self, name: str, by: int, dim: int) -> "Choices":
        """The choice ``by`` places further on in the list of ``name``; what stands behind the last is the first."""
        options = self.options(name, dim)
        now = getattr(self, name)
        place = options.index(now) + by if now in options else 0
        value = options[place % len(options)]
        if name == "law":
            law = named_law(value)
            assert isinstance(law, Distribution)
            usual = Choices.usual(value, law)
            return usual if law.dim != dim else replace(self, law=value)
        return replace(self, **{name: value})

    def settings(self, law: Distribution) -> Settings:
        """The settings of a run on ``law``."""
        values = {name: getattr(self, name) for name in OPTIONS if name not in ("law", "loss", "noise_dim")}
        noise_dim = 0 if self.noise_dim == law.dim else self.noise_dim
        return replace(settings_for(law), **values, noise_dim=noise_dim, generator_loss=LOSSES[self.loss])

    def in_words(self, name: str) -> str:
        """The choice for ``name`` as the window shows it."""
        value = getattr(self, name)
        if name == "g_slope":
            return "ReLU" if value == 0 else f"LeakyReLU({value:g})"
        if name in ("g_hidden", "d_hidden"):
            return " - ".join(map(str, value)) or "none: linear"
        if name == "r1":
            return f"{value:g}" if value else "off"
        return value if isinstance(value, str) else f"{value:g}"


def first(name: str) -> Choices:
    """The usual choices for the law ``name`` of the catalog."""
    law = named_law(arguments.known_name("law of the lab", name, LAWS))
    assert isinstance(law, Distribution)
    return Choices.usual(name, law)

"""All the numbers of a run, in parts: :class:`Settings`."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution, Normal
from numpygan.nets import GeneratorLoss, non_saturating
from numpygan.recipes import first_version
from numpygan.recipes.discriminator_input import DiscriminatorInput
from numpygan.recipes.named_choices import names_of, objects_of
from numpygan.recipes.networks import Networks, build_gan
from numpygan.recipes.recipe import Recipe
from numpygan.recipes.step_sizes import StepSizes
from numpygan.training.gan import GAN


@dataclass(frozen=True)
class Settings:
    """What a run needs besides a distribution and a random generator.

    ``Settings()`` is Algorithm 1 of the notes with Adam and small networks for one dimension: the practical recipe is
    off. :func:`settings_for` gives the settings of the command line.

    Attributes
    ----------
    steps, batch, k : int
        Iterations, size of a minibatch, and steps of D for each step of G.
    generator_loss : function
        What G descends.
    networks : Networks
    step_sizes : StepSizes
    d_input : DiscriminatorInput
    recipe : Recipe

    Examples
    --------
    The printed form shows what differs from the defaults:

    >>> Settings(steps=100, step_sizes=StepSizes(d_lr=0.01))
    Settings(steps=100, step_sizes=StepSizes(d_lr=0.01))

    No two parts have a setting of the same name, so a name is enough to change one:

    >>> Settings().with_values(k=2, d_lr=0.001, average=0.99)
    Settings(k=2, step_sizes=StepSizes(d_lr=0.001), recipe=Recipe(average=0.99))
    """

    steps: int = 2500
    batch: int = 64
    k: int = 3
    generator_loss: GeneratorLoss = non_saturating
    networks: Networks = field(default_factory=Networks)
    step_sizes: StepSizes = field(default_factory=StepSizes)
    d_input: DiscriminatorInput = field(default_factory=DiscriminatorInput)
    recipe: Recipe = field(default_factory=Recipe)

    def __post_init__(self) -> None:
        arguments.positive_int("batch", self.batch)
        arguments.positive_int("k", self.k)
        if self.recipe.d_head_start > 0 and self.step_sizes.g_lr_halfway is None:
            raise ValueError("d_head_start freezes G and needs g_lr_halfway, which sets G's step size again; got None")

    def values(self) -> dict[str, Any]:
        """Return the values of all parts in one dictionary, without the parts."""
        return {name: getattr(part, name) for part in (self, *self._parts().values()) for name in _names(part)}

    def with_values(self, **values: Any) -> "Settings":
        """Return these settings with other values, each in the part that its name belongs to.

        Raises
        ------
        ValueError
            For an unknown name, or a value that no run can have.
        """
        known = self.values()
        for name in values:
            if name not in known:
                raise ValueError(f"unknown setting {name!r}; expected one of {', '.join(known)}")
        parts = {
            name: dataclasses.replace(part, **{own: values[own] for own in _names(part) if own in values})
            for name, part in self._parts().items()
        }
        return dataclasses.replace(self, **parts, **{name: values[name] for name in _names(self) if name in values})

    def gan(self, rng: np.random.Generator, distribution: Distribution | Conditional | None = None) -> GAN:
        """Return :func:`build_gan` of these settings for ``distribution``, by default one in one dimension."""
        return build_gan(Normal() if distribution is None else distribution, self.networks, self.d_input, rng=rng)

    def as_json(self) -> dict[str, Any]:
        """Return every setting as a number, a text or a tuple; :meth:`from_json` reads them back."""
        return names_of(self.values())

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Settings":
        """Return the settings that :meth:`as_json` wrote, now or in the first version of this package."""
        values = first_version.translated_settings(values)
        if set(values) != set(cls().values()):
            raise ValueError(f"expected the settings {', '.join(cls().values())}, got {', '.join(values)}")
        tuples = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return cls().with_values(**objects_of({**values, **tuples}))

    def _parts(self) -> dict[str, Any]:
        """Return the parts by their names."""
        values = {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}
        return {name: value for name, value in values.items() if dataclasses.is_dataclass(value)}

    def __repr__(self) -> str:
        return _changed(self)


def _names(part: Any) -> Iterator[str]:
    """Yield the names of the settings of a part, without those that are parts themselves."""
    return (each.name for each in dataclasses.fields(part) if not dataclasses.is_dataclass(getattr(part, each.name)))


def _changed(part: Any) -> str:
    """Return the text of a part with the values that differ from the defaults."""
    defaults: Any = type(part)
    default, texts = defaults(), []
    for each in dataclasses.fields(part):
        value = getattr(part, each.name)
        if dataclasses.is_dataclass(value):
            if repr(value) != repr(getattr(default, each.name)):
                texts.append(f"{each.name}={_changed(value)}")
        elif repr(value) != repr(getattr(default, each.name)):
            texts.append(f"{each.name}={getattr(value, '__name__', None) or repr(value)}")
    return f"{type(part).__name__}({', '.join(texts)})"

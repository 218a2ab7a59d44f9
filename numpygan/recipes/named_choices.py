"""Names of losses, noise distributions and activations: on the command line, in the lab and in files.

This is the only place where a name becomes a function, and a function becomes a name.
"""

from collections.abc import Callable, Mapping
from typing import Any

from numpygan import arguments
from numpygan.distributions import Distribution, standard_normal, standard_uniform
from numpygan.nets import GeneratorLoss, Layer, LeakyReLU, ReLU, Tanh, non_saturating, saturating

GENERATOR_LOSSES: dict[str, GeneratorLoss] = {"non-saturating": non_saturating, "saturating": saturating}
NOISES: dict[str, Callable[[int], Distribution]] = {"normal": standard_normal, "uniform": standard_uniform}
ACTIVATIONS: dict[str, Callable[[], Layer]] = {"leaky-relu": LeakyReLU, "relu": ReLU, "tanh": Tanh}
CHOICES: dict[str, Mapping[str, Any]] = {
    "generator_loss": GENERATOR_LOSSES,
    "second_half_loss": GENERATOR_LOSSES,
    "noise": NOISES,
    "activation": ACTIVATIONS,
}


def objects_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Replace the names among the values of some settings by what they stand for.

    Examples
    --------
    >>> objects_of({"k": 2, "activation": "tanh"})
    {'k': 2, 'activation': <class 'numpygan.nets.activations.Tanh'>}
    """
    return {setting: _object(setting, value) for setting, value in values.items()}


def names_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Replace the functions and classes among the values of some settings by their names; undo :func:`objects_of`.

    Raises
    ------
    ValueError
        For a function or class that has no name here, such as the user's own loss.
    """
    return {setting: _name(setting, value) for setting, value in values.items()}


def _object(setting: str, value: Any) -> Any:
    if setting not in CHOICES or value is None:
        return value
    return CHOICES[setting][arguments.known_name(setting, value, CHOICES[setting])]


def _name(setting: str, value: Any) -> Any:
    if setting not in CHOICES or value is None:
        return value
    for name, known in CHOICES[setting].items():
        if known is value:
            return name
    raise ValueError(f"{setting} must be one of {', '.join(CHOICES[setting])} to be written, got {value}")

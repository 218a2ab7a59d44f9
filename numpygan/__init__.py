"""Generative adversarial networks from scratch in NumPy, with every statement checked by numbers.

The names below are in reading order: distributions and divergences, the game and Theorem 1, networks by hand,
Algorithm 1, and the checks of the notes.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from numpygan.threads import use_one_thread

__version__ = "0.1.0"

use_one_thread()  # must come before NumPy is imported

if TYPE_CHECKING:  # for readers, editors and type checkers; at run time __getattr__ below imports these names
    # Distributions and divergences.
    from numpygan.distributions import Categorical, Empirical, Mixture, MultivariateNormal, Normal, Uniform, from_scipy
    from numpygan.distributions import grid, ring
    from numpygan.numerics import Estimate
    from numpygan.theory import js, kl, total_variation

    # The game, for known distributions.
    from numpygan.theory import PushForward, criterion, maximize_value, optimal_discriminator, value

    # Networks by hand.
    from numpygan.nets import LeakyReLU, Linear, Network, gradcheck, mlp
    from numpygan.nets import SGD, Adam, discriminator_loss, non_saturating, saturating

    # Algorithm 1 and exact measures of its result.
    from numpygan.training import GAN, History, iterate, train
    from numpygan.evaluation import exact_measures

    # The checks of the notes.
    from numpygan.statements import STATEMENTS, check

__all__ = [
    "GAN",
    "SGD",
    "STATEMENTS",
    "Adam",
    "Categorical",
    "Empirical",
    "Estimate",
    "History",
    "LeakyReLU",
    "Linear",
    "Mixture",
    "MultivariateNormal",
    "Network",
    "Normal",
    "PushForward",
    "Uniform",
    "check",
    "criterion",
    "discriminator_loss",
    "exact_measures",
    "from_scipy",
    "gradcheck",
    "grid",
    "iterate",
    "js",
    "kl",
    "maximize_value",
    "mlp",
    "non_saturating",
    "optimal_discriminator",
    "ring",
    "saturating",
    "total_variation",
    "train",
    "value",
]

_ROOMS = ("distributions", "numerics", "theory", "nets", "training", "recipes", "evaluation", "statements")

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a room, or the room of a name, at its first use, so that the command starts without NumPy."""
        if name in _ROOMS:
            return import_module(f"numpygan.{name}")
        if name in __all__:
            for room in map(import_module, (f"numpygan.{room}" for room in _ROOMS)):
                if hasattr(room, name):
                    return getattr(room, name)
        raise AttributeError(f"module 'numpygan' has no attribute {name!r}")

    def __dir__() -> list[str]:
        return [*globals(), *_ROOMS, *__all__]

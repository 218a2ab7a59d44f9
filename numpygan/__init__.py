"""Generative adversarial networks from scratch in NumPy, every claim checked by numbers.

What is exported here stands in reading order. Start with a distribution, measure how far apart two of them
are, verify Theorem 1, build a network by hand, and let two of them play Algorithm 1.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from numpygan.threads import use_one_thread

__version__ = "0.1.0"

use_one_thread()  # before a room imports NumPy

if TYPE_CHECKING:  # for readers, editors and type checkers; when the package runs, see __getattr__ below
    # Distributions, and how far apart they are.
    from numpygan.distributions import Categorical, Empirical, Mixture, MultivariateNormal, Normal, Uniform, from_scipy
    from numpygan.distributions import grid, ring
    from numpygan.theory import Estimate, js, kl, total_variation

    # The game, for known distributions.
    from numpygan.theory import PushForward, criterion, maximize_value, optimal_discriminator, value

    # Networks by hand.
    from numpygan.nets import LeakyReLU, Linear, Network, gradcheck, mlp
    from numpygan.nets import SGD, Adam, discriminator_loss, non_saturating, saturating

    # Algorithm 1, and what it did.
    from numpygan.training import GAN, History, iterate, train
    from numpygan.evaluation import exact_measures

    # The notes, checked.
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
        """Import a room, or the room of a name, at its first use: the command starts before NumPy, see ``__main__``."""
        if name in _ROOMS:
            return import_module(f"numpygan.{name}")
        if name in __all__:
            for room in map(import_module, (f"numpygan.{room}" for room in _ROOMS)):
                if hasattr(room, name):
                    return getattr(room, name)
        raise AttributeError(f"module 'numpygan' has no attribute {name!r}")

    def __dir__() -> list[str]:
        return [*globals(), *_ROOMS, *__all__]

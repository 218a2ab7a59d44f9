"""Train for a number of steps and return the history: a loop around ``iterate``.

For a run that can be interrupted and resumed, or that uses the practical recipe, see :class:`numpygan.recipes.Run`.
"""

from collections.abc import Callable
from itertools import islice
from typing import Any

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.training.algorithm1 import iterate
from numpygan.training.gan import GAN
from numpygan.training.history import History
from numpygan.training.records import Record

Measure = Callable[[GAN], dict[str, float]]


def train(
    gan: GAN, data: Distribution, *, steps: int, every: int = 1, measure: Measure | None = None, **settings: Any
) -> History:
    """Train ``gan`` on ``data`` for ``steps`` iterations of Algorithm 1.

    Parameters
    ----------
    gan : GAN
        Trained in place.
    data : Distribution
    steps : int
    every : int
        A row is recorded each time the step is a multiple of it.
    measure : callable, optional
        Takes the GAN, returns further columns as a dict; for example
        ``lambda gan: exact_measures(gan, data)``.
    **settings
        Those of :func:`iterate`: ``batch`` and ``rng``, and perhaps ``k``, ``lr``,
        ``generator_loss``, ``optimizers``.

    Returns
    -------
    History

    Examples
    --------
    >>> import numpy as np
    >>> from numpygan.distributions import Normal
    >>> from numpygan.nets import mlp
    >>> rng = np.random.default_rng(0)
    >>> gan = GAN(mlp([1, 8, 1], rng=rng), mlp([1, 8, 1], rng=rng), Normal())
    >>> train(gan, Normal(4, 0.5), steps=20, every=10, batch=64, rng=rng)["step"]
    array([10, 20])
    """
    measure = measure or (lambda gan: {})
    every, steps = arguments.positive_int("every", every), arguments.positive_int("steps", steps)
    history = History([*Record._fields, *measure(gan)], expected=max(1, steps // every))
    for record in islice(iterate(gan, data, **settings), steps):
        if record.step % every == 0:
            history.append({**record._asdict(), **measure(gan)})
    return history

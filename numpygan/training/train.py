"""``iterate``, consumed: so many steps, a row of numbers every so often."""

from collections.abc import Callable, Iterator
from typing import Any

from numpygan import arguments
from numpygan.distributions import Distribution
from numpygan.training.algorithm1 import Record, iterate
from numpygan.training.gan import GAN
from numpygan.training.history import History

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
    recorder = Recorder(gan, steps=steps, every=every, measure=measure)
    for _ in recorder.follow(iterate(gan, data, **settings)):
        pass
    return recorder.history


class Recorder:
    """Follows the records of a run, passes them on, and fills a history on the way.

    What was recorded stays in ``history`` however the loop around it ends.
    """

    def __init__(self, gan: GAN, *, steps: int, every: int = 1, measure: Measure | None = None) -> None:
        self.gan = gan
        self.steps = arguments.positive_int("steps", steps)
        self.every = arguments.positive_int("every", every)
        self.measure = measure or (lambda gan: {})
        self.history = History([*Record._fields, *self.measure(gan)], capacity=self.steps // self.every)

    def follow(self, records: Iterator[Record]) -> Iterator[Record]:
        """Yield ``steps`` of ``records``."""
        for _ in range(self.steps):
            record = next(records)
            if record.step % self.every == 0:
                self.history.append({**record._asdict(), **self.measure(self.gan)})
            yield record

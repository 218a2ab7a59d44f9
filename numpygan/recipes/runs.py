"""A run: everything that changes while a GAN trains, so that it can be watched, saved and resumed.

The parts of the practical recipe act here, each in a line or two around Algorithm 1, which stays as it is:
standardized data, shrinking steps, a shrinking penalty, fading noise on D's input, an averaged generator, and a second
half that begins from it, with waves for D and a loss of its own.
"""

import copy
import math
import os
from collections.abc import Iterator

import numpy as np

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution, Pairs
from numpygan.nets import Network
from numpygan.nets.extras import AveragedNetwork, FourierFeatures, GaussianNoise, r1
from numpygan.recipes import checkpoint
from numpygan.recipes.run_identity import origin
from numpygan.recipes.settings import Settings
from numpygan.recipes.standardization import Standardized, standardize
from numpygan.training.algorithm1 import Record, iterate
from numpygan.training.gan import GAN
from numpygan.training.history import History
from numpygan.training.trainer import Measure

SECOND_HALF = 0.5  # left of the run: by then G has found the modes, which a D that sees every detail would hinder


class Run:
    """A GAN that learns ``law`` under ``settings``.

    Parameters
    ----------
    law : Distribution or Conditional
        A conditional law makes a conditional GAN, on its pairs.
    settings : Settings
    rng : numpy.random.Generator
        Draws the weights, then everything else.
    every : int
        Steps between two rows of the history.
    measure : callable, optional
        Further columns of the history: takes :meth:`result`, returns a dict.

    Attributes
    ----------
    gan : GAN
        The one that is trained, in the units of ``data``.
    data : Distribution
        What it sees: ``law``, its pairs, or either standardized.
    step : int
        Iterations done.
    history : History
    origin : str
        A hash of the state of ``rng`` before the first draw; after :meth:`load`, that of the loaded run.

    Examples
    --------
    >>> from numpygan.distributions import Normal
    >>> run = Run(Normal(4, 0.5), Settings(steps=20), rng=np.random.default_rng(0), every=10)
    >>> for record in run.iterate():
    ...     pass
    >>> run.history["step"]
    array([10, 20])
    """

    def __init__(
        self,
        law: Distribution | Conditional,
        settings: Settings,
        *,
        rng: np.random.Generator,
        every: int = 50,
        measure: Measure | None = None,
    ) -> None:
        arguments.positive_int("steps", settings.steps)
        self.law, self.settings = law, settings
        self.rng = arguments.generator(rng)
        self.origin = origin(self.rng)  # before anything is drawn
        self.every = arguments.positive_int("every", every)
        self.measure = measure or (lambda gan: {})
        self.data: Distribution = Pairs(law) if isinstance(law, Conditional) else law
        if settings.standardized:
            self.data = standardize(self.data, rng=rng)
        self.gan = settings.gan(rng, law)
        self.optimizers = settings.optimizers(self.gan)
        self.average = AveragedNetwork(self.gan.generator, settings.average)
        self.step = 0
        self._fade(0)
        self.history = History(
            [*Record._fields, *self.measure(self.result())], expected=max(1, settings.steps // every)
        )

    def iterate(self) -> Iterator[Record]:
        """Train: yield a record for each of the steps that are left, and add to the history.

        Raises
        ------
        FloatingPointError
            When a number stops being finite: names the step and the player. The networks keep the
            last finite state.
        """
        settings = self.settings
        records = iterate(
            self.gan,
            self.data,
            batch=settings.batch,
            k=settings.k,
            rng=self.rng,
            generator_loss=self._generator_loss,
            optimizers=self.optimizers,
            penalty=self._penalty if settings.r1 > 0 else None,
            done=self.step,
        )
        while self.step < settings.steps:
            self._fade(self.step)
            if settings.restart and self.step == math.ceil(SECOND_HALF * settings.steps):
                self.gan.generator.theta = self.average.network.theta
            record = next(records)
            self.average.update()
            self.step = record.step
            if self.step % self.every == 0:
                self.history.append({**record._asdict(), **self.measure(self.result())})
            yield record

    def result(self) -> GAN:
        """A copy of the GAN as it is now: averaged generator, units of ``law``, no noise on D's input."""
        gan = GAN(self.average.network, self.gan.discriminator, self.gan.noise)
        gan = self.data.restore(gan) if isinstance(self.data, Standardized) else copy.deepcopy(gan)
        gan.discriminator.training = False
        return gan

    @property
    def left(self) -> float:
        """The share of the run that is still to be done, from 1 down to 0."""
        return 1 - self.step / self.settings.steps

    def _fade(self, done: int) -> None:
        """Set the step sizes, the noise on D's input and its waves for the step after ``done`` steps."""
        settings, (d_optimizer, g_optimizer) = self.settings, self.optimizers
        left = 1 - done / settings.steps
        for optimizer, lr, halfway, power in (
            (d_optimizer, settings.d_lr, settings.d_halfway, settings.d_late_power),
            (g_optimizer, settings.g_lr, settings.g_halfway, settings.g_late_power),
        ):
            if halfway is not None:
                late = halfway * (2 * left) ** power
                optimizer.lr = lr * (late if left < 0.5 else halfway + (1 - halfway) * (2 * left - 1))
        if SECOND_HALF - settings.d_head_start < left <= SECOND_HALF:
            g_optimizer.lr = 0.0  # D steps alone
        for layer in self.gan.discriminator.layers:
            if isinstance(layer, GaussianNoise):
                layer.std = settings.d_noise * max(0.0, 1 - (1 - left) / settings.noise_share)
            if isinstance(layer, FourierFeatures):
                layer.amplitude = float(left <= SECOND_HALF)

    def _generator_loss(self, logits: np.ndarray) -> tuple[float, np.ndarray]:
        late_loss = self.settings.late_loss if self.left <= SECOND_HALF else None
        return (late_loss or self.settings.generator_loss)(logits)

    def _penalty(self, discriminator: Network, x: np.ndarray) -> float:
        return r1(discriminator, x[: self.settings.r1_points or None], self.settings.r1 * self.left**2)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write all that changes to ``path`` (.npz), atomically: the old file or the new one, never half of one."""
        checkpoint.save(path, self)

    def load(self, path: str | os.PathLike[str]) -> None:
        """Go on where the run that wrote ``path`` was, to the bit; call it before :meth:`iterate`.

        This run must have the same law and settings; its seed and ``every`` may be others.

        Raises
        ------
        ValueError
            If the file is truncated, not of this package, of a newer version, or of another run.
        """
        checkpoint.load(path, self)
        self._fade(max(0, self.step - 1))  # as it was at the last step, for result() is of D as it is now

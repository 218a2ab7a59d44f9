"""A run: everything that changes while a GAN trains, so that it can be watched, saved and resumed.

The parts of the practical recipe are here, each in a line or two around Algorithm 1, which stays as it is: standardized
data, decreasing step sizes, penalty and noise on D's input, an averaged generator, and a second half that starts from
the averaged generator, enables D's random Fourier features and may use another generator loss.
"""

import copy
import itertools
import math
import os
from collections.abc import Iterator

import numpy as np

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution, Pairs
from numpygan.nets import GeneratorLoss, Network
from numpygan.nets.extras import AveragedNetwork, FourierFeatures, GaussianNoise, r1
from numpygan.recipes import checkpoint
from numpygan.recipes.run_description import hash_of_state
from numpygan.recipes.settings import Settings
from numpygan.recipes.standardization import Standardized, standardize
from numpygan.training.algorithm1 import phases
from numpygan.training.gan import GAN
from numpygan.training.guards import guarded
from numpygan.training.history import History
from numpygan.training.memory import keep_freed_memory
from numpygan.training.records import DISCRIMINATOR, GENERATOR, Phase, Player, Record, record_of
from numpygan.training.trainer import Measure

SECOND_HALF = 0.5  # share of the run that is left: a D that sees fine details earlier makes G lose modes


class Run:
    """A GAN that learns ``distribution`` under ``settings``.

    Parameters
    ----------
    distribution : Distribution or Conditional
        A conditional distribution makes a conditional GAN, on its pairs.
    settings : Settings
    rng : numpy.random.Generator
        Draws the weights first, then everything else.
    every : int
        Steps between two rows of the history.
    measure : callable, optional
        Further columns of the history: takes :meth:`result`, returns a dict.

    Attributes
    ----------
    gan : GAN
        The GAN that is trained, in the units of ``data``.
    data : Distribution
        What it is trained on: ``distribution`` or its pairs, perhaps standardized.
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
    >>> run
    <Run on Normal(4, 0.5): 20 of 20 steps>
    """

    def __init__(
        self,
        distribution: Distribution | Conditional,
        settings: Settings,
        *,
        rng: np.random.Generator,
        every: int = 50,
        measure: Measure | None = None,
    ) -> None:
        arguments.positive_int("steps", settings.steps)
        self.distribution, self.settings = distribution, settings
        self.rng = arguments.generator(rng)
        self.origin = hash_of_state(self.rng)  # before anything is drawn
        self.every = arguments.positive_int("every", every)
        self.measure = measure or (lambda gan: {})
        self.data: Distribution = Pairs(distribution) if isinstance(distribution, Conditional) else distribution
        if settings.recipe.standardized:
            self.data = standardize(self.data, rng=rng)
        self.gan = settings.gan(rng, distribution)
        self.optimizers = settings.step_sizes.optimizers(self.gan)
        self.average = AveragedNetwork(self.gan.generator, settings.recipe.average)
        self.step = 0
        keep_freed_memory()
        self._set_schedules(0)
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
        while self.step < self.settings.steps:
            yield self.record_of_iteration(self.phases())

    def phases(self) -> Iterator[Phase]:
        """Do one iteration and pause after each of its phases; :meth:`record_of_iteration` ends it."""
        self._set_schedules(self.step)
        if self.settings.recipe.restart_from_average and self.step == math.ceil(SECOND_HALF * self.settings.steps):
            self.gan.generator.theta = self.average.network.theta
        yield from self._phases(self.settings.k)
        self.average.update()

    def record_of_iteration(self, phases: Iterator[Phase]) -> Record:
        """Run the phases of an iteration to their end, count the step, and add a row to the history if one is due."""
        record = record_of(self.step + 1, phases)
        self.step = record.step
        if self.step % self.every == 0:
            self.history.append({**record._asdict(), **self.measure(self.result())})
        return record

    def step_alone(self, player: Player) -> None:
        """Let one player step by itself, which is not Algorithm 1; neither the step count nor the history changes."""
        k = 1 if player == DISCRIMINATOR else 0
        for _ in itertools.islice(self._phases(k), 3):  # draw, gradient, step
            pass
        if player == GENERATOR:
            self.average.update()

    def _phases(self, k: int) -> Iterator[Phase]:
        settings = self.settings
        penalty = self._penalty if settings.recipe.r1 > 0 else None
        losses_and_steps = self.generator_loss, self.optimizers, penalty
        iteration = phases(self.gan, self.data, settings.batch, k, self.rng, *losses_and_steps)
        return guarded(self.step + 1, iteration, self.gan, settings.batch)

    def result(self) -> GAN:
        """A copy of the GAN as it is now: averaged generator, units of ``distribution``, no noise on D's input."""
        gan = GAN(self.average.network, self.gan.discriminator, self.gan.noise)
        gan = self.data.restore(gan) if isinstance(self.data, Standardized) else copy.deepcopy(gan)
        gan.discriminator.training = False
        return gan

    def __repr__(self) -> str:
        return f"<Run on {self.distribution!r}: {self.step:,} of {self.settings.steps:,} steps>"

    @property
    def left(self) -> float:
        """The share of the run that is still to be done, from 1 down to 0."""
        return 1 - self.step / self.settings.steps

    def _set_schedules(self, done: int) -> None:
        """Set what depends on how much of the run is left, for the step after ``done`` steps."""
        settings, d_input = self.settings, self.settings.d_input
        left = 1 - done / settings.steps
        settings.step_sizes.set(self.optimizers, left)
        if SECOND_HALF - settings.recipe.d_head_start < left <= SECOND_HALF:
            self.optimizers[1].lr = 0.0  # G is frozen while D adapts.
        for layer in self.gan.discriminator.layers:
            if isinstance(layer, GaussianNoise):
                layer.std = d_input.d_noise * max(0.0, 1 - (1 - left) / d_input.d_noise_share)
            if isinstance(layer, FourierFeatures):
                layer.amplitude = float(left <= SECOND_HALF)

    @property
    def generator_loss(self) -> GeneratorLoss:
        """What G descends now: ``second_half_loss`` in the second half of the run, if there is one."""
        second_half_loss = self.settings.recipe.second_half_loss if self.left <= SECOND_HALF else None
        return second_half_loss or self.settings.generator_loss

    def _penalty(self, discriminator: Network, x: np.ndarray) -> float:
        return r1(discriminator, x[: self.settings.recipe.r1_points or None], self.settings.recipe.r1 * self.left**2)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write all that changes to ``path`` (.npz), atomically: the old file or the new one, never half of one."""
        checkpoint.save(path, self)

    def load(self, path: str | os.PathLike[str]) -> None:
        """Go on where the run that wrote ``path`` was, to the bit; call it before :meth:`iterate`.

        This run must have the same distribution and settings; its seed and ``every`` may be others.

        Raises
        ------
        ValueError
            If the file is truncated, not of this package, of a newer version, or of another run.
        """
        checkpoint.load(path, self)
        self._set_schedules(max(0, self.step - 1))  # as it was at the last step, for result() is of D as it is now

"""The state of the lab: a run, what was chosen, what was measured, and why it stopped. No picture, no widget."""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from numpygan.distributions import Distribution, Empirical, Univariate, named_distribution
from numpygan.evaluation import exact_measures, measures_for
from numpygan.evaluation.exact import sample_value
from numpygan.lab.choices import AT_ONCE, FEW, OWN, AnyDistribution, Choices, first
from numpygan.lab.phases import CaptionedPhase, captioned_phases
from numpygan.lab.presets import PRESETS, TRAINING_POINTS, Finding, Judged
from numpygan.numerics.integrand import log_densities
from numpygan.plots.history import JS
from numpygan.plots.stages.plane_stage import generated_distribution_2d, has_density, is_planar
from numpygan.recipes import Run
from numpygan.training import GAN, History, Record
from numpygan.training.records import DISCRIMINATOR, GENERATOR, Player

POINTS = 1000  # of each kind, for JS over cells
FRESH = 300  # of each kind, for V against C(G): D* at a point costs more than D
ERRORS = ArithmeticError, ValueError


class Model:
    """A run on the distribution that was chosen.

    Parameters
    ----------
    distribution : str
        Of the catalog; the settings are those of ``numpygan train`` until others are chosen.
    seed : int
        Seed of all random numbers. The same choices and steps give, on one machine, the bits of ``numpygan train``.

    Attributes
    ----------
    choices : Choices
    distribution : Distribution or Conditional
    run : Run
    history : History
        What :meth:`measure` found, a row each time.
    message : str
        Why the run stopped; "" while it can go on.
    repeatable : bool
        Whether ``numpygan train`` can make this run again: nothing was changed on the way, no player stepped alone.
    """

    def __init__(self, distribution: str = "ring", *, seed: int = 0) -> None:
        self.choices, self.seed, self.preset = first(distribution), seed, ""
        self.points = np.empty((0, 2))
        self.reset()

    def use_preset(self, name: str) -> None:
        """Begin the run of the preset ``name``."""
        self.preset, self.choices = name, PRESETS[name].choices()
        if PRESETS[name].few:
            population = named_distribution(PRESETS[name].distribution)
            assert isinstance(population, Distribution)
            self.points = population.sample(TRAINING_POINTS, rng=np.random.default_rng([self.seed, 4]))
        self.reset()

    def judge(self) -> Finding | None:
        """Return whether the run does what its preset says; None for a run without a preset."""
        if not self.preset or not isinstance(self.population, Distribution):
            return None
        return PRESETS[self.preset].judge(Judged(self.gan(), self.population, np.array(self.means), self.points))

    def reset(self) -> None:
        """Begin again, at step 0, with the choices as they are."""
        self.distribution: AnyDistribution = (
            Empirical(self.points)
            if self.choices.distribution in (OWN, FEW)
            else named_distribution(self.choices.distribution)
        )
        self.run = Run(
            self.distribution, self.choices.settings(self.distribution), rng=np.random.default_rng(self.seed)
        )
        self.message, self.repeatable = "", True
        self._records: Iterator[Record] | None = None
        self._phases: Iterator[CaptionedPhase] | None = None
        self.population: AnyDistribution = self.distribution
        if self.choices.distribution == FEW:
            self.population = named_distribution(PRESETS[self.preset].distribution)
        self.means: list[float] = []
        self._measure = measures_for(self.population, n=POINTS)
        rng = np.random.default_rng([self.seed, 1])
        data = self.population if isinstance(self.population, Distribution) else self.run.data
        self._x, self._z = data.sample(FRESH, rng=rng), self.run.gan.noise.sample(FRESH, rng=self._noise_rng())
        of_plane = isinstance(self.distribution, Distribution) and self.distribution.dim == 2
        self._knows_best = of_plane and has_density(self.run.data) and is_planar(self.run.gan.noise)
        row = self._row(self.run.result())
        self.history = History(list(row))
        self.history.append(row)

    @property
    def step(self) -> int:
        """Iterations done."""
        return self.run.step

    def gan(self) -> GAN:
        """The GAN as it is now."""
        return self.run.result()

    def choose(self, choices: Choices) -> bool:
        """Apply ``choices``; return whether a new run begins because a network or the distribution changed."""
        changed = {name for name in vars(choices) if getattr(choices, name) != getattr(self.choices, name)}
        self.choices = choices
        if changed - {"pace"} and choices.distribution != FEW:
            self.preset = ""
        if not changed <= AT_ONCE:
            self.reset()
            return True
        if changed - {"pace"}:
            self._finish_phases()
            self.run.settings = choices.settings(self.distribution)
            for optimizer, lr in zip(self.run.optimizers, (choices.d_lr, choices.g_lr), strict=True):
                optimizer.lr = lr
            self._records = None
            self.repeatable = self.repeatable and self.step == 0
        return False

    def use_points(self, points: np.ndarray) -> None:
        """Begin a run on ``points`` (n, d), which the user has placed."""
        self.points = np.array(points, dtype=float)
        distribution = Empirical(self.points)
        usual = Choices.usual(OWN, distribution)
        self.choices = replace(self.choices, distribution=OWN) if distribution.dim == self.distribution.dim else usual
        self.reset()

    # -- steps

    def step_both(self, count: int = 1, *, seconds: float | None = None) -> int:
        """Iterations of Algorithm 1: ``count``, or as many as ``seconds`` allow, at least one; return how many.

        With ``seconds`` there are at most as many as the choice of the pace says. An iteration that slow motion has
        begun is ended first, and counted; with a ``count`` of 0 that is all.
        """
        done, end = 0, None if seconds is None else time.perf_counter() + seconds
        if seconds is not None:
            count = self.choices.pace or 10**9
        with np.errstate(over="ignore", invalid="ignore"):
            try:
                done += self._finish_phases()
                while self._may_go_on() and done < count and (end is None or done == 0 or time.perf_counter() < end):
                    if self._records is None:
                        self._records = self.run.iterate()
                    next(self._records)
                    done += 1
                    self._note_mean()
            except ERRORS as error:
                self.stop(error)
        return done

    def _note_mean(self) -> None:
        """Note the mean of p_g of a 1-D run of a preset."""
        if self.preset and self.distribution.dim == 1:
            self.means.append(float(self.run.gan.generator.forward(self._z).mean()))

    def step_d(self) -> None:
        """A step of D alone, on fresh minibatches."""
        self._step_alone(DISCRIMINATOR)

    def step_g(self) -> None:
        """A step of G alone, on fresh noise."""
        self._step_alone(GENERATOR)

    def next_phase(self) -> CaptionedPhase | None:
        """Do the next phase of an iteration in slow motion and return it; None if the run cannot go on."""
        if not self._may_go_on():
            return None
        if self._phases is None:
            self._phases, self._records = captioned_phases(self.run), None
        with np.errstate(over="ignore", invalid="ignore"):
            try:
                step, phase = self.step, next(self._phases)
                if self.step > step:
                    self._phases = None
                return phase
            except ERRORS as error:
                self.stop(error)
        return None

    def _step_alone(self, player: Player) -> None:
        if not self._may_go_on():
            return
        with np.errstate(over="ignore", invalid="ignore"):
            try:
                self._finish_phases()
                self.run.step_alone(player)
            except ERRORS as error:
                self.stop(error)
        self._records, self.repeatable = None, False

    def _finish_phases(self) -> int:
        """End an iteration that slow motion has begun, for half of one is not Algorithm 1; return how many ended."""
        if self._phases is None:
            return 0
        for _ in self._phases:
            pass
        self._phases = None
        return 1

    def _may_go_on(self) -> bool:
        if not self.message and self.step >= self.run.settings.steps:
            self.message = f"Done: all {self.step:,} steps of this run. Reset begins again."
        return not self.message

    def stop(self, error: Exception) -> None:
        """Let the run not go on, because of ``error``."""
        self._phases = self._records = None
        self.message = f"Stopped at {error}. Reset begins again."

    # -- measures

    def measure(self) -> None:
        """Add a row to the history, unless there is one for this step; a GAN that cannot be measured stops the run."""
        if self.message or (len(self.history) and self.history["step"][-1] == self.step):
            return
        with np.errstate(over="ignore", invalid="ignore"):
            try:
                self.history.append(self._row(self.gan()))
            except ERRORS as error:
                self.stop(error)

    def _row(self, gan: GAN) -> dict[str, float]:
        row: dict[str, float] = {"step": self.step}
        if isinstance(self.distribution, Univariate):
            return row | exact_measures(gan, self.distribution)
        found = self._measure(gan)
        row |= {name: found[name] for name in JS if name in found}
        fake = gan.generator.forward(self._z).astype(float)
        row["v_sample"] = sample_value(gan.discriminator, self._x, fake)
        if self.choices.distribution == FEW:
            row["v_train"] = sample_value(gan.discriminator, self.points, fake)
        if self._knows_best:
            row["c_sample"] = self._best_value(gan)
        return row

    def _noise_rng(self) -> np.random.Generator:
        return np.random.default_rng([self.seed, 2])

    def _best_value(self, gan: GAN) -> float:
        """C(G) = V of D*, on the points on which V of D is taken; those of G as its mesh has them."""
        p_g = generated_distribution_2d(gan)
        fake = p_g.sample(FRESH, rng=self._noise_rng())
        log_p, log_q = log_densities(self.run.data, p_g, np.concatenate([self._x, fake]))
        with np.errstate(invalid="ignore"):  # where neither distribution is, as the mesh knows it, D* is not defined
            logit = log_p - log_q
        logit[FRESH:][
            np.isneginf(log_q[FRESH:])
        ] = -np.inf  # of a part of p_g that has no area, and so no density: D* = 0
        return float(-np.nanmean(np.logaddexp(0, -logit[:FRESH])) - np.nanmean(np.logaddexp(0, logit[FRESH:])))

"""The presets of the lab: five runs, each with a sentence on what happens and a test of whether it has happened.

``tests/benchmarks/lab_presets.py`` runs each preset with many seeds and counts how often its test holds.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from scipy.spatial.distance import cdist

from numpygan.distributions import Distribution, Normal, named_distribution
from numpygan.evaluation import modes_of, perfect_share
from numpygan.lab.choices import FEW, Choices
from numpygan.nets import Tanh, non_saturating, saturating
from numpygan.plots.descent import descent_directions
from numpygan.recipes import settings_for
from numpygan.training import GAN

STEPS = 100_000  # the user ends a run of the lab
LEAST = 0.025  # a mode has points if it has at least this share of all points; 1/8 would be right
POINTS = 1000  # generated points by which a run is judged
TRAINING_POINTS = 40  # of the preset that over-fits
NORMAL = Normal(4, 0.5)


class Finding(NamedTuple):
    """Whether a run does what its preset says, and the numbers by which this was judged."""

    holds: bool
    numbers: str


class Preset(NamedTuple):
    """A run that shows one behavior of GANs."""

    distribution: str
    """Its name in the catalog. With ``FEW`` training points the GAN learns these points instead."""
    settings: dict[str, Any]
    """What differs from the settings of ``numpygan train``."""
    start: str
    """Shown at step 0: what is seen now, what to do, and what to expect; two lines."""
    about: str
    """Shown during the run: what happens, and what a perfect run would look like; two lines."""
    judge: Callable[["Judged"], Finding]
    steps: int
    """After so many iterations the behavior is there."""
    pace: int = 0
    few: bool = False
    layers: frozenset[str] = frozenset({"data", "samples", "D", "D*", "manifold"})

    def choices(self) -> Choices:
        """The choices of the lab for this preset."""
        distribution: Any = named_distribution(self.distribution)
        base = settings_for(distribution).with_values(steps=STEPS, **self.settings)
        return Choices.of(base, FEW if self.few else self.distribution, distribution, self.pace)


class Judged(NamedTuple):
    """What the test of a preset may look at."""

    gan: GAN
    distribution: Distribution
    """The true distribution, from which the training points come."""
    means: np.ndarray
    """The mean of p_g at the iterations so far, (n,); empty for 2-D points."""
    points: np.ndarray
    """The training points if there are only a few, (n, d)."""

    def generated(self) -> np.ndarray:
        return self.gan.sample(POINTS, rng=np.random.default_rng(0)).astype(float)


def learns(run: Judged) -> Finding:
    """All 8 modes have points, and 75 % of the points are within 3 sigma of a mode."""
    modes, share, told = _modes(run)
    return Finding(modes == 8 and share >= 0.75, told)


def collapses(run: Judged) -> Finding:
    """At least 3 of the 8 modes have no points, and half of the points are within 3 sigma of a mode."""
    modes, share, told = _modes(run)
    return Finding(modes <= 5 and share >= 0.5, told)


def vanishes(run: Judged) -> Finding:
    """The loss of this run pulls at the generated points a million times less than -log D would."""
    x = run.generated()
    now, other = (
        float(np.median(np.linalg.norm(descent_directions(run.gan.discriminator, x, loss), axis=1)))
        for loss in (saturating, non_saturating)
    )
    holds = now < 1e-6 * other and abs(float(x.mean()) - NORMAL.mean) > 2
    return Finding(holds, f"Gradient of G's loss at a point: {now:.0e}; -log D would give {other:.2g}")


def circles(run: Judged) -> Finding:
    """The mean of p_g has crossed the data's mean 4 times, and the last swing was at least 0.75 wide."""
    away = run.means - NORMAL.mean
    crossings = np.flatnonzero(np.diff(np.sign(away)))
    swing = float(np.abs(away[crossings[-2] : crossings[-1]]).max()) if len(crossings) > 1 else 0.0
    told = f"The mean of $p_g$ has crossed the data's mean {len(crossings)} times; last swing: {swing:.2f}"
    return Finding(len(crossings) >= 4 and swing >= 0.75, told)


def over_fits(run: Judged) -> Finding:
    """V on the training points is at least 0.5 nats above V on fresh points of the same distribution."""
    train, fresh = run.points, run.distribution.sample(POINTS, rng=np.random.default_rng(1))
    on_train, on_fresh = (float(-np.logaddexp(0, -run.gan.discriminator.forward(x)).mean()) for x in (train, fresh))
    told = f"Mean of log D: {on_train:.2f} at the {len(train)} training points, {on_fresh:.2f} at fresh points"
    return Finding(on_train - on_fresh >= 0.5, told)


PLANE = {"activation": Tanh, "d_hidden": (64, 64), "g_hidden": (32, 32)}
UNTRAINED_IN_PLANE = (
    "Step 0, nothing is trained. The data are in 8 groups (modes). Green: the points that G makes, all in one band."
)
UNTRAINED_ON_LINE = (
    "Step 0, nothing is trained. Dotted: the density of the data. Green: that of the points that G makes."
)
OWN_START = (
    "Step 0, nothing is trained. Data and settings are those that you choose on the right.\n"
    'Press Play (Space bar): G should learn to make such data. "A perfect run", on the right, says how it would end.'
)
OWN_STARTED = (
    "Data and settings are those that you choose on the right. G should learn to make such data.\n"
    '"A perfect run", on the right, says how it would end; the dotted lines of the curves show its values.'
)
PRESETS = {
    "learns": Preset(
        "wide-ring",
        {**PLANE, "d_lr": 5e-3, "g_lr": 2e-3, "batch": 128},
        f"{UNTRAINED_IN_PLANE}\n"
        "Press Play (Space bar): within about 20 s the green points should reach all 8 modes, though not perfectly.",
        "D and G learn at a similar speed. After about 3,000 steps the green points should be on all 8 modes.\n"
        "A perfect G would also be as dense as the data everywhere. JS, on the right, shows how far G is from that.",
        learns,
        3000,
    ),
    "collapses": Preset(
        "wide-ring",
        {**PLANE, "d_lr": 2e-2, "g_lr": 1e-3, "k": 5, "batch": 64},
        f"{UNTRAINED_IN_PLANE}\n"
        "Press Play (Space bar): within about 20 s most green points should be on a few of the 8 modes, to stay.",
        "D learns much faster: k = 5 steps, each 20 times G's. Most points end on a few of the 8 modes.\n"
        "This is mode collapse. A perfect G would have points on all 8 modes.",
        collapses,
        800,
    ),
    "vanishes": Preset(
        "normal",
        {"activation": Tanh, "generator_loss": saturating, "k": 5, "d_lr": 1e-2},
        f"{UNTRAINED_ON_LINE}\n"
        "Press Play (Space bar): within about 20 s D is certain which points are G's, and the green curve stops.",
        "D is certain that G's points are generated, so log(1 − D) is flat there. G gets no gradient and stays.\n"
        "This is the vanishing gradient. A perfect G would have moved the green curve onto the dotted one.",
        vanishes,
        400,
        layers=frozenset({"data", "samples", "D", "D*", "manifold", "arrows"}),
    ),
    "circles": Preset(
        "normal",
        {"d_hidden": (), "g_hidden": (), "k": 1, "d_lr": 2e-2, "g_lr": 2e-2, "betas": (0.9, 0.999)},
        f"{UNTRAINED_ON_LINE}\n"
        "Press Play (Space bar): within about 20 s the green curve should have passed the dotted one several times.",
        "D and G are linear. G passes the data, D turns round, and G comes back, again and again: it never settles.\n"
        "In a perfect run the green curve would stop on the dotted one, and D would be flat at 1/2.",
        circles,
        2500,
        pace=16,
        layers=frozenset({"data", "samples", "D", "manifold"}),
    ),
    "over-fits": Preset(
        "correlated-normal",
        {"activation": Tanh, "d_hidden": (64, 64), "g_hidden": (64, 64), "k": 5, "d_lr": 5e-3, "batch": 64},
        "Step 0, nothing is trained. The big dots are the only 40 data points; the green points come from G.\n"
        "Press Play (Space bar): within about 20 s V on these 40 points should be far above V on fresh points.",
        "There are only 40 data points, and D memorizes them. Compare V on these points with V on fresh ones.\n"
        "If D had not memorized them, the two curves of V would be equal. With a perfect G both would be −1.39.",
        over_fits,
        800,
        few=True,
    ),
}


def _modes(run: Judged) -> tuple[int, float, str]:
    """Return how many of the equally wide modes have points, and the share of the points within 3 sigma of a mode."""
    modes = [normal for _, normal in modes_of(run.distribution)]
    x, std = run.generated(), float(np.sqrt(np.asarray(modes[0].cov)[0, 0]))  # type: ignore[union-attr]
    distance = cdist(x, [normal.mean for normal in modes])
    good = distance.min(axis=1) <= 3 * std
    shares = np.bincount(distance.argmin(axis=1)[good], minlength=len(modes)) / len(x)
    found, share = int((shares >= LEAST).sum()), float(good.mean())
    return (
        found,
        share,
        f"{found} of {len(modes)} modes have points; {share:.0%} of the points are within 3 sigma of one "
        f"(perfect G: {perfect_share(run.distribution.dim):.0%})",
    )

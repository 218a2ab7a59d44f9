"""Measures of a GAN during training, chosen for its distribution.

For 1-D points from 1-D noise they are exact. In other cases they are estimated from points: the modes found, JS over
cells with its floor, and V. For a conditional distribution they are the mean and the worst over the conditions.

The points of the distribution and the noise are drawn from the measure's own seed and are the same at every call. So
measuring does not change the run, and a resumed run has the same history bit for bit. A curve of a measure shows
changes of the GAN only: sampling noise shifts the whole curve.
"""

from functools import cached_property

import numpy as np

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution, EmpiricalConditional, Univariate
from numpygan.evaluation import CellHistogram, mode_scores, modes_of
from numpygan.evaluation.conditional_measures import POINTS, ConditionalMeasures, PairMeasures
from numpygan.evaluation.exact import evaluation_copy, exact_measures, sample_value
from numpygan.training.gan import GAN
from numpygan.training.trainer import Measure


def measures_for(distribution: Distribution | Conditional, *, n: int = POINTS, seed: int = 0) -> Measure:
    """The measure for GANs of ``distribution``: a function of a GAN whose points have the distribution's units.

    Parameters
    ----------
    distribution : Distribution or Conditional
    n : int
        Number of real points and of generated points, for measures from points; the total over all conditions.
    seed : int
        Seed of these points.

    Returns
    -------
    callable
        Takes a GAN, such as :meth:`numpygan.recipes.Run.result`, and returns a dict, whose names are
        explained in :data:`numpygan.training.COLUMNS`. It can be pickled.

    Examples
    --------
    >>> from numpygan.distributions import Normal, ring
    >>> from numpygan.recipes import Settings
    >>> rng = np.random.default_rng(0)
    >>> ", ".join(measures_for(Normal(4, 0.5))(Settings().gan(rng)))
    'js, c, v_exact, gap'
    >>> ", ".join(measures_for(ring())(Settings().gan(rng, ring())))
    'js_sample, js_floor, v_sample, modes, share, reverse_kl, reverse_kl_floor, spread_low, spread_high'
    """
    if isinstance(distribution, EmpiricalConditional) and not distribution.classes:
        return PairMeasures(distribution, n=arguments.positive_int("n", n), seed=seed)
    if isinstance(distribution, Conditional):
        return ConditionalMeasures(distribution, n=n, seed=seed)
    return Measures(distribution, n=n, seed=seed)


class Measures:
    """The measure for GANs of a distribution without conditions; made by :func:`measures_for`."""

    def __init__(self, distribution: Distribution, *, n: int = POINTS, seed: int = 0) -> None:
        if not isinstance(distribution, Distribution):
            raise TypeError(f"distribution must be a Distribution or Conditional, got {distribution!r}")
        self.distribution, self.n, self.seed = (
            distribution,
            arguments.positive_int("n", n),
            arguments.int_at_least("seed", seed, 0),
        )

    @cached_property
    def cell_histogram(self) -> CellHistogram:
        """The cells for JS, built at the first use; this takes some tenths of a second."""
        return CellHistogram(self.distribution, self.n, rng=np.random.default_rng([self.seed, 0]))

    def __call__(self, gan: GAN) -> dict[str, float]:
        if not isinstance(gan, GAN):
            raise TypeError(f"expected a GAN, got {gan!r}")
        if gan.dim != self.distribution.dim:
            raise ValueError(f"the GAN generates {gan.dim} columns, the distribution has {self.distribution.dim}")
        gan = evaluation_copy(gan)
        exact = {}
        if isinstance(self.distribution, Univariate) and isinstance(gan.noise, Univariate):
            exact = exact_measures(gan, self.distribution)
            if len(modes_of(self.distribution)) <= 1:  # JS is enough for a single mode
                return exact
        fake = gan.sample(self.n, rng=np.random.default_rng([self.seed, 1])).astype(float)
        if exact:
            return exact | self._modes(fake)
        x = self.distribution.sample(self.n, rng=np.random.default_rng([self.seed, 2]))
        columns = {
            "js_sample": float(self.cell_histogram.js(fake)),
            "js_floor": float(self.cell_histogram.floor),
            "v_sample": sample_value(gan.discriminator, x, fake),
        }
        return columns | (self._modes(fake) if modes_of(self.distribution) else {})

    def _modes(self, fake: np.ndarray) -> dict[str, float]:
        """The mode scores, without those that are constant or lie between two of these."""
        scores = mode_scores(self.distribution, fake)._asdict()
        names = ("modes", "share", "reverse_kl", "reverse_kl_floor", "spread_low", "spread_high")
        return {name: scores[name] for name in names}

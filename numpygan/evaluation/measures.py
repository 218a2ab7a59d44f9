"""The numbers to take of a GAN while it trains, chosen by what its distribution allows.

On the line, from noise of the line, they are exact. Elsewhere they come from points: the modes that were found,
JS over cells beside its floor, and V. A conditional distribution has them for each condition: their mean and the worst.

The points of the distribution and the noise are drawn from the measure's own seed, the same at every call. So measuring
disturbs no run, a resumed run has the same history to the bit, and what moves along a curve is the GAN: the luck
of the draw shifts the whole curve instead of shaking it.
"""

from functools import cached_property

import numpy as np

from numpygan import arguments
from numpygan.distributions import Conditional, Distribution, Univariate
from numpygan.evaluation import CellHistogram, mode_scores, modes_of
from numpygan.evaluation.conditional_measures import POINTS, ConditionalMeasures
from numpygan.evaluation.exact import exact_measures, quiet_copy, sample_value
from numpygan.training.gan import GAN
from numpygan.training.trainer import Measure


def measures_for(distribution: Distribution | Conditional, *, n: int = POINTS, seed: int = 0) -> Measure:
    """What to measure of a GAN of ``distribution``: a function of the GAN, in the units of the distribution.

    Parameters
    ----------
    distribution : Distribution or Conditional
    n : int
        Points of each kind, where a number comes from points; for a conditional distribution, all conditions together.
    seed : int
        Of these points; see above.

    Returns
    -------
    callable
        Takes a GAN, such as :meth:`numpygan.recipes.Run.result`, and returns a dict; its names are
        explained by :data:`numpygan.training.COLUMNS`. It can be pickled.

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
    if isinstance(distribution, Conditional):
        return ConditionalMeasures(distribution, n=n, seed=seed)
    return Measures(distribution, n=n, seed=seed)


class Measures:
    """The measure of GANs of one distribution without conditions; :func:`measures_for` makes it."""

    def __init__(self, distribution: Distribution, *, n: int = POINTS, seed: int = 0) -> None:
        if not isinstance(distribution, Distribution):
            raise TypeError(f"distribution must be a Distribution or Conditional, got {distribution!r}")
        self.distribution, self.n, self.seed = (
            distribution,
            arguments.positive_int("n", n),
            arguments.int_at_least("seed", seed, 0),
        )

    @cached_property
    def cells(self) -> CellHistogram:
        """The partition for JS; made when it is first needed, which takes some tenths of a second."""
        return CellHistogram(self.distribution, self.n, rng=np.random.default_rng([self.seed, 0]))

    def __call__(self, gan: GAN) -> dict[str, float]:
        if not isinstance(gan, GAN):
            raise TypeError(f"expected a GAN, got {gan!r}")
        if gan.dim != self.distribution.dim:
            raise ValueError(f"the GAN makes {gan.dim} columns, the distribution has {self.distribution.dim}")
        gan = quiet_copy(gan)
        exact = {}
        if isinstance(self.distribution, Univariate) and isinstance(gan.noise, Univariate):
            exact = exact_measures(gan, self.distribution)
            if len(modes_of(self.distribution)) <= 1:  # of one mode JS says it all
                return exact
        fake = gan.sample(self.n, rng=np.random.default_rng([self.seed, 1])).astype(float)
        if exact:
            return exact | self._modes(fake)
        x = self.distribution.sample(self.n, rng=np.random.default_rng([self.seed, 2]))
        columns = {
            "js_sample": float(self.cells.js(fake)),
            "js_floor": float(self.cells.floor),
            "v_sample": sample_value(gan.discriminator, x, fake),
        }
        return columns | (self._modes(fake) if modes_of(self.distribution) else {})

    def _modes(self, fake: np.ndarray) -> dict[str, float]:
        """Most of the mode scores; the others are known beforehand, or lie between two of these."""
        scores = mode_scores(self.distribution, fake)._asdict()
        names = ("modes", "share", "reverse_kl", "reverse_kl_floor", "spread_low", "spread_high")
        return {name: scores[name] for name in names}

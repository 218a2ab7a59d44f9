"""Measures of a conditional GAN for each condition c: the divergence of p_g(.|c) from p(.|c).

The marginal distribution of x is not enough: a generator that ignores c may still match it.
"""

import re
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from numpygan import arguments
from numpygan.distributions import Conditional, EmpiricalConditional, Labeled, Pairs, Univariate
from numpygan.evaluation import CellHistogram, mode_scores, modes_of
from numpygan.evaluation.exact import evaluation_copy, sample_value
from numpygan.theory import PushForward, js
from numpygan.training.conditional import ConditionalGenerator, ConditionedNoise, sample_given
from numpygan.training.gan import GAN

POINTS = 2500  # the number in the tables of VEEGAN (Srivastava et al., 2017)
CONDITIONS = 5
MIN_POINTS = 500  # for each condition
DRAWS = 10_000  # draws of a condition, from which its quantiles are estimated


def per_condition(
    gan: GAN, distribution: Conditional, conditions: npt.ArrayLike | None = None, *, n: int = POINTS, seed: int = 0
) -> np.ndarray:
    """Table of the divergence and the mode scores, with one row for each of ``conditions``.

    Parameters
    ----------
    gan : GAN
        A conditional GAN whose points have the units of the distribution.
    distribution : Conditional
    conditions : array_like of shape (k, c_dim), optional
        By default every label, or 5 quantiles of a scalar condition.
    n : int
        Total number of generated points, but at least 500 for each condition.
    seed : int
        Seed of these points.

    Returns
    -------
    structured ndarray of shape (k,)
        Columns: ``c``; ``js``, the exact JS(p(.|c) || p_g(.|c)) in nats, if x and the noise are 1-D, else
        ``js_sample`` and ``js_floor``. If p(.|c) is a normal distribution or a mixture of normal distributions, also
        ``share``, the fraction of the points generated given c that are within 3 sigma of a mode of p(.|c), and
        ``spread``, the ``spread_median`` of :class:`numpygan.evaluation.ModeScores`.

    Raises
    ------
    TypeError
        For a GAN or a distribution without conditions.

    References
    ----------
    Notes, eq. 2.1.1.

    Examples
    --------
    >>> from numpygan.distributions import Mixture, Normal
    >>> from numpygan.recipes import Settings
    >>> distribution = Labeled(Mixture([0.5, 0.5], [Normal(-2, 0.5), Normal(2, 0.5)]))
    >>> table = per_condition(Settings().gan(np.random.default_rng(0), distribution), distribution)  # G is untrained
    >>> table["c"].tolist(), table["js"].round(2).tolist()
    ([[1.0, 0.0], [0.0, 1.0]], [0.49, 0.69])
    """
    return ConditionalMeasures(distribution, conditions, n=n, seed=seed).table(gan)


class ConditionalMeasures:
    """The measure for GANs of a conditional distribution; made by :func:`numpygan.evaluation.measures_for`.

    Attributes
    ----------
    conditions, weights : ndarray of shape (k, c_dim) and (k,)
        The conditions, and their probabilities.
    given : list of k Distributions
        The distribution of x given each condition.
    """

    def __init__(
        self, distribution: Conditional, conditions: npt.ArrayLike | None = None, *, n: int = POINTS, seed: int = 0
    ) -> None:
        if not isinstance(distribution, Conditional):
            raise TypeError(f"expected a conditional distribution, got {distribution!r}")
        self.distribution, self.n, self.seed = (
            distribution,
            arguments.positive_int("n", n),
            arguments.int_at_least("seed", seed, 0),
        )
        if isinstance(distribution, EmpiricalConditional) and not distribution.classes:
            raise ValueError(
                "the distribution of x given one condition is not known for a user's own columns of numbers; "
                "measures_for compares the pairs of x and c"
            )
        if conditions is None:
            self.conditions, self.weights = representative_conditions(
                distribution, rng=np.random.default_rng([seed, 0])
            )
        else:
            self.conditions = arguments.rows("conditions", np.asarray(conditions, dtype=float), distribution.c_dim)
            k = arguments.positive_int("the number of conditions", len(self.conditions))
            self.weights = np.full(k, 1 / k)
        self.given = [distribution.given(c) for c in self.conditions]
        self.each = max(self.n // len(self.given), MIN_POINTS)

    @cached_property
    def cell_histograms(self) -> list[CellHistogram]:
        """The cells for JS of each condition."""
        return [
            CellHistogram(given, self.each, rng=np.random.default_rng([self.seed, 0]), held_out=self._held_out(c))
            for given, c in zip(self.given, self.conditions, strict=True)
        ]

    def _held_out(self, c: np.ndarray) -> np.ndarray | None:
        """The held-out rows of a label ``c``; None for a distribution that is known."""
        return self.distribution.rows_of(c)[1] if isinstance(self.distribution, EmpiricalConditional) else None

    def table(self, gan: GAN) -> np.ndarray:
        """The table that :func:`per_condition` returns."""
        x = sample_given(
            gan := _checked(gan, self.distribution),
            np.repeat(self.conditions, self.each, axis=0),
            rng=np.random.default_rng([self.seed, 1]),
        )
        groups = np.split(x.astype(float), len(self.given))
        rows = [self._row(gan, i, fake) for i, fake in enumerate(groups)]
        names = list(rows[0])
        table = np.empty(
            len(rows), dtype=[("c", float, (self.distribution.c_dim,)), *((name, float) for name in names)]
        )
        table["c"] = self.conditions
        for name in names:
            table[name] = [row[name] for row in rows]
        return table

    def _row(self, gan: GAN, i: int, fake: np.ndarray) -> dict[str, float]:
        """The measures of condition ``i`` for the points ``fake`` (n, d), which were generated given it."""
        distribution, z = self.given[i], gan.noise.noise  # type: ignore[attr-defined]
        if isinstance(distribution, Univariate) and isinstance(z, Univariate):
            p_g = PushForward(gan.generator.given(self.conditions[i]), z)  # type: ignore[attr-defined]
            row = {"js": float(js(distribution, p_g))}
        else:
            row = {
                "js_sample": float(self.cell_histograms[i].js(fake)),
                "js_floor": float(self.cell_histograms[i].floor),
            }
        if modes_of(distribution):
            scores = mode_scores(distribution, fake)
            row |= {"share": scores.share, "spread": scores.spread_median}
        return row

    def __call__(self, gan: GAN) -> dict[str, float]:
        table = self.table(gan)
        columns: dict[str, float] = {}
        if isinstance(self.distribution, EmpiricalConditional):
            columns |= dict(zip(label_columns(self.distribution.classes), table["js_sample"].tolist(), strict=True))
        for name in (table.dtype.names or ())[1:]:
            values = table[name]
            if name == "spread":
                known = values[~np.isnan(values)].tolist() or [np.nan]
                columns |= {"spread_low": min(known), "spread_high": max(known)}
            elif name == "js_floor":
                columns |= {name: float(self.weights @ values)}
            else:
                worst = min if name == "share" else max
                columns |= {f"{name}_mean": float(self.weights @ values), f"{name}_worst": worst(values.tolist())}
        gan, rng = _checked(gan, self.distribution), np.random.default_rng([self.seed, 2])
        x = fresh_pairs(self.distribution, self.n, rng)
        return columns | {"v_sample": sample_value(gan.discriminator, x, gan.sample(self.n, rng=rng))}


class PairMeasures:
    """The measure for GANs of a user's own columns given others, by their pairs [x | c] that were held out.

    The generated pairs have the c of rows of the data. So JS of the pairs is the mean over c of JS given c.
    """

    def __init__(self, distribution: EmpiricalConditional, *, n: int = POINTS, seed: int = 0) -> None:
        self.distribution, self.n, self.seed = distribution, n, seed

    @cached_property
    def cell_histogram(self) -> CellHistogram:
        """The cells for JS of the pairs."""
        held_out = fresh_pairs(self.distribution, self.n, np.random.default_rng())
        rng = np.random.default_rng([self.seed, 0])
        return CellHistogram(Pairs(self.distribution), self.n, rng=rng, held_out=held_out)

    def __call__(self, gan: GAN) -> dict[str, float]:
        gan, rng = _checked(gan, self.distribution), np.random.default_rng([self.seed, 1])
        fake = gan.sample(self.n, rng=rng).astype(float)
        return {
            "js_sample": float(self.cell_histogram.js(fake)),
            "js_floor": float(self.cell_histogram.floor),
            "v_sample": sample_value(gan.discriminator, fresh_pairs(self.distribution, self.n, rng), fake),
        }


def fresh_pairs(distribution: Conditional, n: int, rng: np.random.Generator) -> np.ndarray:
    """Return pairs [x | c] that no GAN was trained on: ``n`` new ones, or all that a user's own data hold out."""
    if isinstance(distribution, EmpiricalConditional):
        return np.concatenate([distribution.x_held_out, distribution.c_held_out], axis=1)
    return np.concatenate(distribution.sample(n, rng=rng), axis=1)


def label_columns(classes: Sequence[str]) -> list[str]:
    """Return the column of a history for the JS of each label: its name in plain letters, or else its number from 0.

    Examples
    --------
    >>> label_columns(["setosa", "I. virginica"])
    ['js_sample_setosa', 'js_sample_I_virginica']
    """
    plain = [re.sub("[^A-Za-z0-9]+", "_", name).strip("_") for name in classes]
    if len({name.lower() for name in plain}) < len(classes) or not all(plain):
        plain = list(map(str, range(len(classes))))
    return [f"js_sample_{name}" for name in plain]


def representative_conditions(distribution: Conditional, *, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Representative conditions (k, c_dim) and their probabilities (k,).

    These are all labels of positive probability; for a scalar condition, the medians of 5 equally likely intervals;
    for any other condition, 5 draws.
    """
    if isinstance(distribution, EmpiricalConditional) and distribution.classes:
        return np.eye(distribution.c_dim), distribution.c.mean(axis=0)
    if isinstance(distribution, Labeled):
        weights = np.array(distribution.weights)
        return np.eye(distribution.c_dim)[weights > 0], weights[weights > 0]
    weights = np.full(CONDITIONS, 1 / CONDITIONS)
    if distribution.c_dim > 1:
        return distribution.sample_conditions(CONDITIONS, rng=rng), weights
    levels = (np.arange(CONDITIONS) + 0.5) / CONDITIONS
    return np.quantile(distribution.sample_conditions(DRAWS, rng=rng), levels, axis=0), weights


def _checked(gan: GAN, distribution: Conditional) -> GAN:
    """A copy of ``gan`` in evaluation mode, after a check that it is a conditional GAN for ``distribution``."""
    if not (
        isinstance(gan, GAN)
        and isinstance(gan.generator, ConditionalGenerator)
        and isinstance(gan.noise, ConditionedNoise)
    ):
        raise TypeError(f"expected a conditional GAN, got {gan!r}")
    columns = gan.generator.x_dim, gan.generator.c_dim
    if columns != (distribution.dim, distribution.c_dim):
        raise ValueError(
            f"the GAN generates {columns[0]} columns given {columns[1]}, "
            f"the distribution has {distribution.dim} given {distribution.c_dim}"
        )
    return evaluation_copy(gan)

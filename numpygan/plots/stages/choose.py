"""Choose the stage for a distribution."""

from collections.abc import Collection, Sequence

import numpy as np
from matplotlib.figure import Figure, SubFigure
from matplotlib.gridspec import SubplotSpec

from numpygan.distributions import Conditional, Distribution, Univariate
from numpygan.nets import GeneratorLoss, non_saturating
from numpygan.plots.conditions import can_draw_conditions
from numpygan.plots.stages.condition_stage import ConditionStage
from numpygan.plots.stages.line_stage import LineStage, line_window
from numpygan.plots.stages.plane_stage import PlaneStage
from numpygan.plots.stages.stage import LAYERS, Stage
from numpygan.training import GAN, ConditionedNoise


def stage_on(
    figure: Figure | SubFigure,
    place: SubplotSpec,
    distribution: Distribution | Conditional,
    gans: Sequence[GAN],
    *,
    rng: np.random.Generator,
    generator_loss: GeneratorLoss = non_saturating,
    visible: Collection[str] = tuple(LAYERS),
) -> Stage:
    """Return a stage for ``distribution`` on new axes at ``place`` of ``figure``; all of ``gans`` fit on it.

    Raises
    ------
    ValueError
        For a distribution that no stage can show: 1-D points from noise of more dimensions, 1-D points with labels.
    """
    noise = gans[0].noise
    if isinstance(distribution, Conditional):
        if not can_draw_conditions(distribution) or not isinstance(noise, ConditionedNoise):
            raise ValueError(f"there is no picture of {distribution!r}")
        return ConditionStage(figure.add_subplot(place), distribution, noise, rng=rng, visible=visible)
    if distribution.dim > 1:
        axes = figure.add_subplot(place)
        return PlaneStage(axes, distribution, noise, rng=rng, generator_loss=generator_loss, visible=visible)
    if not isinstance(noise, Univariate):
        raise ValueError(f"for 1-D points the noise must be 1-D, got {noise!r}")
    rows = place.subgridspec(2, 1, height_ratios=[3, 1.2])
    upper, lower = figure.add_subplot(rows[0]), figure.add_subplot(rows[1])
    window = line_window(distribution, gans)
    return LineStage(upper, lower, distribution, noise, window=window, generator_loss=generator_loss, visible=visible)

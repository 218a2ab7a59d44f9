"""Drawings of a GAN that are updated as it learns, for pictures, movies and the lab.

A stage creates its artists once and gives them new data for each GAN, so that a frame takes little time.
"""

from numpygan.plots.stages.stage import LAYERS, Stage
from numpygan.plots.stages.line_stage import LineStage, line_window
from numpygan.plots.stages.plane_stage import PlaneStage
from numpygan.plots.stages.condition_stage import ConditionStage
from numpygan.plots.stages.curves import Curves
from numpygan.plots.stages.choose import stage_on

__all__ = ["LAYERS", "ConditionStage", "Curves", "LineStage", "PlaneStage", "Stage", "line_window", "stage_on"]

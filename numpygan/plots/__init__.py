"""Pictures: functions that take data and return a Figure. They show and save nothing by themselves."""

from numpygan.plots.figure_1 import Moment, figure_1
from numpygan.plots.save import save_figure

__all__ = ["Moment", "figure_1", "save_figure"]

"""Pictures: functions that take data and return a Figure. They show and save nothing by themselves.

``report`` puts the pictures of the statements into a page with all that was checked."""

from numpygan.plots.dark_mode import dark
from numpygan.plots.descent import descent_directions
from numpygan.plots.snapshot import Snapshot
from numpygan.plots.paper_figure_1 import figure_1
from numpygan.plots.histograms import histogram_figure
from numpygan.plots.plane import plane_figure
from numpygan.plots.anatomy import anatomy_figure
from numpygan.plots.conditions import can_draw_conditions, conditions_figure
from numpygan.plots.conditional_distributions import conditional_figure
from numpygan.plots.own_rows import own_rows_figure, own_rows_given_figure
from numpygan.plots.history import history_figure
from numpygan.plots.theory import convexity_figure, dirac_figure, smoothing_figure
from numpygan.plots.movies import KINDS as MOVIE_KINDS
from numpygan.plots.movies import animate, movie_steps, save_movie
from numpygan.plots.save import fix_layout, save_figure
from numpygan.plots.presentation import present
from numpygan.plots.lesson_figures import draw_boxes, titled_figure
from numpygan.plots.statements import PICTURES, statement_figure
from numpygan.plots.report import picture_html, report_page

__all__ = [
    "MOVIE_KINDS",
    "PICTURES",
    "Snapshot",
    "anatomy_figure",
    "animate",
    "can_draw_conditions",
    "conditional_figure",
    "conditions_figure",
    "convexity_figure",
    "dark",
    "descent_directions",
    "dirac_figure",
    "draw_boxes",
    "figure_1",
    "fix_layout",
    "histogram_figure",
    "history_figure",
    "movie_steps",
    "own_rows_figure",
    "own_rows_given_figure",
    "picture_html",
    "plane_figure",
    "present",
    "report_page",
    "save_figure",
    "save_movie",
    "smoothing_figure",
    "statement_figure",
    "titled_figure",
]

"""A picture for each statement of the notes that has one, from numbers that are computed when it is drawn."""

from numpygan.plots.statements.registry import PICTURES, Picture, statement_figure
from numpygan.plots.statements import gradients, values, runs, divergences, discriminators, descents

__all__ = [
    "PICTURES",
    "Picture",
    "descents",
    "discriminators",
    "divergences",
    "gradients",
    "runs",
    "statement_figure",
    "values",
]

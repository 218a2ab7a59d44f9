"""The pictures of the statements; their numbers are computed when a picture is drawn."""

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

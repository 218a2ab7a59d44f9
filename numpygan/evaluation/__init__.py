"""Evaluation of trained GANs: exact measures in 1-D, mode scores, and a verdict on a run."""

from numpygan.evaluation.exact import discriminator_function, exact_measures, generated_distribution
from numpygan.evaluation.modes import ModeScores, mode_scores, modes_of, perfect_share
from numpygan.evaluation.cell_histogram import CellHistogram
from numpygan.evaluation.measures import measures_for
from numpygan.evaluation.conditional_measures import per_condition
from numpygan.evaluation.held_out import held_out_js, train_discriminator
from numpygan.evaluation.verdicts import VerdictKind, Verdict, verdict

__all__ = [
    "CellHistogram",
    "ModeScores",
    "Verdict",
    "VerdictKind",
    "discriminator_function",
    "exact_measures",
    "generated_distribution",
    "held_out_js",
    "measures_for",
    "mode_scores",
    "modes_of",
    "per_condition",
    "perfect_share",
    "train_discriminator",
    "verdict",
]
